import type { GateResult, Verdict } from '../../verdict/result.ts'
import type { ReportContext } from '../context.ts'
import { escapeCell, escapeCode, fence } from './escape.ts'
import { headline, isInHeadline } from '../headline.ts'
import { DEGRADATIONS, EVERYTHING, type Detail } from './degrade.ts'
import { renderGrowth, renderResultTable } from './tables.ts'
import { renderAbout, renderScenarioDetails } from './details.ts'
import { isFailing, reasonsOf, shownVerdict, worstFirst } from '../rows.ts'
import { plural } from '../untrusted.ts'

/** GitHub takes comments of 65,536 bytes; the caller adds a marker, and there is a margin. */
const DEFAULT_LIMIT_BYTES = 65_536 - 1024

const EMOJI: Readonly<Record<Verdict, string>> = {
  pass: '✅',
  improved: '✅',
  'no-baseline': '🟡',
  inconclusive: '⚠️',
  regressed: '❌',
  'over-limit': '❌',
}

/**
 * The result as GitHub's markdown, for a comment or a job summary: the answer in the first line, the gated
 * metrics with the failing ones first, where a failing scenario grew, what to do; the rest is folded away.
 * All text of others is escaped. A report of more than `limitBytes` (UTF-8) leaves out the least important
 * whole sections and rows until it fits, and says which.
 */
export function renderMarkdown(
  result: GateResult,
  context: ReportContext,
  { limitBytes = DEFAULT_LIMIT_BYTES }: { readonly limitBytes?: number } = {},
): string {
  let detail = EVERYTHING
  let body = renderBody(result, context, detail)
  const leftOut = new Set<string>()
  for (const { without, change } of DEGRADATIONS) {
    const text = withNote(body, leftOut)
    if (Buffer.byteLength(text) <= limitBytes) return text
    detail = { ...detail, ...change }
    const smaller = renderBody(result, context, detail)
    if (smaller !== body) leftOut.add(without)
    body = smaller
  }
  const text = withNote(body, leftOut)
  // So small a limit leaves room for the answer alone.
  return Buffer.byteLength(text) <= limitBytes ? text : cutToBytes(renderAnswer(result), limitBytes)
}

function renderBody(result: GateResult, context: ReportContext, detail: Detail): string {
  const blocks = [
    renderAnswer(result),
    renderResultTable(result, detail),
    ...renderGrowth(result, detail),
    renderReasons(result, detail),
    renderNextStep(result, context),
    ...renderScenarioDetails(result, detail),
    renderAbout(result, context),
  ]
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`
}

function withNote(body: string, leftOut: ReadonlySet<string>): string {
  if (leftOut.size === 0) return body
  return `${body}\n_Left out, as the report would be too large for GitHub: ${[...leftOut].join('; ')}. The result JSON has everything._\n`
}

function renderAnswer(result: GateResult): string {
  return `### ${EMOJI[shownVerdict(result)]} ${escapeCell(headline(result))}`
}

/** Why, in sentences: of all that is not plainly a pass. */
function renderReasons(result: GateResult, detail: Detail): string {
  const told = worstFirst(result.scenarios)
    .filter(({ verdict }) => verdict !== 'pass')
    .flatMap((scenario) => reasonsOf(scenario).map((reason) => ({ scenario, reason })))
    .filter(({ reason }) => !isInHeadline(result, reason))
  const shown = told.slice(0, detail.reasons)
  const lines = shown.map(({ scenario, reason }) => {
    const who = result.scenarios.length === 1 ? '' : `${escapeCell(scenario.name, detail.nameLength)}: `
    return `- ${who}${escapeCell(reason, 400)}`
  })
  const more = told.length - shown.length
  return [...lines, ...(more > 0 ? [`- and ${plural(more, 'more reason')}`] : [])].join('\n')
}

function renderNextStep(result: GateResult, context: ReportContext): string {
  const file = escapeCode(context.baseline)
  const command = fence(context.recordCommand)
  switch (result.verdict) {
    case 'no-baseline':
      return `**To start gating**, record the baseline and commit ${file}:\n\n${command}`
    case 'improved':
      return `**To keep the gain**, record the new level and commit ${file}; until then it may be lost again unseen:\n\n${command}`
    case 'regressed':
      return `**If this growth is meant**, record the new level and commit ${file}:\n\n${command}`
    case 'over-limit':
      return result.scenarios.some(({ metrics }) => metrics.some(({ verdict }) => verdict === 'regressed'))
        ? `**If this is meant**, raise the ceiling in the budget, record the new level and commit ${file}:\n\n${command}`
        : '**If this is meant**, raise the ceiling in the budget.'
    case 'inconclusive':
      return result.scenarios.some(({ verdict }) => isFailing(verdict)) ? '' : NOT_GREEN
    case 'pass':
      return ''
  }
}

const NOT_GREEN = 'Without evidence there is no pass: mend the cause above and run the gate again.'

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
