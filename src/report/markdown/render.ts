import type { GateResult } from '../../verdict/result.ts'
import type { ReportContext } from '../context.ts'
import { escapeCell, escapeCode, fence, isPlainUrl } from './escape.ts'
import { renderCommand } from '../command-line.ts'
import { LOOKS } from '../looks.ts'
import { headline, reasonInHeadline, sayRaises } from '../phrases/headline.ts'
import { sayHarness } from '../phrases/harness.ts'
import { nextStep, type Part } from '../phrases/next-step.ts'
import { sayPair } from '../phrases/pair.ts'
import { sayReason } from '../phrases/reasons.ts'
import { plural } from '../phrases/words.ts'
import { DEGRADATIONS, EVERYTHING, type Detail } from './degrade.ts'
import { renderExplanations } from './explanations.ts'
import { renderFold, renderGrowth, renderResultTable } from './tables.ts'
import { renderAbout, renderScenarioDetails } from './details.ts'
import { reasonsToTell, shownVerdict, worstFirst } from '../rows.ts'
import { elide } from '../untrusted.ts'

/** GitHub takes comments of 65,536 bytes; the caller adds a marker, and there is a margin. */
const DEFAULT_LIMIT_BYTES = 65_536 - 1024

/** Of a path. */
const NAME_LENGTH = 200

const LOG_LENGTH = 8000
const CAVEAT_LENGTH = 600

interface MarkdownOptions {
  readonly limitBytes?: number
  /** `compact` is one line that unfolds, where all is well. */
  readonly style?: 'full' | 'compact'
  /** Whether what programs printed may stand in it: the runner takes secrets out of a summary, and not out of a comment. */
  readonly showsOutput?: boolean
}

/**
 * The result as GitHub's markdown, for a comment or a job summary: the answer in the first line, the gated
 * metrics with the failing ones first, where a failing scenario grew, what to do; the rest is folded away.
 * All untrusted text is escaped. A report of more than `limitBytes` (UTF-8) leaves out the least important
 * whole sections and rows until it fits, and says which.
 */
export function renderMarkdown(
  result: GateResult,
  context: ReportContext,
  { limitBytes = DEFAULT_LIMIT_BYTES, style = 'full', showsOutput = false }: MarkdownOptions = {},
): string {
  const render = style === 'compact' && isWell(result) ? renderCompactBody : renderBody
  let detail = { ...EVERYTHING, output: showsOutput }
  let body = render(result, context, detail)
  const leftOut = new Set<string>()
  for (const { without, change } of DEGRADATIONS) {
    const text = withNote(body, leftOut)
    if (Buffer.byteLength(text) <= limitBytes) return text
    detail = { ...detail, ...change }
    const smaller = render(result, context, detail)
    if (smaller !== body) leftOut.add(without)
    body = smaller
  }
  const text = withNote(body, leftOut)
  // So small a limit leaves room for the answer alone.
  return Buffer.byteLength(text) <= limitBytes ? text : cutToBytes(renderAnswer(result), limitBytes)
}

/** Whether nobody has to do anything, and nobody has to know anything but that. */
function isWell(result: GateResult): boolean {
  const verdict = shownVerdict(result)
  return verdict === 'pass' || verdict === 'improved'
}

/** The answer in one line, which unfolds to everything else. */
function renderCompactBody(result: GateResult, context: ReportContext, detail: Detail): string {
  const line = `${LOOKS[shownVerdict(result)].emoji} ${escapeCell(headline(result))}`
  const blocks = [
    renderHarness(context),
    renderCaveats(context),
    renderFold(line, renderRest(result, context, { ...detail, timeline: false })),
  ]
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`
}

function renderBody(result: GateResult, context: ReportContext, detail: Detail): string {
  const blocks = [
    renderAnswer(result),
    renderHarness(context),
    renderCaveats(context),
    renderRest(result, context, detail),
  ]
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`
}

/** All but the answer. */
function renderRest(result: GateResult, context: ReportContext, detail: Detail): string {
  const blocks = [
    renderRaises(result),
    ...renderPair(result, detail),
    renderResultTable(result, detail),
    ...renderExplanations(result, detail),
    ...renderGrowth(result, detail),
    renderReasons(result, detail),
    renderNextStep(result, context),
    ...renderScenarioDetails(result, detail),
    renderAbout(result, context),
  ]
  return blocks.filter((block) => block !== '').join('\n\n')
}

function withNote(body: string, leftOut: ReadonlySet<string>): string {
  if (leftOut.size === 0) return body
  return `${body}\n_Left out, as the report would be too large for GitHub: ${[...leftOut].join('; ')}. The result JSON has everything._\n`
}

function renderAnswer(result: GateResult): string {
  return `### ${LOOKS[shownVerdict(result)].emoji} ${escapeCell(headline(result))}`
}

/** A list in the first lines is read so far. */
const RAISES = 5

function renderRaises(result: GateResult): string {
  const all = sayRaises(result)
  const more = all.length > RAISES ? [`and ${all.length - RAISES} more`] : []
  return [...all.slice(0, RAISES).map((sentence) => `**${escapeCell(sentence)}**`), ...more].join('\n')
}

/** What it was compared with, and what that printed where it failed. */
function renderPair(result: GateResult, { output }: Detail): readonly string[] {
  const { pair } = result
  const sentence = sayPair(result)
  if (pair === undefined || sentence === null) return []
  const log = pair.log === null || !output ? '' : fence(elide(pair.log.trimEnd(), LOG_LENGTH), 'text')
  return [escapeCell(sentence), log]
}

/** Why, in sentences: of all that is not plainly a pass and what a pass is subject to, but for what the first line says. */
function renderReasons(result: GateResult, detail: Detail): string {
  const said = reasonInHeadline(result)
  const all = worstFirst(result.scenarios)
    .flatMap((scenario) => reasonsToTell(scenario).map((reason) => ({ scenario, reason })))
    .filter(({ reason }) => reason !== said)
  const shown = all.slice(0, detail.reasons)
  const lines = shown.map(({ scenario, reason }) => {
    const who = result.scenarios.length === 1 ? '' : `${escapeCell(scenario.name, detail.nameLength)}: `
    return `- ${who}${escapeCell(sayReason(reason), 400)}`
  })
  const more = all.length - shown.length
  return [...lines, ...(more > 0 ? [`- and ${plural(more, 'more reason')}`] : [])].join('\n')
}

/** All are in the log. */
const CAVEATS = 5

function renderCaveats({ caveats = [] }: ReportContext): string {
  return caveats
    .slice(0, CAVEATS)
    .map((sentence) => `_${escapeCell(sentence, CAVEAT_LENGTH)}_`)
    .join('\n\n')
}

function renderHarness({ harness }: ReportContext): string {
  const parts = harness === undefined ? null : sayHarness(harness)
  return parts === null ? '' : `⚠️ **${renderParts(parts)}**`
}

function renderParts(parts: readonly Part[]): string {
  return parts
    .map((part) => {
      if (typeof part === 'string') return part
      if ('code' in part) return escapeCode(part.code, NAME_LENGTH)
      return isPlainUrl(part.href) ? `[${part.link}](${part.href})` : part.link
    })
    .join('')
}

function renderNextStep(result: GateResult, context: ReportContext): string {
  const step = nextStep(result, context)
  if (step === null) return ''
  const sentence = `**${step.lead}**, ${renderParts(step.action)}`
  return step.showsCommand && context.command !== null
    ? `${sentence}\n\n${fence(renderCommand('record', context.command))}`
    : sentence
}

/** Cuts between code points, with an ellipsis. */
function cutToBytes(text: string, limitBytes: number): string {
  let cut = ''
  let bytes = Buffer.byteLength('…')
  for (const character of text) {
    bytes += Buffer.byteLength(character)
    if (bytes > limitBytes) return `${cut}…`
    cut += character
  }
  return cut
}
