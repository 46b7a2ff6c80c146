import { loadPlan } from '../config/plan.ts'
import { bisect } from '../gate/bisect.ts'
import { renderBisectJson } from '../report/exports/bisect.ts'
import { renderBisection } from '../report/terminal/bisect.ts'
import { gateWorld } from './gate-world.ts'
import { type Flags, nameOfFlag, requestOf } from './flags.ts'
import type { Terminal } from './terminal.ts'
import { checkReportFiles, writeReport } from './write-report.ts'

/**
 * Finds the commit between two that made the program grow.
 *
 * @returns 0 when it is found, 3 when only commits are left of which nothing is known
 */
export async function runBisect(
  [good, bad]: readonly [good: string, bad: string],
  words: readonly string[],
  flags: Flags,
  terminal: Terminal,
): Promise<number> {
  const { build, ...others } = flags
  const plan = await loadPlan(requestOf(words, others), terminal.cwd, nameOfFlag)
  await checkReportFiles({ '--json': flags.json }, terminal)
  const { world, done } = gateWorld(terminal)
  const request = { good, bad, build: build ?? null, cwd: terminal.cwd }
  const result = await bisect(plan, request, world).finally(done)
  if (flags.json !== undefined) await writeReport(flags.json, renderBisectJson(result), terminal)
  if (flags.json !== '-') {
    terminal.print(renderBisection(result, { color: terminal.color.stdout, width: terminal.width }))
  }
  return result.found === null ? 3 : 0
}
