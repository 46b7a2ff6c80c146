import { resolve } from 'node:path'
import { oneOf } from '../config/one-of.ts'
import { choicesOf } from '../config/options.ts'
import { compareResults, mergeResults, type StoredOutcome } from '../gate/stored.ts'
import { VERSION } from '../model/version.ts'
import type { ReportContext } from '../report/context.ts'
import { type Flags, nameOfFlag } from './flags.ts'
import { prepareReports } from './reports.ts'
import type { Terminal } from './terminal.ts'

/** Judges the second of two stored results against the first. */
export async function runCompare(
  [base, head]: readonly [string, string],
  flags: Flags,
  terminal: Terminal,
): Promise<number> {
  const path = (file: string) => resolve(terminal.cwd, file)
  const asked = { budgets: flags.budget ?? [], name: nameOfFlag('budget') }
  const judge = () => compareResults(path(base), path(head), asked, leniencyOf(flags))
  return tell(judge, 'stored', flags, terminal)
}

/** One report of any number of stored results. */
export async function runReport(files: readonly string[], flags: Flags, terminal: Terminal): Promise<number> {
  const wanted = { named: files, cwd: terminal.cwd, about: null, jobs: [], areStrange: false }
  return tell(() => mergeResults(wanted, leniencyOf(flags)), 'machine', flags, terminal)
}

async function tell(
  judge: () => Promise<StoredOutcome>,
  place: ReportContext['place'],
  flags: Flags,
  terminal: Terminal,
): Promise<number> {
  const writeReports = await prepareReports(flags, terminal)
  const { result, origin, exitCode } = await judge()
  const context: ReportContext = {
    version: VERSION,
    place,
    baseline: null,
    command: null,
    runUrl: null,
    commit: origin.commit,
  }
  await writeReports(result, context, origin)
  return exitCode
}

function leniencyOf(flags: Flags) {
  const [missing, inconclusive] = [choicesOf('on-missing-baseline'), choicesOf('on-inconclusive')]
  return {
    onMissingBaseline: oneOf(
      missing,
      flags['on-missing-baseline'] ?? missing[0],
      nameOfFlag('on-missing-baseline'),
    ),
    onInconclusive: oneOf(
      inconclusive,
      flags['on-inconclusive'] ?? inconclusive[0],
      nameOfFlag('on-inconclusive'),
    ),
  }
}
