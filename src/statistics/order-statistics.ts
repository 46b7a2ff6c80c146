/**
 * Order statistics of small samples: all of them survive one wild value, which means do not.
 * Inputs are in any order and any unit, outputs in the same unit; NaN, infinities and empty samples are
 * refused, as callers check before (a figure that was not measured is never a number here).
 */

/** A sorted copy, smallest first. @throws Error when the samples are empty or not all finite. */
export function sorted(samples: readonly number[]): Float64Array {
  if (samples.length === 0) throw new Error('order statistics of no samples')
  if (!samples.every(Number.isFinite)) throw new Error(`samples are not all finite: ${samples.join(', ')}`)
  return Float64Array.from(samples).sort()
}

/** The middle sample, or the mean of the two middle ones. */
export function median(samples: readonly number[]): number {
  return quantile(samples, 0.5)
}

/**
 * The quantile of order `probability` in [0, 1], interpolated between neighbours: definition 7 of Hyndman & Fan,
 * "Sample Quantiles in Statistical Packages", The American Statistician 50 (1996), which R and NumPy default to.
 */
export function quantile(samples: readonly number[], probability: number): number {
  if (!(probability >= 0 && probability <= 1)) throw new Error(`${probability} is no probability`)
  const ordered = sorted(samples)
  const position = (ordered.length - 1) * probability
  const below = Math.floor(position)
  const low = ordered[below] ?? Number.NaN
  const high = ordered[Math.ceil(position)] ?? Number.NaN
  return low + (high - low) * (position - below)
}

/** The median of the distances from the median; of normal noise about 0.67 standard deviations. */
export function medianAbsoluteDeviation(samples: readonly number[]): number {
  const centre = median(samples)
  return median(samples.map((sample) => Math.abs(sample - centre)))
}
