import { expect, test } from 'vitest'
import { parseHistory, renderHistory } from '../../src/store/history-text.ts'
import type { HistoryPoint } from '../../src/model/history.ts'

const point = (commit: string, scenario = 'manager'): HistoryPoint => ({
  scenario,
  environment: '["x86_64"]',
  recordedAt: '2026-01-31T12:00:00Z',
  commit,
  figures: { writable: { median: 2, least: 1, most: 3 } },
})

test('a history comes back as it was, a point a line', () => {
  const points = [point('a'), point('b', 'two\nlines')]
  const text = renderHistory([], points)
  expect(text.split('\n')).toHaveLength(3)
  expect(parseHistory(text)).toEqual(points)
})

test('of each scenario the youngest 300 points are kept, in their order', () => {
  const many = Array.from({ length: 400 }, (_, index) => point(String(index)))
  const kept = parseHistory(renderHistory([point('rare', 'other'), ...many], [point('last')]))
  expect(kept).toHaveLength(301)
  expect(kept.map(({ commit }) => commit).filter((_, index) => index < 2)).toEqual(['rare', '101'])
  expect(kept.at(-1)?.commit).toBe('last')
})

test.each(['', 'no JSON', '{}', 'null', '[]', JSON.stringify({ ...point('a'), figures: { writable: 1 } })])(
  'the line %j is no point, and those around it are',
  (line) => {
    expect(
      parseHistory(`${renderHistory([], [point('a')])}${line}\n${renderHistory([], [point('b')])}`),
    ).toEqual([point('a'), point('b')])
  },
)
