import { expect, test } from 'vitest'
import { describePage } from '../../src/report/page/describe.ts'
import type { HistoryPoint } from '../../src/model/history.ts'
import { history } from '../page/samples.ts'
import { context, gate, HOSTILE_NAMES, regressedScenario, results, scenario } from './samples.ts'

const historyOf = (points: readonly HistoryPoint[], of = gate('regressed', regressedScenario)) =>
  describePage(of, { ...context, history: points }).scenarios[0]?.history ?? []

test('says by how much a figure moved, and with which commit; the head is the last point', () => {
  const [writable, faults, ...others] = historyOf(history)
  expect(writable).toMatchObject({ label: 'writable memory', unit: 'bytes', moves: [8, 12] })
  expect(writable?.points.at(-1)).toMatchObject({
    commit: '0de4f1c8d2b6',
    recordedAt: null,
    median: 10_600_448,
  })
  expect(writable?.said).toEqual([
    'Writable memory moved by +8 KiB, from 9.09 MiB to 9.10 MiB, with c0ffee000008 (2026-01-09).',
    'Writable memory moved by +1.01 MiB, from 9.10 MiB to 10.11 MiB, here.',
  ])
  expect(faults?.said).toEqual(['Minor page faults moved by +44, from 2,557 to 2,601, here.'])
  // Only what is gated is drawn.
  expect(others).toEqual([])
})

test('says that nothing moved', () => {
  const [writable] = historyOf(history.slice(0, 8), gate('pass', scenario()))
  expect(writable?.said).toEqual(['Writable memory kept its level in 9 recordings.'])
})

test('has nothing of other scenarios and other environments, and nothing of nothing', () => {
  expect(historyOf(history.map((point) => ({ ...point, scenario: 'agent' })))).toEqual([])
  expect(historyOf(history.map((point) => ({ ...point, environment: '[]' })))).toEqual([])
  expect(historyOf([])).toEqual([])
  expect(describePage(results.regressed, context).scenarios.every((one) => one.history.length === 0)).toBe(
    true,
  )
})

test('has hostile commits as short texts on one line', () => {
  const points = HOSTILE_NAMES.map((commit) => ({ ...history[0], commit }) as HistoryPoint)
  for (const { commit } of historyOf(points)[0]?.points ?? [])
    expect(commit ?? '').not.toMatch(/[\n\u001b\u202e]/)
})
