import { smallestPValue } from './mann-whitney.ts'

/**
 * The chance, over all gated metrics together, that the test alone calls equal programs different. With 0.01, five
 * head and five base runs that do not overlap (p = 1/252) still suffice for two gated metrics (2/252 = 0.008).
 * A failure must exceed the budget and the noise of the baseline too, and be confirmed by fresh runs: false
 * alarms of the whole gate are much rarer (measured in test/verdict/false-alarms.test.ts).
 */
export const ALPHA = 0.01

/**
 * Holm's step-down adjustment: each p-value as it must be read when this many were looked at, in the given order.
 * An adjusted value at or below {@link ALPHA} is significant at that overall level, whatever the dependence
 * between the metrics (writable memory and minor faults move together).
 *
 * @see S. Holm, "A Simple Sequentially Rejective Multiple Test Procedure", Scand. J. Statistics 6 (1979), 65–70
 */
export function holmAdjusted(pValues: readonly number[]): readonly number[] {
  const adjusted = pValues.slice()
  let least = 0
  const fromSmallest = [...pValues.entries()].sort(([, a], [, b]) => a - b)
  for (const [place, [index, p]] of fromSmallest.entries()) {
    least = Math.max(least, Math.min(1, p * (pValues.length - place)))
    adjusted[index] = least
  }
  return adjusted
}

/** Whether samples of these sizes can be significant at all, with so many gated metrics. */
export function canBeSignificant(headCount: number, baseCount: number, metricCount: number): boolean {
  return smallestPValue(headCount, baseCount) * metricCount <= ALPHA
}

/**
 * How many head runs against so many base runs can be significant; `null` when no number below 1000 can.
 *
 * @param baseCount `null`: as many as of the head
 */
export function runsForSignificance(baseCount: number | null, metricCount: number): number | null {
  for (let headCount = 1; headCount < 1000; headCount += 1) {
    if (canBeSignificant(headCount, baseCount ?? headCount, metricCount)) return headCount
  }
  return null
}
