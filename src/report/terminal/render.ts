import { createColors } from 'picocolors'
import stringWidth from 'string-width'
import { METRICS } from '../../model/metrics.ts'
import { formatChange, formatFigure } from '../../model/units.ts'
import type { GateResult, ScenarioResult } from '../../verdict/result.ts'
import type { ReportContext } from '../context.ts'
import { renderCommand } from '../command-line.ts'
import { LOOKS } from '../looks.ts'
import { describeProcesses } from '../figures.ts'
import { headline, reasonInHeadline, sayRaises } from '../phrases/headline.ts'
import { sayPair } from '../phrases/pair.ts'
import { nextStep, textOf } from '../phrases/next-step.ts'
import { sayReason } from '../phrases/reasons.ts'
import { sayWarnings } from '../phrases/runs.ts'
import { columnWidths, elideToWidth, padEnd, padStart, wrapBehind } from './columns.ts'
import { gatedMetrics, growthsToTell, processesToTell, reasonsOf, shownVerdict, worstFirst } from '../rows.ts'
import { renderOutput } from './output.ts'
import { renderExplanations } from './explanations.ts'
import { renderTerminalTable, type Colors } from './table.ts'
import { neutralize, oneLine } from '../untrusted.ts'

/** The narrowest terminal for which lines are laid out: below it they would say nothing. */
const MIN_WIDTH = 20
/** Beyond these a list is no longer read at a terminal. */
const GROUPS = 5
const NAMES = 5
const GROWN_SCENARIOS = 5
const SENTENCES = 12
const MIN_WIDTH_OF_FROM_TO = 60

/**
 * The result for a person at a terminal, or in a log: the answer in the first line, the table, where failing
 * scenarios grew, why, what to do next. No line is wider than `width` columns (20 at least), but for the
 * command to paste, which is a line of its own and whole.
 */
export function renderTerminal(
  result: GateResult,
  context: ReportContext,
  { color, width: wished }: { readonly color: boolean; readonly width: number },
): string {
  const colors = createColors(color)
  const width = Math.max(MIN_WIDTH, wished)
  const { mark, color: hue } = LOOKS[shownVerdict(result)]
  const blocks: readonly (readonly string[])[] = [
    wrapBehind(mark, headline(result), width).map((line) => colors.bold(colors[hue](line))),
    sayRaises(result).flatMap((sentence) => wrapBehind('', oneLine(sentence), width)),
    ...renderPair(result, colors, width),
    renderTerminalTable(result, colors, width),
    ...renderExplanations(result, colors, width),
    ...renderGrowth(result, colors, width),
    ...renderProcesses(result, colors, width),
    renderSentences(result, (scenario) => whyOf(result, scenario), 'why', colors, width),
    renderSentences(result, ({ runs }) => sayWarnings(runs), 'warnings', colors, width),
    renderSight(result, colors, width),
    renderNextStep(result, context, colors, width),
  ]
  const text = blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')
  return `${text}\n`
}

/** What it was compared with, and what that printed where it failed. */
function renderPair(result: GateResult, colors: Colors, width: number): readonly string[][] {
  const { pair } = result
  const sentence = sayPair(result)
  if (pair === undefined || sentence === null) return []
  const log =
    pair.log === null ? [] : [[colors.bold('the end of its output'), ...renderOutput(pair.log, colors)]]
  return [wrapBehind('', oneLine(sentence), width).map((line) => colors.dim(line)), ...log]
}

/** The groups of mappings that grew most, of the worst scenarios that failed or grew. */
function renderGrowth(result: GateResult, colors: Colors, width: number): readonly string[][] {
  const growths = worstFirst(result.scenarios).flatMap((scenario) =>
    growthsToTell(scenario).map((growth) => ({ scenario, ...growth })),
  )
  return growths.slice(0, GROWN_SCENARIOS).map(({ scenario, isSoak, changes }) => {
    const grown = changes.slice(0, GROUPS)
    const figures = grown.map(({ base, head, delta }) => [
      formatChange(delta, 'bytes'),
      formatFigure(base, 'bytes'),
      formatFigure(head, 'bytes'),
    ])
    const [change = 0, before = 0, after = 0] = columnWidths(figures)
    const lines = figures.map(([delta = '', base = '', head = ''], index) => {
      const told = `  ${padStart(delta, change)}`
      const fromTo = `  ${padStart(base, before)} → ${padEnd(head, after)}`
      // A narrow terminal had better know the name than how much there was.
      const figure = width < MIN_WIDTH_OF_FROM_TO ? told : told + fromTo
      return `${figure}  ${elideToWidth(oneLine(grown[index]?.group ?? ''), width - stringWidth(figure) - 2)}`
    })
    return [
      colors.bold(
        elideToWidth(`where ${oneLine(scenario.name)} grew${isSoak ? ' while it was soaked' : ''}`, width),
      ),
      ...lines,
    ]
  })
}

/** Processes that grew, where anything did; and those that came or went. */
function renderProcesses(result: GateResult, colors: Colors, width: number): readonly string[][] {
  const told = worstFirst(result.scenarios).filter((scenario) => processesToTell(scenario).length > 0)
  return told.slice(0, GROWN_SCENARIOS).map((scenario) => {
    const rows = processesToTell(scenario).slice(0, GROUPS).map(describeProcesses)
    const cells = rows.map(({ change, faults }) => [change, `${faults} faults`])
    const [changes = 0, faults = 0] = columnWidths(cells)
    const lines = rows.map((row, index) => {
      const [change = '', count = ''] = cells[index] ?? []
      const figure = `  ${padStart(change, changes)}  ${padStart(count, faults)}`
      return `${figure}  ${elideToWidth(oneLine(row.name), width - stringWidth(figure) - 2)}`
    })
    return [colors.bold(elideToWidth(`processes of ${oneLine(scenario.name)}`, width)), ...lines]
  })
}

/** What the first line does not say already. */
function whyOf(result: GateResult, scenario: ScenarioResult): readonly string[] {
  const said = reasonInHeadline(result)
  return reasonsOf(scenario)
    .filter((reason) => reason !== said)
    .map(sayReason)
}

/** Sentences, each behind the name of its scenario where there are several. */
function renderSentences(
  result: GateResult,
  sentencesOf: (scenario: ScenarioResult) => readonly string[],
  title: string,
  colors: Colors,
  width: number,
): string[] {
  const told = worstFirst(result.scenarios).flatMap((scenario) =>
    sentencesOf(scenario).map((sentence) =>
      result.scenarios.length === 1
        ? oneLine(sentence)
        : `${oneLine(scenario.name, 40)}: ${oneLine(sentence)}`,
    ),
  )
  if (told.length === 0) return []
  const more = told.length - SENTENCES
  const shown = more > 0 ? [...told.slice(0, SENTENCES), `and ${more} more`] : told
  return [colors.bold(title), ...shown.flatMap((sentence) => wrapBehind('  - ', sentence, width))]
}

/** How small a change would have been seen: what a pass is worth. Scenarios that agree are told together. */
function renderSight(result: GateResult, colors: Colors, width: number): string[] {
  const namesBySight = new Map<string, string[]>()
  for (const scenario of result.scenarios) {
    const sight = gatedMetrics(scenario)
      .flatMap(({ metric, unit, detectable }) =>
        detectable === null
          ? []
          : [`${formatChange(detectable, unit)} ${unit === 'count' ? '' : 'of '}${METRICS[metric].label}`],
      )
      .join(', ')
    if (sight !== '')
      namesBySight.set(sight, [...(namesBySight.get(sight) ?? []), oneLine(scenario.name, 40)])
  }
  const rows = [...namesBySight].map(([sight, names]) => {
    const more = names.length - NAMES
    const who = [...names.slice(0, NAMES), ...(more > 0 ? [`${more} more`] : [])].join(', ')
    return result.scenarios.length === 1 ? sight : `${who}: ${sight}`
  })
  if (rows.length === 0) return []
  const more = rows.length - SENTENCES
  const shown = more > 0 ? [...rows.slice(0, SENTENCES), `and ${more} more`] : rows
  return ['smallest detectable change', ...shown]
    .flatMap((row, index) => wrapBehind(index === 0 ? '' : '  ', row, width))
    .map((line) => colors.dim(line))
}

function renderNextStep(result: GateResult, context: ReportContext, colors: Colors, width: number): string[] {
  const step = nextStep(result, context)
  if (step === null) return []
  const action = step.action.map(textOf).join('')
  const sentence = wrapBehind('', `${step.lead}, ${action}`, width)
  if (!step.showsCommand || context.command === null) return sentence
  const command = neutralize(renderCommand('record', context.command)).replaceAll('\n', ' ')
  return [...sentence, colors.cyan(`  ${command}`)]
}
