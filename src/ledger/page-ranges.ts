/** Ranges of page numbers, `[first, end)`, in their order and apart. They are never changed, so copies may share them. */
export type PageRanges = readonly (readonly [first: number, end: number])[]

export function withoutRange(ranges: PageRanges, first: number, end: number): PageRanges {
  if (!ranges.some(([from, to]) => from < end && first < to)) return ranges
  return ranges.flatMap(([from, to]): PageRanges => {
    if (to <= first || end <= from) return [[from, to]]
    const before: PageRanges = from < first ? [[from, first]] : []
    const after: PageRanges = end < to ? [[end, to]] : []
    return [...before, ...after]
  })
}

export function withRange(ranges: PageRanges, first: number, end: number): PageRanges {
  const others = withoutRange(ranges, first, end)
  const place = others.findIndex(([from]) => from >= end)
  return others.toSpliced(place === -1 ? others.length : place, 0, [first, end])
}

export function includesPage(ranges: PageRanges, page: number): boolean {
  let [low, high] = [0, ranges.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((ranges[middle]?.[1] ?? 0) <= page) low = middle + 1
    else high = middle
  }
  return (ranges[low]?.[0] ?? Number.POSITIVE_INFINITY) <= page
}
