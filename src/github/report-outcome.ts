import * as core from '@actions/core'
import { resolve } from 'node:path'
import { blameSurroundings } from '../model/errors/surroundings.ts'
import { UserError } from '../model/errors/user-error.ts'
import type { Origin } from '../model/stored-result.ts'
import { VERSION } from '../model/version.ts'
import { originOf } from '../gate/origin.ts'
import type { ReportContext } from '../report/context.ts'
import { renderJson } from '../report/exports/json.ts'
import { renderExport } from '../report/exports/render-export.ts'
import { renderFailure } from '../report/markdown/failure.ts'
import { renderReadyBaseline } from '../report/markdown/ready-baseline.ts'
import { renderMarkdown } from '../report/markdown/render.ts'
import { describePage } from '../report/page/describe.ts'
import { renderError } from '../report/terminal/error.ts'
import { renderTerminal } from '../report/terminal/render.ts'
import { neutralize } from '../report/untrusted.ts'
import { createMeasurer } from '../measure/measurer.ts'
import { onThisMachine } from '../proc/this-machine.ts'
import { writeReportFile } from '../store/report-file.ts'
import type { GateResult } from '../verdict/result.ts'
import { annotateVerdict } from './annotate.ts'
import type { EventContext } from './event.ts'
import type { Inputs } from './inputs.ts'
import type { Comment } from './list-comments.ts'
import { printInert } from './log.ts'
import { figureOutputs } from './outputs.ts'
import { publishComment, type CommentReport } from './publish-comment.ts'
import { attempt, nameResult, setOutputs, writePage, writeReport } from './step-files.ts'
import { SUMMARY_LIMIT_BYTES, writeSummary } from './summary.ts'

/** A workflow step, once it is known what it is asked and where it runs. */
export interface Step {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
  readonly write: (text: string) => void
  readonly inputs: Inputs
  readonly event: EventContext
  readonly signal: AbortSignal
}

/** What was found, and what is to be said beside it. */
export interface Finding {
  readonly result: GateResult
  readonly exitCode: number
  readonly context: ReportContext
  readonly origin: Origin
  /** The text of a baseline to commit, for the summary. */
  readonly ready?: string | null
}

/** The log of a run is wider than a terminal, and does not break lines. */
const LOG_WIDTH = 100

/** Tells the verdict wherever it is looked for: in the log, as annotations, outputs, summary and comment. */
export async function reportVerdict(
  step: Step,
  finding: Finding,
  listed: readonly Comment[] | null,
): Promise<void> {
  await comment(step, await reportJob(step, finding, { annotates: true }), listed)
}

/** Tells the verdict where only those look who look at this job; @returns what a comment would say. */
export async function reportJob(
  step: Step,
  { result, exitCode, context, origin, ready = null }: Finding,
  { annotates }: { readonly annotates: boolean },
): Promise<CommentReport> {
  const { commentStyle: style } = step.inputs
  const render = (limitBytes: number) => renderMarkdown(result, context, { limitBytes, style })
  printInert(renderTerminal(result, context, { color: false, width: LOG_WIDTH }), step.write)
  if (annotates) annotateVerdict(result, exitCode)
  await setOutputs({ verdict: result.verdict, ...(await figures(step, result, origin)) })
  for (const { format, file } of step.inputs.exports) {
    await attempt(file, () => writeReportFile(resolve(step.cwd, file), renderExport(format, result)))
  }
  if (step.inputs.html !== null) {
    const page = await writePage(describePage(result, context), resolve(step.cwd, step.inputs.html))
    await setOutputs({ 'report-html': page })
  }
  if (step.inputs.jobSummary) {
    const file = ready === null ? '' : `\n${renderReadyBaseline(ready, context.baseline ?? '')}\n`
    const limitBytes = SUMMARY_LIMIT_BYTES - Buffer.byteLength(file)
    await writeSummary(renderMarkdown(result, context, { limitBytes, showsOutput: true }) + file, step.env)
  }
  return { render, changed: result.verdict !== 'pass', failed: exitCode !== 0 }
}

/** The outputs that hold figures, and the path of the file that holds all of them. */
export async function figures(
  step: Step,
  result: GateResult,
  origin: Origin,
): Promise<Readonly<Record<string, string>>> {
  return { ...figureOutputs(result), 'report-json': await writeJson(step, renderJson(result, origin)) }
}

/** Where the result of a step that measures comes from. */
export function originOfStep({ inputs, event }: Step): Origin {
  const { job, run, attempt, commit } = event
  return originOf(commit, { job, leg: inputs.leg, legs: inputs.legs, run, attempt })
}

function writeJson({ env, inputs, event }: Step, json: string): Promise<string> {
  const { leg, checkRunId } = inputs
  const { job, attempt } = event
  return writeReport(json, nameResult({ job, leg, checkRunId, attempt }, env['GITHUB_ACTION'] ?? ''), env)
}

async function comment(
  step: Step,
  report: CommentReport,
  listed: readonly Comment[] | null = null,
): Promise<void> {
  const request = { ...commentRequestOf(step), listed }
  const { body, id, notice } = await publishComment(report, step.event, request)
  if (notice !== null) core.notice(neutralize(notice))
  await setOutputs({ 'comment-body': body, 'comment-id': id === null ? '' : String(id) })
}

/** How a comment of this step is asked for. */
export function commentRequestOf({ inputs, signal }: Step) {
  return {
    policy: inputs.comment,
    token: inputs.githubToken,
    key: inputs.commentKey,
    leg: inputs.leg,
    name: inputs.request.name,
    userAgent: USER_AGENT,
    signal,
  }
}

export const USER_AGENT = `footprint-gate/${VERSION}`

/**
 * Where nothing was measured, the comment and the summary must not go on telling an older verdict, and whoever merges
 * the legs of a matrix must hear of it. The end of the program's output is in the summary alone: the runner takes
 * secrets out of it, and not out of comments.
 */
export async function reportFailure(step: Step, cause: unknown): Promise<void> {
  const { report, sentence } = await summarizeFailure(step, cause)
  await setOutputs({ 'report-json': await writeFailure(step, sentence) })
  await comment(step, report)
}

/** Says in the summary why there is no verdict; @returns what a comment would say. */
export async function summarizeFailure(
  step: Step,
  cause: unknown,
): Promise<{ readonly report: CommentReport; readonly sentence: string }> {
  const { runUrl } = step.event
  const error = blameSurroundings(cause)
  const isOurs = !(error instanceof UserError)
  const sentence = isOurs
    ? 'footprint-gate crashed. This is a bug; please report it with the log.'
    : `${error.message}\n${error.hint}`
  const whole = isOurs ? sentence : renderError(error, { color: false })
  if (step.inputs.jobSummary) await writeSummary(renderFailure(whole, runUrl), step.env)
  return {
    sentence,
    report: { render: () => renderFailure(sentence, runUrl), changed: true, failed: true },
  }
}

function onProgress(): void {
  // Nothing is measured.
}

/** Empty where not even the machine can be described: then the leg is missing. */
async function writeFailure(step: Step, sentence: string): Promise<string> {
  try {
    const { env, signal } = step
    const { environment } = await createMeasurer(
      onThisMachine({ env, signal, onProgress, onNotice: onProgress }),
    )
    const result: GateResult = { verdict: 'inconclusive', environment, scenarios: [] }
    return await writeJson(step, renderJson(result, originOfStep(step), sentence.replaceAll('\n', '. ')))
  } catch {
    return ''
  }
}
