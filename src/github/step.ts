import * as core from '@actions/core'
import { relative, resolve } from 'node:path'
import { blameSurroundings } from '../model/errors/surroundings.ts'
import { UserError } from '../model/errors/user-error.ts'
import { loadPlan } from '../config/plan.ts'
import { check } from '../gate/check.ts'
import { originOf } from '../gate/origin.ts'
import { record } from '../gate/record.ts'
import { onThisMachine } from '../proc/this-machine.ts'
import type { Origin } from '../model/stored-result.ts'
import type { World } from '../model/world.ts'
import { readEvent, warningsOfEvent, type EventContext } from './event.ts'
import { renderFailure } from '../report/markdown/failure.ts'
import { readInputs, type Inputs } from './inputs.ts'
import { createProgressLog, printInert } from './log.ts'
import { figureOutputs } from './outputs.ts'
import { publishComment, type CommentReport } from './publish-comment.ts'
import { attempt, setOutputs, writePage, writeReport } from './step-files.ts'
import { SUMMARY_LIMIT_BYTES, writeSummary } from './summary.ts'
import { annotateVerdict } from './annotate.ts'
import { abortOnSignals, Interrupted, type SignalSource } from '../model/interrupt.ts'
import type { ReportContext } from '../report/context.ts'
import { renderError } from '../report/terminal/error.ts'
import { escapeCell } from '../report/markdown/escape.ts'
import { renderJson } from '../report/exports/json.ts'
import { renderExport } from '../report/exports/render-export.ts'
import { renderMarkdown } from '../report/markdown/render.ts'
import { describePage } from '../report/page/describe.ts'
import { commandLineOf } from '../report/command-line.ts'
import { sayNotice, sayStored } from '../report/phrases/notices.ts'
import { renderTerminal } from '../report/terminal/render.ts'
import { neutralize } from '../report/untrusted.ts'
import { writeReportFile } from '../store/report-file.ts'
import type { GateResult } from '../verdict/result.ts'
import { VERSION } from '../model/version.ts'

/** Of node's process, what a step touches. */
export interface StepProcess extends SignalSource {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: () => string
  readonly stdout: { readonly write: (text: string) => unknown }
}

/** A workflow step, once it is known what it is asked and where it runs. */
interface Step {
  readonly env: StepProcess['env']
  readonly cwd: string
  readonly write: (text: string) => void
  readonly inputs: Inputs
  readonly event: EventContext
  readonly signal: AbortSignal
}

/** The log of a run is wider than a terminal, and does not break lines. */
const LOG_WIDTH = 100

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
  const event = await readEvent(env, inputs)
  for (const warning of [...inputs.warnings, ...warningsOfEvent(event)]) core.warning(neutralize(warning))
  const step: Step = { env, cwd: cwd(), write, inputs, event, signal }
  return inputs.mode === 'record' ? runRecord(step) : runCheck(step)
}

/** Measures, judges, and tells the verdict wherever it is looked for. */
async function runCheck(step: Step): Promise<number> {
  const { env, cwd, write, inputs, event, signal } = step
  try {
    const plan = await loadPlan(inputs.request, cwd, nameOfInput)
    const { result, exitCode } = await measure(step, (world) => check(plan, world))
    const baseline = relative(cwd, plan.baselinePath)
    const context: ReportContext = {
      version: VERSION,
      baseline,
      place: 'workflow',
      command: commandLineOf(inputs.request, baseline),
      runUrl: event.runUrl,
      commit: event.commit,
    }
    const render = (limitBytes: number) => renderMarkdown(result, context, { limitBytes })
    printInert(renderTerminal(result, context, { color: false, width: LOG_WIDTH }), write)
    annotateVerdict(result, exitCode)
    await setOutputs({ verdict: result.verdict, ...(await figures(step, result)) })
    for (const { format, file } of inputs.exports) {
      await attempt(file, () => writeReportFile(resolve(cwd, file), renderExport(format, result)))
    }
    if (inputs.html !== null) {
      const page = await writePage(describePage(result, context), resolve(cwd, inputs.html))
      await setOutputs({ 'report-html': page })
    }
    if (inputs.jobSummary) await writeSummary(render(SUMMARY_LIMIT_BYTES), env)
    await comment(step, { render, changed: result.verdict !== 'pass', failed: exitCode !== 0 })
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
  const { env, cwd, write, inputs, event } = step
  const plan = await loadPlan(inputs.request, cwd, nameOfInput)
  const { stored, result } = await measure(step, (world) => record(plan, world))
  const sentences = stored.map(sayStored)
  printInert(sentences.map((sentence) => neutralize(sentence)).join('\n'), write)
  await setOutputs(await figures(step, result))
  const list = sentences.map((sentence) => `- ${escapeCell(sentence)}\n`).join('')
  if (inputs.jobSummary) await writeSummary(`${list}\n[The log](${event.runUrl})\n`, env)
  return 0
}

const nameOfInput = (key: string) => `input ${key}`

async function measure<Outcome>(
  { env, write, signal }: Step,
  work: (world: World) => Promise<Outcome>,
): Promise<Outcome> {
  const progress = createProgressLog(write)
  try {
    return await work(
      onThisMachine({
        env,
        signal,
        onProgress: progress.onProgress,
        onNotice: (notice) => core.notice(neutralize(sayNotice(notice))),
      }),
    )
  } finally {
    progress.end()
  }
}

async function figures(step: Step, result: GateResult): Promise<Readonly<Record<string, string>>> {
  const json = renderJson(result, originOfStep(step))
  return { ...figureOutputs(result), 'report-json': await writeReport(json, step.env) }
}

function originOfStep({ inputs, event }: Step): Origin {
  const { job, run, attempt, commit } = event
  return originOf(commit, { job, leg: inputs.leg, legs: inputs.legs, run, attempt })
}

async function comment({ inputs, event, signal }: Step, report: CommentReport): Promise<void> {
  const { body, id, notice } = await publishComment(report, event, {
    policy: inputs.comment,
    token: inputs.githubToken,
    key: inputs.commentKey,
    leg: inputs.leg,
    name: inputs.request.name,
    userAgent: `footprint-gate/${VERSION}`,
    signal,
  })
  if (notice !== null) core.notice(neutralize(notice))
  await setOutputs({ 'comment-body': body, 'comment-id': id === null ? '' : String(id) })
}

/**
 * Where nothing was measured, the comment and the summary must not go on telling an older verdict. The end of
 * the program's output is in the summary alone: the runner takes secrets out of it, and not out of comments.
 */
async function reportFailure(step: Step, cause: unknown): Promise<void> {
  const { runUrl } = step.event
  const error = blameSurroundings(cause)
  const isOurs = !(error instanceof UserError)
  const sentence = isOurs
    ? 'footprint-gate crashed. This is a bug; please report it with the log.'
    : `${error.message}\n${error.hint}`
  const whole = isOurs ? sentence : renderError(error, { color: false })
  if (step.inputs.jobSummary) await writeSummary(renderFailure(whole, runUrl), step.env)
  await comment(step, { render: () => renderFailure(sentence, runUrl), changed: true, failed: true })
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
