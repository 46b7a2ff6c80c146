import * as core from '@actions/core'
import { relative } from 'node:path'
import { UserError } from './config/errors.ts'
import { loadPlan } from './config/plan.ts'
import { check, record, type GateWorld } from './gate.ts'
import { readEvent, warningsOfEvent, type EventContext } from './github/event.ts'
import { renderFailure } from './github/failure.ts'
import { readInputs, type Inputs } from './github/inputs.ts'
import { createProgressLog, printInert } from './github/log.ts'
import { figureOutputs } from './github/outputs.ts'
import { publishComment, type CommentReport } from './github/publish-comment.ts'
import { setOutputs, writeReport } from './github/step-files.ts'
import { SUMMARY_LIMIT_BYTES, writeSummary } from './github/summary.ts'
import { annotateVerdict } from './github/tell-verdict.ts'
import { abortOnSignals, Interrupted } from './interrupt.ts'
import type { ReportContext } from './report/context.ts'
import { renderError } from './report/error.ts'
import { escapeCell } from './report/escape.ts'
import { renderJson } from './report/json.ts'
import { renderMarkdown } from './report/markdown.ts'
import { recordCommand } from './report/record-command.ts'
import { renderTerminal } from './report/terminal.ts'
import { neutralise } from './report/text.ts'
import type { GateResult } from './verdict/result.ts'
import { VERSION } from './version.ts'

/** A workflow step, once it is known what it is asked and where it runs. */
interface Step {
  readonly inputs: Inputs
  readonly event: EventContext
  readonly signal: AbortSignal
}

/** The log of a run is wider than a terminal, and does not break lines. */
const LOG_WIDTH = 100

const write = (text: string) => void process.stdout.write(text)

async function run(signal: AbortSignal): Promise<number> {
  const inputs = readInputs(process.env)
  if (inputs.githubToken !== null) core.setSecret(inputs.githubToken)
  const event = await readEvent(process.env, inputs)
  for (const warning of [...inputs.warnings, ...warningsOfEvent(event)]) core.warning(neutralise(warning))
  const step = { inputs, event, signal }
  return inputs.mode === 'record' ? runRecord(step) : runCheck(step)
}

/** Measures, judges, and tells the verdict wherever it is looked for. */
async function runCheck(step: Step): Promise<number> {
  const { inputs, event, signal } = step
  try {
    const plan = await loadPlan(inputs.request, process.cwd(), nameOfInput)
    const { result, exitCode } = await measure(signal, (world) => check(plan, world))
    const baseline = relative(process.cwd(), plan.baselinePath)
    const context: ReportContext = {
      version: VERSION,
      baseline,
      recordCommand: recordCommand(inputs.request, baseline),
      runUrl: event.runUrl,
      commit: event.commit,
    }
    const render = (limitBytes: number) => renderMarkdown(result, context, { limitBytes })
    printInert(renderTerminal(result, context, { color: false, width: LOG_WIDTH }), write)
    annotateVerdict(result, exitCode)
    await setOutputs({ verdict: result.verdict, ...(await figures(result)) })
    if (inputs.jobSummary) await writeSummary(render(SUMMARY_LIMIT_BYTES), process.env)
    await comment(step, { render, changed: result.verdict !== 'pass', failed: exitCode !== 0 })
    return exitCode
  } catch (error) {
    if (!signal.aborted) {
      await reportFailure(step, error).catch((second: unknown) => core.warning(neutralise(String(second))))
    }
    throw error
  }
}

/** Measures, and stores what was measured. There is no verdict and no comment. */
async function runRecord({ inputs, event, signal }: Step): Promise<number> {
  const plan = await loadPlan(inputs.request, process.cwd(), nameOfInput)
  const { stored, result } = await measure(signal, (world) => record(plan, world))
  printInert(stored.map((sentence) => neutralise(sentence)).join('\n'), write)
  await setOutputs(await figures(result))
  const list = stored.map((sentence) => `- ${escapeCell(sentence)}\n`).join('')
  if (inputs.jobSummary) await writeSummary(`${list}\n[The log](${event.runUrl})\n`, process.env)
  return 0
}

const nameOfInput = (key: string) => `input ${key}`

async function measure<Outcome>(
  signal: AbortSignal,
  work: (world: GateWorld) => Promise<Outcome>,
): Promise<Outcome> {
  const progress = createProgressLog(write)
  try {
    return await work({
      env: process.env,
      signal,
      onProgress: progress.onProgress,
      onNotice: (notice) => core.notice(neutralise(notice)),
    })
  } finally {
    progress.end()
  }
}

async function figures(result: GateResult): Promise<Readonly<Record<string, string>>> {
  return { ...figureOutputs(result), 'report-json': await writeReport(renderJson(result), process.env) }
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
  if (notice !== null) core.notice(neutralise(notice))
  await setOutputs({ 'comment-body': body, 'comment-id': id === null ? '' : String(id) })
}

/**
 * Where nothing was measured, the comment and the summary must not go on telling an older verdict. The end of
 * the program's output is in the summary alone: the runner takes secrets out of it, and not out of comments.
 */
async function reportFailure(step: Step, error: unknown): Promise<void> {
  const { runUrl } = step.event
  const isOurs = !(error instanceof UserError)
  const sentence = isOurs ? 'footprint-gate failed: this is a bug of it.' : `${error.message}\n${error.hint}`
  const whole = isOurs ? sentence : renderError(error, { color: false })
  if (step.inputs.jobSummary) await writeSummary(renderFailure(whole, runUrl), process.env)
  await comment(step, { render: () => renderFailure(sentence, runUrl), changed: true, failed: true })
}

/** Every throw is red. What a user can mend is said without a stack; everything else is a bug of ours. */
function tellError(error: unknown): number {
  if (error instanceof Interrupted) {
    core.notice(`footprint-gate was ${error.message}; the measured program is ended.`)
    return error.exitCode
  }
  if (error instanceof UserError) {
    printInert(renderError(error, { color: false }), write)
    core.error(neutralise(error.message), { title: 'footprint-gate' })
    return error.exitCode
  }
  printInert(neutralise(error instanceof Error ? (error.stack ?? error.message) : String(error)), write)
  core.error('footprint-gate failed: this is a bug of footprint-gate, please report it with the log.')
  return 2
}

const { signal } = abortOnSignals(process)
process.exitCode = await run(signal).catch((error: unknown) =>
  tellError(signal.aborted ? signal.reason : error),
)
