import { relative } from 'node:path'
import { loadPlan } from '../config/plan.ts'
import { METRICS } from '../model/metrics.ts'
import { formatFigure } from '../model/units.ts'
import { record } from '../gate/gate.ts'
import { renderJson } from '../report/exports/json.ts'
import { neutralise } from '../report/untrusted.ts'
import { gateWorld } from './gate-world.ts'
import { type MeasureFlags, nameOfFlag, requestOf } from './flags.ts'
import type { Terminal } from './terminal.ts'
import { checkReportFiles, writeReport } from './write-report.ts'

/** Measures and stores the samples: what `check` compares with from now on. */
export async function runRecord(
  command: readonly string[],
  flags: MeasureFlags,
  terminal: Terminal,
): Promise<number> {
  const plan = await loadPlan(requestOf(command, flags), terminal.cwd, nameOfFlag)
  await checkReportFiles({ '--json': flags.json }, terminal)
  const { world, done } = gateWorld(terminal)
  const { stored, result } = await record(plan, world).finally(done)
  if (flags.json !== undefined) await writeReport(flags.json, renderJson(result), terminal)
  if (flags.json === '-') return 0
  terminal.print(`Recorded in ${relative(terminal.cwd, plan.baselinePath)}\n`)
  stored.forEach((sentence, index) => {
    const figures = (result.scenarios[index]?.metrics ?? [])
      .filter(({ budget, head }) => budget !== null && head !== null)
      .map(({ metric, unit, head }) => `${METRICS[metric].label} ${formatFigure(head?.median ?? 0, unit)}`)
    terminal.print(`  ${neutralise(sentence)}\n  ${figures.join(', ')}\n`)
  })
  return 0
}
