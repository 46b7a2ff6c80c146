import { markdownTable } from 'markdown-table'
import { formatChange, formatFigure } from '../../model/units.ts'
import type { GateResult, MappingChange, ScenarioResult, Verdict } from '../../verdict/result.ts'
import { escapeCell, escapeCode } from './escape.ts'
import {
  NOTHING,
  describeChange,
  describeLimit,
  describeMedian,
  describeProcesses,
  labelOf,
} from '../figures.ts'
import type { Detail } from './degrade.ts'
import {
  growthsToTell,
  hasGrown,
  isLeftOut,
  processesToTell,
  tableRows,
  worstFirst,
  type TableRow,
} from '../rows.ts'
import { LOOKS, verdictWord } from '../looks.ts'
import { plural } from '../phrases/words.ts'

/** A table of more rows than this folds those that pass: the reader looks for the others. */
const ROWS_IN_SIGHT = 12

const GROUP_LENGTH = 60

/** Columns that hold figures stand to the right. The library does not escape: every cell comes escaped. */
export function renderTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  align: string,
): string {
  return markdownTable([head, ...rows], { align: Array.from(align), alignDelimiters: false })
}

/** The gated metrics, failing ones first; those that pass are folded away when there are many. */
export function renderResultTable(result: GateResult, detail: Detail): string {
  const all = tableRows(result)
  const fold = all.length > ROWS_IN_SIGHT
  const inSight = fold || !detail.passing ? all.filter(({ verdict }) => verdict !== 'pass') : all
  const folded = fold && detail.passing ? all.filter(({ verdict }) => verdict === 'pass') : []
  const shown = inSight.slice(0, detail.rows)
  const blocks = [
    shown.length === 0 ? '' : renderRows(shown, detail),
    shown.length < inSight.length
      ? `_… and ${plural(inSight.length - shown.length, 'more row')} like these: ${countVerdicts(inSight.slice(detail.rows))}._`
      : '',
    folded.length === 0
      ? ''
      : renderFold(`${plural(folded.length, 'metric')} within budget`, renderRows(folded, detail)),
  ]
  return blocks.filter((block) => block !== '').join('\n\n')
}

function renderRows(rows: readonly TableRow[], detail: Detail): string {
  const head = ['Scenario', 'Metric', 'Base', 'Head', 'Change', 'Limit', 'Verdict']
  const cells = rows.map(({ scenario, metric, verdict }) => {
    const name = escapeCell(scenario.name, detail.nameLength)
    const emoji = metric !== null && isLeftOut(metric) ? '' : `${LOOKS[verdict].emoji} `
    const word = emoji + verdictWord(verdict, metric)
    if (metric === null) return [name, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, word]
    const change = describeChange(metric)
    return [
      name,
      labelOf(metric),
      describeMedian(metric.base, metric),
      emphasize(describeMedian(metric.head, metric), verdict === 'over-limit'),
      emphasize(change, verdict === 'regressed'),
      escapeCell(describeLimit(metric)),
      word,
    ]
  })
  return renderTable(head, cells, 'llrrrrl')
}

function emphasize(cell: string, strongly: boolean): string {
  return strongly && cell !== NOTHING ? `**${cell}**` : cell
}

function countVerdicts(rows: readonly TableRow[]): string {
  const counts = new Map<Verdict, number>()
  for (const { verdict } of rows) counts.set(verdict, (counts.get(verdict) ?? 0) + 1)
  return [...counts].map(([verdict, count]) => `${count} ${LOOKS[verdict].word}`).join(', ')
}

/**
 * For each scenario that failed or grew: the groups of mappings and the processes that grew most, or what there is where
 * nothing is to compare. Of all others the processes that came or went.
 */
export function renderGrowth(result: GateResult, detail: Detail): readonly string[] {
  const blocks = worstFirst(result.scenarios)
    .map((scenario) =>
      [hasGrown(scenario) ? renderScenarioGrowth(scenario, detail) : '', renderProcessRows(scenario, detail)]
        .filter((block) => block !== '')
        .join('\n\n'),
    )
    .filter((block) => block !== '')
  return blocks.slice(0, detail.growth)
}

function renderProcessRows(scenario: ScenarioResult, detail: Detail): string {
  const changes = processesToTell(scenario)
  if (changes.length === 0) return ''
  const rows = changes.slice(0, detail.groups).map((change) => {
    const { name, base, head, change: delta, faults } = describeProcesses(change)
    return [escapeCode(name, GROUP_LENGTH), base, head, delta, faults]
  })
  const more = changes.length - rows.length
  const table = renderTable(['Process', 'Base', 'Head', 'Change', 'Page faults'], rows, 'lrrrr')
  return `**Processes of ${escapeCell(scenario.name, detail.nameLength)}**\n\n${table}${more > 0 ? `\n\nand ${more} more` : ''}`
}

function renderScenarioGrowth(scenario: ScenarioResult, detail: Detail): string {
  const name = escapeCell(scenario.name, detail.nameLength)
  const growths = growthsToTell(scenario)
  if (growths.length > 0) {
    const tables = growths.map(({ isSoak, changes }) =>
      isSoak
        ? `**Where ${name} grew while it was soaked**\n\n${renderMappings(changes, detail.groups, ['Start', 'End'])}`
        : `**Where ${name} grew**\n\n${renderMappings(changes, detail.groups)}`,
    )
    return tables.join('\n\n')
  }
  const groups = largestGroups(scenario).slice(0, detail.groups)
  if (scenario.mappings.length > 0 || groups.length === 0) return ''
  return `**Where the memory of ${name} is** (last run)\n\n${renderGroups(groups)}`
}

/** Groups with base, head and change; those beyond `limit` are summed up in the last row. */
export function renderMappings(
  mappings: readonly MappingChange[],
  limit: number,
  sides: readonly [string, string] = ['Base', 'Head'],
): string {
  const rest = mappings.slice(limit)
  const sum = rest.reduce((total, { delta }) => total + delta, 0)
  const rows = mappings
    .slice(0, limit)
    .map(({ group, base, head, delta }) => [
      escapeCode(group, GROUP_LENGTH),
      formatFigure(base, 'bytes'),
      formatFigure(head, 'bytes'),
      formatChange(delta, 'bytes'),
    ])
  const others = rest.length === 0 ? [] : [[`${rest.length} more`, '', '', formatChange(sum, 'bytes')]]
  return renderTable(['Mapping', ...sides, 'Change'], [...rows, ...others], 'lrrr')
}

export function renderGroups(groups: readonly (readonly [group: string, bytes: number])[]): string {
  const rows = groups.map(([group, bytes]) => [escapeCode(group, GROUP_LENGTH), formatFigure(bytes, 'bytes')])
  return renderTable(['Mapping', 'Writable memory'], rows, 'lr')
}

/** The groups of the last run, largest first. */
export function largestGroups(scenario: ScenarioResult): readonly (readonly [string, number])[] {
  return Object.entries(scenario.runs.at(-1)?.groups ?? {})
    .filter(([, bytes]) => bytes > 0)
    .toSorted(([, a], [, b]) => b - a)
}

/** GitHub reads markdown inside of HTML only after an empty line. `summary` comes escaped. */
export function renderFold(summary: string, content: string): string {
  return `<details><summary>${summary}</summary>\n\n${content}\n\n</details>`
}
