import type { GateResult, ScenarioResult } from '../../verdict/result.ts'
import { isFailure } from '../../verdict/worst-verdict.ts'
import { describeChange, describeLimit, describeMedian, labelOf } from '../figures.ts'
import { sayReason } from '../phrases/reasons.ts'
import { reasonsOf, type TableRow, tableRows } from '../rows.ts'
import { neutralize } from '../untrusted.ts'

/**
 * The verdicts as tests, for whatever shows JUnit's XML: a suite for each scenario, a case for each gated metric, and
 * one more where the scenario's own verdict is worse than theirs. What failed is a failure, what proves nothing is an
 * error, and what has no baseline is skipped.
 *
 * @see https://github.com/jenkinsci/xunit-plugin, junit-10.xsd
 */
export function renderJunit(result: GateResult): string {
  const suites = result.scenarios.map((scenario) => renderSuite(scenario, result))
  const attributes = attributesOf(
    { name: 'footprint-gate', ...total(suites.map(({ counts }) => counts)) },
    ROOT,
  )
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes}>`,
    ...suites.flatMap(({ lines }) => lines),
    '</testsuites>',
    '',
  ].join('\n')
}

/** The root has no count of those that were skipped. */
const ROOT = ['name', 'tests', 'failures', 'errors'] as const

interface Counts {
  readonly tests: number
  readonly failures: number
  readonly errors: number
  readonly skipped: number
}

type Outcome = 'failure' | 'error' | 'skipped' | null

function outcomeOf({ verdict }: TableRow): Outcome {
  if (isFailure(verdict)) return 'failure'
  if (verdict === 'inconclusive') return 'error'
  return verdict === 'no-baseline' ? 'skipped' : null
}

function renderSuite(scenario: ScenarioResult, result: GateResult) {
  const rows = tableRows({ ...result, scenarios: [scenario] })
  const outcomes = rows.map(outcomeOf)
  const count = (outcome: Outcome) => outcomes.filter((one) => one === outcome).length
  const counts: Counts = {
    tests: rows.length,
    failures: count('failure'),
    errors: count('error'),
    skipped: count('skipped'),
  }
  const attributes = attributesOf({ name: scenario.name, ...counts }, [...ROOT, 'skipped'])
  return {
    counts,
    lines: [`  <testsuite${attributes}>`, ...rows.flatMap(renderCase), '  </testsuite>'],
  }
}

function renderCase(row: TableRow): readonly string[] {
  const { scenario, metric, verdict } = row
  const name = metric === null ? 'measurement' : labelOf(metric)
  const open = `    <testcase${attributesOf({ name, classname: scenario.name }, ['name', 'classname'])}`
  const outcome = outcomeOf(row)
  if (outcome === null) return [`${open}/>`]
  const reasons = (metric?.reasons ?? []).length > 0 ? (metric?.reasons ?? []) : reasonsOf(scenario)
  const said = reasons.map(sayReason)
  const [message = verdict] = said
  const figures =
    metric === null
      ? []
      : [
          `${describeMedian(metric.base, metric)} → ${describeMedian(metric.head, metric)}, ${describeChange(metric)}`,
          `limit ${describeLimit(metric)}`,
        ]
  const text = escapeXml([...said, ...figures].join('\n'))
  const attributes = attributesOf({ message, type: verdict }, ['message', 'type'])
  return [`${open}>`, `      <${outcome}${attributes}>${text}</${outcome}>`, '    </testcase>']
}

function total(counts: readonly Counts[]): Counts {
  const sum = (key: keyof Counts) => counts.reduce((all, one) => all + one[key], 0)
  return { tests: sum('tests'), failures: sum('failures'), errors: sum('errors'), skipped: sum('skipped') }
}

function attributesOf<Key extends string>(
  values: Readonly<Record<Key, string | number>>,
  keys: readonly Key[],
): string {
  return keys.map((key) => ` ${key}="${escapeXml(String(values[key])).replaceAll('\n', '&#10;')}"`).join('')
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
}

/** Without what XML 1.0 cannot say at all: controls, half of a pair, and two that are no characters. */
function escapeXml(text: string): string {
  return neutralize(text)
    .replace(/[\ufffe\uffff]/g, '')
    .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '')
}
