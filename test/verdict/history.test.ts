import { expect, test } from 'vitest'
import { findMoves } from '../../src/verdict/history.ts'

const at = (median: number, reach = 0) => ({ median, least: median - reach, most: median + reach })

test.each<[string, readonly ReturnType<typeof at>[], readonly number[]]>([
  ['none of a program that stands still', [at(5), at(5), at(5)], []],
  ['a step, where it begins', [at(5), at(5), at(6), at(6)], [2]],
  ['two steps', [at(5), at(7), at(7), at(4), at(4)], [1, 3]],
  ['none of a point that was alone', [at(5), at(9), at(5), at(5)], []],
  ['the last point, as nobody follows it yet', [at(5), at(5), at(6)], [2]],
  ['none of points that overlap', [at(5, 2), at(6, 2), at(4, 2)], []],
  ['one that is larger than the noise', [at(50, 2), at(51, 2), at(60, 2), at(61, 2)], [2]],
  ['nothing of nothing', [], []],
])('moves are %s', (_, points, moves) => {
  expect(findMoves(points)).toEqual(moves)
})
