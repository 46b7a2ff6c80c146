import { expect, test } from 'vitest'
import { detectableIncrease, noiseFloor } from '../../src/statistics/noise.ts'
import { PAGE, repeat } from '../verdict/cases.ts'

test('there is no noise where all samples agree', () => {
  expect(noiseFloor([repeat(5, 100)])).toBe(0)
  expect(noiseFloor([[100]])).toBe(0)
  expect(noiseFloor([[100], []])).toBe(0)
})

test('the noise reaches three mean spacings beyond the largest sample', () => {
  expect(noiseFloor([[10, 11, 12, 13, 14]])).toBe(2 + 3 * 1)
})

test('one old outlier among twenty samples is not the noise', () => {
  expect(noiseFloor([[...repeat(19, 100), 900]])).toBe(0)
  expect(noiseFloor([[...repeat(18, 100), 900]])).toBeGreaterThan(800)
})

test('what varies between recordings is noise, and two recordings show little of it', () => {
  expect(noiseFloor([repeat(5, 100), repeat(5, 104)])).toBe(2 + 3 * 4)
  expect(noiseFloor([repeat(5, 100), repeat(5, 102), repeat(5, 104)])).toBe(2 + 3 * 2)
})

test('without noise and allowance, one page is told', () => {
  expect(detectableIncrease(repeat(5, 100 * PAGE), repeat(3, 100 * PAGE), 0, PAGE)).toBe(PAGE)
})
