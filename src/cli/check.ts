import { relative } from 'node:path'
import { loadPlan } from '../config/plan.ts'
import { check, type CheckOutcome } from '../gate/check.ts'
import { originOf } from '../gate/origin.ts'
import { readCommit } from '../store/git.ts'
import type { ReportContext } from '../report/context.ts'
import { commandLineOf } from '../report/command-line.ts'
import { VERSION } from '../model/version.ts'
import { bisectExitCode } from '../verdict/bisect.ts'
import { gateWorld, tokenOf } from './gate-world.ts'
import { type Flags, nameOfFlag, requestOf } from './flags.ts'
import { reportError } from './report-error.ts'
import { prepareReports } from './reports.ts'
import type { Terminal } from './terminal.ts'

/** The local dry run: measures, compares and prints, and leaves everything else as it was. */
export async function runCheck(words: readonly string[], flags: Flags, terminal: Terminal): Promise<number> {
  if (flags.bisect === undefined) return (await measureAndTell(words, flags, terminal)).exitCode
  try {
    // Nobody reads it: git looks at the status alone.
    const silent = { ...flags, explain: flags.explain ?? 'never' }
    return bisectExitCode((await measureAndTell(words, silent, terminal)).result)
  } catch (error) {
    // A commit that cannot be measured is left out. Who is stopped has a code above 127, which stops the bisection, too.
    const exitCode = reportError(error, terminal)
    return exitCode < 128 ? NOTHING_PROVEN : exitCode
  }
}

const NOTHING_PROVEN = 125

async function measureAndTell(
  words: readonly string[],
  flags: Flags,
  terminal: Terminal,
): Promise<CheckOutcome> {
  const request = requestOf(words, flags)
  const plan = await loadPlan(request, terminal.cwd, nameOfFlag)
  const writeReports = await prepareReports(flags, terminal)
  const { world, done } = gateWorld(terminal)
  const outcome = await check(plan, world, { token: tokenOf(terminal) }).finally(done)
  const baseline = relative(terminal.cwd, plan.baselinePath)
  const commit = await readCommit(terminal.env, terminal.signal)
  const context: ReportContext = {
    version: VERSION,
    baseline,
    place: 'machine',
    store: plan.baselineStore,
    history: outcome.history,
    command: commandLineOf(request, baseline),
    runUrl: null,
    commit,
  }
  await writeReports(outcome.result, context, originOf(commit))
  return outcome
}
