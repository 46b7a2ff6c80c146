import { median, sorted } from './order-statistics.ts'

/** From so many samples on, one wild sample is an outlier and no longer the measure of the noise. */
const SAMPLES_FOR_QUANTILE = 20
const QUANTILE = 0.95

/**
 * How many mean spacings the noise may reach beyond what was seen. The largest of five samples is a weak bound:
 * the sixth exceeds it once in six times, and with the bare largest sample one A/A gate in 100 failed at budget
 * `+0`. Three spacings make that fewer than one in 450 for normal and lognormal noise with two gated metrics,
 * and cost little where samples are many (test/verdict/false-alarms.test.ts measures both).
 */
const SPACINGS_BEYOND = 3

/**
 * How far above its median the same program may well reach with nothing changed, judged by the raw samples of
 * all recordings together: what varies between the jobs that recorded is as much noise as what varies between
 * runs. In the samples' unit; 0 when all samples agree, so that a single page more is seen.
 *
 * It is the reach of the largest sample (with 20 samples or more of the ⌈0.95·n⌉-th, as one old outlier must not
 * blind the gate forever) and three mean spacings more: spacings of samples, or of the recordings' medians where
 * these lie further apart, as the runs of one job are alike and only the recordings show what jobs do.
 *
 * @param recordings the samples of each recording; at least one sample in all
 */
export function noiseFloor(recordings: readonly (readonly number[])[]): number {
  const pooled = recordings.flat()
  const ordered = sorted(pooled)
  const rank = ordered.length < SAMPLES_FOR_QUANTILE ? ordered.length : Math.ceil(QUANTILE * ordered.length)
  const seen = ordered.subarray(0, rank)
  const medians = sorted(recordings.filter((samples) => samples.length > 0).map(median))
  const spacing = Math.max(meanSpacing(seen), meanSpacing(medians))
  return Math.max(0, (seen.at(-1) ?? Number.NaN) - median(pooled)) + SPACINGS_BEYOND * spacing
}

/** {@link noiseFloor} for a fall: how far below its median the same program may well reach. */
export function noiseFloorBelow(recordings: readonly (readonly number[])[]): number {
  return noiseFloor(recordings.map((samples) => samples.map((sample) => -sample)))
}

/** The mean distance between neighbours of sorted values; 0 of a single one. */
function meanSpacing(ordered: Float64Array): number {
  const range = (ordered.at(-1) ?? 0) - (ordered[0] ?? 0)
  return ordered.length < 2 ? 0 : range / (ordered.length - 1)
}

/** How much further than seen a head sample may fall below its median; chosen with {@link detectableIncrease}. */
const HEADROOM = 1.25

/**
 * The smallest increase that would have been told: the median must pass the allowed increase, and the lowest runs
 * must still rank above the baseline's, for which they need the larger of both samples' reaches below the median.
 * The factor was found by simulation: an increase of this size is told in at least 95 % of gates of 5 + 5 runs
 * with normal noise (test/verdict/detection.test.ts), and with no noise at all it is one quantum beyond what is
 * allowed.
 *
 * @param quantum the smallest step of the figure: a page, or 1
 */
export function detectableIncrease(
  base: readonly number[],
  head: readonly number[],
  allowed: number,
  quantum: number,
): number {
  const reachBelow = (samples: readonly number[]) => median(samples) - (sorted(samples)[0] ?? Number.NaN)
  return allowed + HEADROOM * Math.max(reachBelow(base), reachBelow(head)) + quantum
}
