/**
 * Divides a whole number by weights into whole numbers that add up to it, each less than 1 from its exact share: the
 * largest remainders get what rounding down leaves. Without any weight, all goes to the first.
 */
export function apportion(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((all, weight) => all + weight, 0)
  if (sum <= 0) return weights.map((_, place) => (place === 0 ? total : 0))
  const exact = weights.map((weight) => (total * weight) / sum)
  const shares = exact.map(Math.floor)
  const left = total - shares.reduce((all, share) => all + share, 0)
  const places = exact
    .map((share, place) => ({ place, remainder: share - Math.floor(share) }))
    .sort((a, b) => b.remainder - a.remainder || a.place - b.place)
  for (const { place } of places.slice(0, left)) shares[place] = (shares[place] ?? 0) + 1
  return shares
}
