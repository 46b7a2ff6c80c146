import { relative } from 'node:path'
import { loadPlan } from '../config/plan.ts'
import { check } from '../gate/check.ts'
import { originOf } from '../gate/origin.ts'
import { readCommit } from '../store/git.ts'
import type { ReportContext } from '../report/context.ts'
import { commandLineOf } from '../report/command-line.ts'
import { VERSION } from '../model/version.ts'
import { gateWorld } from './gate-world.ts'
import { type Flags, nameOfFlag, requestOf } from './flags.ts'
import { prepareReports } from './reports.ts'
import type { Terminal } from './terminal.ts'

/** The local dry run: measures, compares and prints, and leaves everything else as it was. */
export async function runCheck(words: readonly string[], flags: Flags, terminal: Terminal): Promise<number> {
  const request = requestOf(words, flags)
  const plan = await loadPlan(request, terminal.cwd, nameOfFlag)
  const tellResult = await prepareReports(flags, terminal)
  const { world, done } = gateWorld(terminal)
  const { result, exitCode } = await check(plan, world).finally(done)
  const baseline = relative(terminal.cwd, plan.baselinePath)
  const commit = await readCommit(terminal.env, terminal.signal)
  const context: ReportContext = {
    version: VERSION,
    baseline,
    place: 'machine',
    command: commandLineOf(request, baseline),
    runUrl: null,
    commit,
  }
  await tellResult(result, context, originOf(commit))
  return exitCode
}
