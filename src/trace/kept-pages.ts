import type { TracedProcess, TraceEvent } from '../model/trace-record.ts'

export type MoveEvent = Extract<TraceEvent, { kind: 'move' }>

/**
 * Whether a page that was made at an address may still be there: of the other faults nobody needs to know more.
 *
 * @param processes at each snapshot
 * @param moves some pages are elsewhere by then
 */
export function keptPages(
  processes: readonly TracedProcess[],
  moves: readonly MoveEvent[],
  pageSize: number,
): (address: number) => boolean {
  const pages = new Set(
    processes.flatMap(({ mappings }) =>
      mappings.flatMap(({ pages: own, sharedPages = [] }) => [...own, ...sharedPages]),
    ),
  )
  const ranges = mergeRanges(moves.map(({ from, oldLength }) => [from, from + oldLength]))
  return (address) => pages.has(address - (address % pageSize)) || isWithin(ranges, address)
}

type Range = readonly [start: number, end: number]

/** The same addresses in ranges that are in their order and apart. */
function mergeRanges(ranges: readonly Range[]): readonly Range[] {
  const merged: [start: number, end: number][] = []
  for (const [start, end] of ranges.toSorted((a, b) => a[0] - b[0])) {
    const last = merged.at(-1)
    if (last !== undefined && start <= last[1]) last[1] = Math.max(last[1], end)
    else merged.push([start, end])
  }
  return merged
}

function isWithin(ranges: readonly Range[], address: number): boolean {
  let [low, high] = [0, ranges.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((ranges[middle]?.[1] ?? 0) <= address) low = middle + 1
    else high = middle
  }
  return (ranges[low]?.[0] ?? Infinity) <= address
}
