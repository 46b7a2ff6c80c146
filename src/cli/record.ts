import { loadPlan } from '../config/plan.ts'
import { METRICS } from '../model/metrics.ts'
import { formatFigure } from '../model/units.ts'
import { originOf } from '../gate/origin.ts'
import { record } from '../gate/record.ts'
import { sayStored } from '../report/phrases/notices.ts'
import { renderJson } from '../report/exports/json.ts'
import { describeStored } from '../store/baseline-store.ts'
import { readCommit } from '../store/git.ts'
import { neutralize } from '../report/untrusted.ts'
import { gateWorld, tokenOf } from './gate-world.ts'
import { type Flags, nameOfFlag, requestOf } from './flags.ts'
import type { Terminal } from './terminal.ts'
import { checkReportFiles, writeReport } from './write-report.ts'

/** Measures and stores the samples: what `check` compares with from now on. */
export async function runRecord(words: readonly string[], flags: Flags, terminal: Terminal): Promise<number> {
  const plan = await loadPlan(requestOf(words, flags), terminal.cwd, nameOfFlag)
  await checkReportFiles({ '--json': flags.json }, terminal)
  const { world, done } = gateWorld(terminal)
  const { stored, result } = await record(plan, world, { token: tokenOf(terminal) }).finally(done)
  if (flags.json !== undefined) {
    const origin = originOf(await readCommit(terminal.env, terminal.signal))
    await writeReport(flags.json, renderJson(result, origin), terminal)
  }
  if (flags.json === '-') return 0
  terminal.print(`Recorded in ${describeStored(plan, terminal.cwd)}\n`)
  stored.forEach((scenario, index) => {
    const figures = (result.scenarios[index]?.metrics ?? [])
      .filter(({ budget, head }) => budget !== null && head !== null)
      .map(({ metric, unit, head }) => `${METRICS[metric].label} ${formatFigure(head?.median ?? 0, unit)}`)
    terminal.print(`  ${neutralize(sayStored(scenario))}\n  ${figures.join(', ')}\n`)
  })
  return 0
}
