import { loadPlan } from '../config/plan.ts'
import { selftest } from '../gate/selftest.ts'
import { renderSelftest } from '../report/terminal/selftest.ts'
import { gateWorld } from './gate-world.ts'
import { type Flags, nameOfFlag, requestOf } from './flags.ts'
import type { Terminal } from './terminal.ts'
import { writeReport } from './write-report.ts'

/**
 * Gates every scenario against itself.
 *
 * @returns 1 when the gate would raise false alarms, 3 when too few runs are evidence, else 0
 */
export async function runSelftest(
  words: readonly string[],
  flags: Flags,
  terminal: Terminal,
): Promise<number> {
  const plan = await loadPlan(requestOf(words, flags), terminal.cwd, nameOfFlag)
  const { world, done } = gateWorld(terminal)
  const { environment, results } = await selftest(plan, world).finally(done)
  if (flags.json !== undefined) {
    const json = { schema: 'footprint-gate/selftest@1', environment, scenarios: results }
    await writeReport(flags.json, `${JSON.stringify(json, null, 2)}\n`, terminal)
  }
  if (flags.json !== '-') {
    const look = { color: terminal.color.stdout, width: terminal.width }
    terminal.print(results.map((result) => renderSelftest(result, environment, look)).join('\n'))
  }
  if (
    results.some(({ verdicts }) => verdicts.regressed !== undefined || verdicts['over-limit'] !== undefined)
  )
    return 1
  return results.some(({ gates }) => gates === 0) ? 3 : 0
}
