import { findHeaviestSpans } from '../../ledger/heavy-spans.ts'
import type { Attribution, AttributionDifference } from '../../model/attribution.ts'
import type { HeavySpan, HeavySpans } from '../../model/explanation.ts'
import { formatChange, formatFigure } from '../../model/units.ts'
import {
  isOwnCode,
  listFunctions,
  NAMELESS,
  type Parts,
  sayDisturbance,
  sayLedger,
  sayMeans,
  sayReason,
  saySpan,
} from '../phrases/ledger.ts'
import { escapeCell, escapeCode } from './escape.ts'
import { renderFold, renderTable } from './tables.ts'

const GROUPS = 20
const NAME_LENGTH = 80
/** What a comment says of who made it: spans and functions together. */
const ROWS = 6
const FUNCTIONS = 3
const CALLERS = 4

/** The whole explanation: the answer, who made the memory, and folded away where it is and what is not known. */
export function renderExplanation(
  attribution: Attribution,
  difference: AttributionDifference | null,
  leak: Attribution | null = null,
): string {
  const blocks = [
    `### ${write(sayLedger(attribution, difference))}`,
    renderSpans(difference !== null, findHeaviestSpans(attribution, difference)),
    ...(leak === null
      ? []
      : [`**${write(sayLedger(leak, null))}**`, renderSpans(false, findHeaviestSpans(leak, null))]),
    renderFold('where it is, and how it was seen', renderDetails(attribution, difference)),
  ]
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`
}

/**
 * The part of a comment that says who made a change, or without a base who made the memory: the answer in a line, at
 * most six rows, and what tracing moved.
 */
export function renderChange(
  attribution: Attribution,
  difference: AttributionDifference | null,
  heavy = findHeaviestSpans(attribution, difference),
): string {
  return [
    `**${difference === null ? 'Where it came from' : 'What changed'}**: ${write(sayLedger(attribution, difference, heavy))}`,
    renderSpans(difference !== null, heavy),
    isOwnCode(heavy) ? renderFunctions(attribution, difference, heavy) : '',
    attribution.since === undefined ? `_${escapeCell(sayDisturbance(attribution.gate))}_` : '',
  ]
    .filter((block) => block !== '')
    .join('\n\n')
}

function renderFunctions(
  attribution: Attribution,
  difference: AttributionDifference | null,
  { rows, others }: HeavySpans,
): string {
  const format = difference === null ? formatFigure : formatChange
  const room = ROWS - rows.length - (others.bytes === 0 ? 0 : 1)
  const wanted = { most: Math.max(0, Math.min(FUNCTIONS, room)), callers: CALLERS }
  const body = listFunctions(attribution, difference, wanted).map(({ names, bytes }) => [
    names.map((name) => (name === NAMELESS ? name : escapeCode(name, NAME_LENGTH))).join(' < '),
    format(bytes, 'bytes'),
  ])
  if (body.length === 0) return ''
  return renderTable(['In which functions', difference === null ? 'Writable memory' : 'Change'], body, 'lr')
}

/** The names are the program's, all else are our words. */
function write(parts: Parts): string {
  return parts.map((part) => (typeof part === 'string' ? part : escapeCode(part.code, NAME_LENGTH))).join('')
}

function renderSpans(isCompared: boolean, { rows, others }: HeavySpans): string {
  const cells = (row: Pick<HeavySpan, 'bytes' | 'base' | 'head'>) =>
    isCompared
      ? [formatFigure(row.base, 'bytes'), formatFigure(row.head, 'bytes'), formatChange(row.bytes, 'bytes')]
      : [formatFigure(row.bytes, 'bytes')]
  const body = [
    ...rows.map((row) => [write(saySpan(row)), ...cells(row)]),
    ...(others.bytes === 0 ? [] : [['others', ...cells(others)]]),
  ]
  return isCompared
    ? renderTable(['Made by', 'Base', 'Head', 'Change'], body, 'lrrr')
    : renderTable(['Made by', 'Writable memory'], body, 'lr')
}

function renderDetails(attribution: Attribution, difference: AttributionDifference | null): string {
  const groups =
    difference === null
      ? renderTable(
          ['Mapping', 'Writable memory'],
          attribution.groups
            .slice(0, GROUPS)
            .map(({ group, writable }) => [escapeCode(group, NAME_LENGTH), formatFigure(writable, 'bytes')]),
          'lr',
        )
      : renderTable(
          ['Mapping', 'Base', 'Head', 'Change'],
          difference.groups
            .filter(({ state }) => state !== 'same')
            .slice(0, GROUPS)
            .map(({ group, base, head, delta }) => [
              escapeCode(group, NAME_LENGTH),
              formatFigure(base, 'bytes'),
              formatFigure(head, 'bytes'),
              formatChange(delta, 'bytes'),
            ]),
          'lrrr',
        )
  const reasons = attribution.coverage.reasons.map(
    ({ reason, bytes }) =>
      `- Not accounted for: ${formatFigure(bytes, 'bytes')} ${escapeCell(sayReason(reason))}.`,
  )
  const means = [sayDisturbance(attribution.gate), ...sayMeans(attribution)].map((sentence) =>
    escapeCell(sentence),
  )
  return [groups, reasons.join('\n'), means.join(' ')].filter((block) => block !== '').join('\n\n')
}
