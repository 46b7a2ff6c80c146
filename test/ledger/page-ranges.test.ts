import fc from 'fast-check'
import { expect, test } from 'vitest'
import { includesPage, type PageRanges, withoutRange, withRange } from '../../src/ledger/page-ranges.ts'

const step = fc.record({ adds: fc.boolean(), first: fc.nat(20), pages: fc.integer({ min: 1, max: 9 }) })

test('has exactly the pages that were added and not taken away since', () => {
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      let ranges: PageRanges = []
      const pages = new Set<number>()
      for (const { adds, first, pages: count } of steps) {
        ranges = (adds ? withRange : withoutRange)(ranges, first, first + count)
        for (let page = first; page < first + count; page += 1) {
          if (adds) pages.add(page)
          else pages.delete(page)
        }
      }
      for (let page = 0; page < 32; page += 1) expect(includesPage(ranges, page)).toBe(pages.has(page))
    }),
  )
})
