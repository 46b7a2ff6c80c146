import { expect, test } from 'vitest'
import { formatChange, formatFigure } from '../../src/model/units.ts'
import { describeLimit, describeSamples, formatPercent } from '../../src/report/figures.ts'
import { KIB, MIB, metric, writable } from './samples.ts'

test.each([
  [0, '0 B'],
  [1023, '1,023 B'],
  [4 * KIB, '4 KiB'],
  [92.5 * KIB, '92.5 KiB'],
  [1023.9 * KIB, '1,023.9 KiB'],
  [MIB - 1, '1.00 MiB'],
  [9531392, '9.09 MiB'],
  [200 * MIB, '200.00 MiB'],
  [5 * 1024 * MIB + 3 * MIB, '5.003 GiB'],
])('%d bytes are %s', (bytes, text) => {
  expect(formatFigure(bytes, 'bytes')).toBe(text)
})

test('every figure is rounded, has its unit, and a change its sign', () => {
  expect(formatFigure(9.295 * MIB, 'bytes')).toBe('9.30 MiB')
  expect(formatFigure(2557, 'count')).toBe('2,557')
  expect(formatFigure(888.5, 'count')).toBe('889')
  expect(formatFigure(1350.4, 'ms')).toBe('1,350 ms')
  expect(formatFigure(-1.25 * KIB, 'bytes/s')).toBe('-1.3 KiB/s')
  expect(formatChange(4 * KIB, 'bytes')).toBe('+4 KiB')
  expect(formatChange(-12, 'count')).toBe('-12')
  expect(formatChange(-0, 'bytes')).toBe('±0 B')
  expect(formatChange(0.01, 'bytes/s')).toBe('±0 B/s')
})

test.each([
  [4 * KIB, 200 * MIB, '+0.002 %'],
  [-4 * KIB, 200 * MIB, '-0.002 %'],
  [25, 10_000, '+0.25 %'],
  [172, 10_000, '+1.72 %'],
  [1124, 10_000, '+11.2 %'],
  [1000, 10_000, '+10.0 %'],
  [100, 100, '+100 %'],
  [1234, 100, '+1,234 %'],
  [0, 100, '±0 %'],
  [5, 0, null],
])('%d more than %d is %s', (delta, base, text) => {
  expect(formatPercent(delta, base)).toBe(text)
})

test('a single page is seen among the samples', () => {
  expect(describeSamples(writable().base, { unit: 'bytes' })).toBe('9,304 KiB, 9,308 KiB × 4')
  expect(describeSamples({ median: 5, samples: [5] }, { unit: 'count' })).toBe('5')
  expect(describeSamples(null, { unit: 'count' })).toBe('–')
})

test('a limit is what is let pass, and as it was written where nothing can be said', () => {
  expect(describeLimit(writable())).toBe('+93.1 KiB')
  expect(describeLimit(writable({ noiseLimited: true }))).toBe('+93.1 KiB (noise)')
  expect(describeLimit(writable({ budget: '+1%, <=20MiB' }))).toBe('+93.1 KiB, ≤ 20.00 MiB')
  expect(describeLimit(writable({ budget: '<=20MiB', allowed: null }))).toBe('≤ 20.00 MiB')
  expect(describeLimit(writable({ budget: '+1%, <=20MiB', allowed: null }))).toBe('+1%, <=20MiB')
  expect(describeLimit(metric('rss'))).toBe('–')
})
