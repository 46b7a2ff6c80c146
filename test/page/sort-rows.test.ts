import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Cell, sortRows } from '../../src/page/sort-rows.ts'

const sorted = (cells: readonly Cell[], direction: 'ascending' | 'descending') =>
  sortRows(cells, (cell) => cell, direction)

test('sorts figures as figures and numbers in names as numbers', () => {
  expect(sorted([10, 9, 100], 'ascending')).toEqual([9, 10, 100])
  expect(sorted(['lib-10', 'lib-9', 'Lib-1'], 'ascending')).toEqual(['Lib-1', 'lib-9', 'lib-10'])
})

test('puts what has no value last, whatever the direction', () => {
  expect(sorted([null, 1, null, 2], 'ascending')).toEqual([1, 2, null, null])
  expect(sorted([null, 1, null, 2], 'descending')).toEqual([2, 1, null, null])
})

test('loses and invents no row, and the other direction is the reverse of distinct rows', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer()), (cells) => {
      const ascending = sorted(cells, 'ascending')
      expect(ascending.toSorted()).toEqual(cells.toSorted())
      expect(sorted(cells, 'descending')).toEqual(ascending.toReversed())
    }),
  )
})
