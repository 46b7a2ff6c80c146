import * as core from '@actions/core'
import { relative } from 'node:path'
import { blameSurroundings } from '../model/errors/surroundings.ts'
import { errors } from '../model/errors.ts'
import { UserError } from '../model/errors/user-error.ts'
import { loadPlan, loadStorePlan } from '../config/plan.ts'
import { check } from '../gate/check.ts'
import { record, type RecordOutcome } from '../gate/record.ts'
import { recordResults } from '../gate/record-results.ts'
import { onThisMachine } from '../proc/this-machine.ts'
import type { World } from '../model/world.ts'
import type { StoreAccess } from '../store/baseline-store.ts'
import { exitCodeOf } from '../verdict/exit-code.ts'
import { acceptanceFor, withAcceptance } from './accept-step.ts'
import { runComment } from './comment-step.ts'
import { readEvent, warningsOfEvent } from './event.ts'
import { readInputs, type Mode } from './inputs.ts'
import { createProgressLog, printInert } from './log.ts'
import { createPushSigned } from './push-signed.ts'
import { runReport } from './report-step.ts'
import { summaryUrl, workflowUrl } from './server.ts'
import { readServerVersion } from './server-version.ts'
import { setOutputs } from './step-files.ts'
import { findRecordingWorkflow } from './recording-workflow.ts'
import { SUMMARY_LIMIT_BYTES, writeSummary } from './summary.ts'
import {
  figures,
  originOfStep,
  reportFailure,
  type Step,
  reportVerdict,
  USER_AGENT,
} from './report-outcome.ts'
import { abortOnSignals, Interrupted, type SignalSource } from '../model/interrupt.ts'
import type { ReportContext } from '../report/context.ts'
import { renderError } from '../report/terminal/error.ts'
import { escapeCell } from '../report/markdown/escape.ts'
import { commandLineOf } from '../report/command-line.ts'
import { isCaveat, sayNotice, sayStored } from '../report/phrases/notices.ts'
import { neutralize } from '../report/untrusted.ts'
import { VERSION } from '../model/version.ts'

/** Of node's process, what a step touches. */
export interface StepProcess extends SignalSource {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: () => string
  readonly stdout: { readonly write: (text: string) => unknown }
}

/**
 * Runs the action to its end.
 *
 * @returns the exit code: 0, 1, 2 or 3 as the verdict has it, 130 and 143 when stopped by a signal
 */
export async function runStep(process: StepProcess): Promise<number> {
  const { signal } = abortOnSignals(process)
  const write = (text: string) => void process.stdout.write(text)
  try {
    return await run(process, signal, write)
  } catch (error) {
    return reportError(signal.aborted ? signal.reason : error, write)
  }
}

async function run({ env, cwd }: StepProcess, signal: AbortSignal, write: Step['write']): Promise<number> {
  const inputs = readInputs(env)
  if (inputs.githubToken !== null) core.setSecret(inputs.githubToken)
  const event = await readEvent(env, {
    checkRunId: inputs.checkRunId,
    askVersion: (baseUrl) =>
      readServerVersion({ token: inputs.githubToken, baseUrl, userAgent: USER_AGENT, signal }),
  })
  for (const warning of [...inputs.warnings, ...warningsOfEvent(event)]) core.warning(neutralize(warning))
  const step: Step = { env, cwd: cwd(), write, inputs, event, signal }
  return RUN[inputs.mode](step)
}

const RUN: Readonly<Record<Mode, (step: Step) => Promise<number>>> = {
  check: runCheck,
  record: runRecord,
  report: runReport,
  comment: runComment,
}

/** Measures, judges, and tells the verdict wherever it is looked for. */
async function runCheck(step: Step): Promise<number> {
  const { cwd, inputs, event, signal } = step
  try {
    const plan = await loadPlan(inputs.request, cwd, nameOfInput)
    const caveats: string[] = []
    const measured = await measure(
      step,
      (world) => check(plan, world, { token: inputs.githubToken }),
      (notice) => {
        if (isCaveat(notice)) caveats.push(sayNotice(notice))
      },
    )
    const { history, ready } = measured
    const { result, comments } = await withAcceptance(step, measured.result)
    const exitCode = exitCodeOf(result, plan)
    const baseline = relative(cwd, plan.baselinePath)
    const isShown = ready !== null && canShow(step, ready)
    const recorder = await findRecordingWorkflow(cwd, event.server)
    const context: ReportContext = {
      version: VERSION,
      baseline,
      place: 'workflow',
      store: plan.baselineStore,
      history,
      command: commandLineOf(inputs.request, baseline),
      runUrl: event.runUrl,
      commit: event.commit,
      caveats,
      ...acceptanceFor(step),
      ...(isShown && { ready: summaryUrl(event.runUrl) }),
      ...(recorder !== null && {
        recorder: workflowUrl(event.server, `${event.owner}/${event.repo}`, recorder),
      }),
    }
    const origin = originOfStep(step)
    const finding = { result, exitCode, context, origin, ready: isShown ? ready : null }
    await reportVerdict(step, finding, comments)
    return exitCode
  } catch (error) {
    if (!signal.aborted) {
      await reportFailure(step, error).catch((second: unknown) => core.warning(neutralize(String(second))))
    }
    throw error
  }
}

/** Measures, and stores what was measured. There is no verdict and no comment. */
async function runRecord(step: Step): Promise<number> {
  const { env, write, inputs, event } = step
  const { stored, result } = await (inputs.results.length === 0 ? recordHere(step) : recordElsewhere(step))
  const sentences = stored.map(sayStored)
  printInert(sentences.map((sentence) => neutralize(sentence)).join('\n'), write)
  await setOutputs(await figures(step, result, originOfStep(step)))
  const list = sentences.map((sentence) => `- ${escapeCell(sentence)}\n`).join('')
  if (inputs.jobSummary) await writeSummary(`${list}\n[The log](${event.runUrl})\n`, env)
  return 0
}

/** Whether the summary is written and seen, and has room for so much beside the report. */
function canShow({ inputs, env, event }: Step, text: string): boolean {
  const isWritten =
    inputs.jobSummary && (env['GITHUB_STEP_SUMMARY'] ?? '') !== '' && event.server.showsSummaries
  return isWritten && Buffer.byteLength(text) < SUMMARY_LIMIT_BYTES / 2
}

async function recordHere(step: Step): Promise<RecordOutcome> {
  const { cwd, inputs } = step
  const plan = await loadPlan(inputs.request, cwd, nameOfInput)
  if (plan.pair !== null) throw errors.pairOfRecord()
  return measure(step, (world) => record(plan, world, storeAccess(step)))
}

/** What other jobs of this run have measured: this one runs no program, and so may have a token that writes. */
async function recordElsewhere(step: Step): Promise<RecordOutcome> {
  const { cwd, inputs, event } = step
  if (inputs.request.run !== undefined)
    throw errors.contradiction('the input run', 'the input results', RECORD_HINT)
  const plan = await loadStorePlan(inputs.request, cwd, nameOfInput)
  const wanted = { named: inputs.results, cwd, about: event, jobs: inputs.needs, areStrange: false }
  return measure(step, (world) => recordResults(plan, wanted, world, storeAccess(step)))
}

/** Gitea has no such API, and no need of it. */
function storeAccess({ inputs, event, signal }: Step): StoreAccess {
  const { githubToken: token } = inputs
  if (token === null || event.server.kind !== 'github') return { token }
  const options = { token, baseUrl: event.apiUrl, userAgent: USER_AGENT, signal }
  return { token, pushSigned: createPushSigned(event, options) }
}

const RECORD_HINT = 'Measure in one job, and record its results in another.'

const nameOfInput = (key: string) => `input ${key}`

async function measure<Outcome>(
  { env, write, signal }: Step,
  work: (world: World) => Promise<Outcome>,
  heed: World['onNotice'] = () => undefined,
): Promise<Outcome> {
  const progress = createProgressLog(write)
  try {
    return await work(
      onThisMachine({
        env,
        signal,
        onProgress: progress.onProgress,
        onNotice: (notice) => {
          core.notice(neutralize(sayNotice(notice)))
          heed(notice)
        },
      }),
    )
  } finally {
    progress.end()
  }
}

/** Every throw is red. What a user can fix is said without a stack; everything else is a bug of ours. */
function reportError(cause: unknown, write: Step['write']): number {
  const error = blameSurroundings(cause)
  if (error instanceof Interrupted) {
    core.notice(`footprint-gate was ${error.message}; the measured program was ended.`)
    return error.exitCode
  }
  if (error instanceof UserError) {
    printInert(renderError(error, { color: false }), write)
    core.error(neutralize(error.message), { title: 'footprint-gate' })
    return error.exitCode
  }
  printInert(neutralize(error instanceof Error ? (error.stack ?? error.message) : String(error)), write)
  core.error('footprint-gate crashed. This is a bug; please report it with the log.')
  return 2
}
