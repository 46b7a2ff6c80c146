import { formatFigure } from '../../model/units.ts'
import type { Pair } from '../../model/pair.ts'
import type { Run, RunEvent } from '../../model/run.ts'
import type { GateResult, ScenarioResult } from '../../verdict/result.ts'
import type { ReportContext } from '../context.ts'
import { escapeCell, escapeCode, fence, isPlainUrl } from './escape.ts'
import { NOTHING, describeChange, describeMedian, describeSamples, labelOf } from '../figures.ts'
import type { Detail } from './degrade.ts'
import { largestGroups, renderFold, renderGroups, renderMappings, renderTable } from './tables.ts'
import { renderTimeline } from './timeline.ts'
import { renderCommand } from '../command-line.ts'
import { LOOKS } from '../looks.ts'
import { PURPOSES } from '../phrases/page.ts'
import { formatP, sayFact } from '../phrases/reasons.ts'
import { sayGaps, saySettlement, sayWarnings } from '../phrases/runs.ts'
import { capitalized, list } from '../phrases/words.ts'
import { worstFirst } from '../rows.ts'
import { ENVIRONMENT_FACTS, FACT_NAMES } from '../../model/environment.ts'

/** Beyond these a list is no longer read. */
const MAPPINGS = 20
const PROCESSES = 20
const WARNINGS = 20

/** A folded section forevery scenario that has anything left to tell. */
export function renderScenarioDetails(result: GateResult, detail: Detail): readonly string[] {
  return worstFirst(result.scenarios).flatMap((scenario) => {
    if (scenario.verdict === 'pass' && !detail.passingDetails) return []
    const sections = [
      detail.figures ? renderFigures(scenario) : '',
      detail.timeline && scenario.explanation !== undefined
        ? renderTimeline(scenario.explanation.attribution)
        : '',
      detail.samples ? renderSamples(scenario) : '',
      detail.mappings ? renderMappingList(scenario) : '',
      detail.runs ? renderRuns(scenario) : '',
      detail.processes ? renderProcesses(scenario) : '',
      detail.warnings ? renderWarnings(scenario) : '',
    ].filter((section) => section !== '')
    if (sections.length === 0) return []
    const name = escapeCell(scenario.name, detail.nameLength)
    return [renderFold(`${name}: ${LOOKS[scenario.verdict].word}, in detail`, sections.join('\n\n'))]
  })
}

function renderFigures({ metrics }: ScenarioResult): string {
  const rows = metrics.map((metric) => [
    labelOf(metric),
    describeMedian(metric.base, metric),
    describeMedian(metric.head, metric),
    describeChange(metric),
    metric.detectable === null ? NOTHING : formatFigure(metric.detectable, metric.unit),
    metric.pValue === null ? NOTHING : formatP(metric.pValue),
  ])
  if (rows.length === 0) return ''
  return `**All figures** (medians)\n\n${renderTable(['Metric', 'Base', 'Head', 'Change', 'Smallest detectable change', 'p'], rows, 'lrrrrr')}`
}

function renderSamples({ metrics }: ScenarioResult): string {
  const rows = metrics
    .filter(({ base, head }) => base !== null || head !== null)
    .map((metric) => [
      labelOf(metric),
      describeSamples(metric.base, metric),
      describeSamples(metric.head, metric),
    ])
  if (rows.length === 0) return ''
  return `**Samples** (one a run)\n\n${renderTable(['Metric', 'Base', 'Head'], rows, 'lll')}`
}

function renderMappingList(scenario: ScenarioResult): string {
  if (scenario.mappings.length > 0) {
    return `**Mappings that changed**\n\n${renderMappings(scenario.mappings, MAPPINGS)}`
  }
  const groups = largestGroups(scenario).slice(0, MAPPINGS)
  return groups.length === 0 ? '' : `**Largest mappings** (last run)\n\n${renderGroups(groups)}`
}

function renderRuns({ runs }: ScenarioResult): string {
  if (runs.length === 0) return ''
  const rows = runs.map((run, index) => [
    String(index + 1),
    describeTime(run, 'ready'),
    describeTime(run, 'steady'),
    String(run.readings.length),
    describeEnd(run),
  ])
  return `**Runs**\n\n${renderTable(['Run', 'Ready after', 'Steady after', 'Readings', 'End'], rows, 'rrrrl')}`
}

function describeTime(run: Run, name: RunEvent['event']): string {
  // Of a program with a workload the first rest is the one before it.
  const found = run.events.findLast(({ event }) => event === name)
  return found === undefined ? NOTHING : formatFigure(found.atMs, 'ms')
}

function describeEnd({ settlement, gaps }: Run): string {
  const end = saySettlement(settlement)
  return escapeCell(gaps.length === 0 ? end : `${end}; ${sayGaps(gaps)}`, 200)
}

function renderProcesses({ runs }: ScenarioResult): string {
  const processes = (runs.at(-1)?.processes ?? []).toSorted((a, b) => b.writable - a.writable)
  if (processes.length === 0) return ''
  const rows = processes
    .slice(0, PROCESSES)
    .map(({ pid, command, writable }) => [
      String(pid),
      escapeCode(command, 80),
      formatFigure(writable, 'bytes'),
    ])
  const more = processes.length - rows.length
  const note = more > 0 ? `\n\nand ${more} more` : ''
  return `**Processes** (last run)\n\n${renderTable(['PID', 'Command', 'Writable memory'], rows, 'rlr')}${note}`
}

function renderWarnings(scenario: ScenarioResult): string {
  const warnings = sayWarnings(scenario.runs)
  if (warnings.length === 0) return ''
  const lines = warnings.slice(0, WARNINGS).map((warning) => `- ${escapeCell(warning, 400)}`)
  const more = warnings.length > WARNINGS ? [`- and ${warnings.length - WARNINGS} more`] : []
  return `**Warnings**\n\n${[...lines, ...more].join('\n')}`
}

/** Where it was measured, how to do the same, how to accept it, and by what. */
export function renderAbout({ environment, pair, scenarios }: GateResult, context: ReportContext): string {
  const all = [environment, ...scenarios.map((scenario) => scenario.environment)]
  const facts = FACT_NAMES.map((fact) => [
    capitalized(ENVIRONMENT_FACTS[fact].label),
    escapeCell(list([...new Set(all.map((one) => sayFact(fact, one[fact])))])),
  ])
  const about = [
    renderTable(['Environment', ''], facts, 'll'),
    ...renderCommands(context, pair),
    renderOrigin(context),
  ]
  return renderFold('How this was measured, and how to do it again', about.join('\n\n'))
}

function renderCommands(
  { command, baseline, place }: ReportContext,
  pair: Pair | undefined,
): readonly string[] {
  if (command === null) return []
  const commit = baseline === null ? '' : ` and commit ${escapeCode(baseline)}`
  return [
    `${PURPOSES.check}\n\n${fence(renderCommand('check', command))}`,
    // What a laptop records is never compared with in a workflow.
    ...(pair === undefined && place === 'machine'
      ? [
          `To make this the accepted level, record it in this environment${commit}:\n\n${fence(renderCommand('record', command))}`,
        ]
      : []),
  ]
}

/** Where a reader learns what the figures are. */
export const EXPLANATION =
  'https://github.com/footprint-gate/footprint-gate/blob/main/docs/how-it-measures.md'

function renderOrigin({ version, commit, runUrl }: ReportContext): string {
  const parts = [
    `footprint-gate ${escapeCell(version)}`,
    ...(commit === null ? [] : [`commit ${escapeCell(commit, 40)}`]),
    ...(runUrl !== null && isPlainUrl(runUrl) ? [`[this run](${runUrl})`] : []),
    `[what writable memory is](${EXPLANATION})`,
  ]
  return `<sub>${parts.join(' · ')}</sub>`
}
