import { describe, expect, test } from 'vitest'
import { formatChange, formatDuration, formatFigure, parseDuration } from '../../src/model/units.ts'

describe('a duration', () => {
  test.each([
    ['2s', 2000],
    ['500ms', 500],
    ['1m', 60_000],
    ['1.5s', 1500],
    ['.5s', 500],
    [' 2 minutes ', 120_000],
    ['1h', 3_600_000],
    ['0s', 0],
    ['24d', 2_073_600_000],
  ])('may be written %j', (text, milliseconds) => {
    expect(parseDuration(text)).toBe(milliseconds)
  })

  test.each([
    '',
    '5',
    '2 ',
    's',
    '-2s',
    '2x',
    '2s3',
    '1e3s',
    '2,5s',
    'NaNs',
    'Infinitys',
    '２s',
    '24.1d',
    '2147483648ms',
    `${'9'.repeat(90)}s`,
    `${'9'.repeat(150)}s`,
  ])('cannot be written %j', (text) => {
    expect(parseDuration(text)).toBeNull()
  })

  test.each([
    [0, '0 ms'],
    [350, '350 ms'],
    [999.6, '1s'],
    [1500, '1.5s'],
    [2000, '2s'],
    [10_000, '10s'],
    [60_000, '1m'],
    [90_000, '1m 30s'],
    [5_400_000, '1h 30m'],
  ])('of %i ms is told as %s', (milliseconds, text) => {
    expect(formatDuration(milliseconds)).toBe(text)
  })
})

describe('a figure', () => {
  test('is told in binary units', () => {
    expect(formatFigure(0, 'bytes')).toBe('0 B')
    expect(formatFigure(4096, 'bytes')).toBe('4 KiB')
    expect(formatFigure(94_720, 'bytes')).toBe('92.5 KiB')
    expect(formatFigure(1024 ** 2 - 1, 'bytes')).toBe('1.00 MiB')
    expect(formatFigure(9_527_296, 'bytes')).toBe('9.09 MiB')
    expect(formatFigure(2557, 'count')).toBe('2,557')
    expect(formatFigure(1228.8, 'bytes/s')).toBe('1.2 KiB/s')
    expect(formatFigure(350.4, 'ms')).toBe('350 ms')
  })

  test('of a change has its sign, and none when there is no change', () => {
    expect(formatChange(4096, 'bytes')).toBe('+4 KiB')
    expect(formatChange(-12, 'count')).toBe('-12')
    expect(formatChange(0, 'bytes')).toBe('±0 B')
    expect(formatChange(-0, 'count')).toBe('±0')
  })
})
