import * as v from 'valibot'
import type { HistoryPoint } from '../model/history.ts'
import { METRIC_NAMES } from '../model/metrics.ts'

/** Of a scenario in one environment; a year of recordings, and a chart that can still be read. */
const LONGEST = 300

const figure = v.pipe(v.number(), v.finite())
const point: v.GenericSchema<unknown, HistoryPoint> = v.strictObject({
  scenario: v.pipe(v.string(), v.nonEmpty()),
  environment: v.string(),
  recordedAt: v.pipe(v.string(), v.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/)),
  commit: v.nullable(v.string()),
  figures: v.strictObject(
    Object.fromEntries(
      METRIC_NAMES.map((metric) => [
        metric,
        v.exactOptional(v.strictObject({ median: figure, least: figure, most: figure })),
      ]),
    ),
  ),
})

/**
 * The points of a history, one a line, oldest first. A line that is none is left out: no verdict depends on it, and
 * the next recording drops it.
 */
export function parseHistory(text: string): readonly HistoryPoint[] {
  return text.split('\n').flatMap((line) => {
    const outcome = v.safeParse(point, parseJson(line))
    return outcome.success ? [outcome.output] : []
  })
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line) as unknown
  } catch {
    return null
  }
}

/** The text of a history with more points; of each scenario and environment the youngest are kept. */
export function renderHistory(before: readonly HistoryPoint[], added: readonly HistoryPoint[]): string {
  const all = [...before, ...added]
  const keyOf = ({ scenario, environment }: HistoryPoint) => `${scenario}\n${environment}`
  const younger = new Map<string, number>()
  const kept = all.toReversed().filter((one) => {
    const count = (younger.get(keyOf(one)) ?? 0) + 1
    younger.set(keyOf(one), count)
    return count <= LONGEST
  })
  return kept
    .toReversed()
    .map((one) => `${JSON.stringify(one)}\n`)
    .join('')
}
