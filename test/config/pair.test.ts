import { expect, test } from 'vitest'
import { pairOf } from '../../src/config/pair.ts'
import { refusalOf } from '../helpers/refusal.ts'

const nameOf = (key: string) => `--${key}`

test('without a word of a base there is no pair', () => {
  expect(pairOf({ run: ['srv'] }, '/work', null, nameOf)).toBeNull()
})

test('what is relative is so to where the gate was asked', () => {
  const request = { 'base-working-directory': '../base', 'working-directory': 'server' }
  expect(pairOf(request, '/work/app', '/work/app/footprint.yml', nameOf)).toEqual({
    compareWith: null,
    baseDirectory: '/work/base',
    headDirectory: '/work/app/server',
    build: null,
    cwd: '/work/app',
    configPath: '/work/app/footprint.yml',
  })
})

test.each([
  [{ build: 'make' }, 'build-of-nothing'],
  [{ 'compare-with': 'base', build: 'make', 'base-working-directory': '../base' }, 'contradiction'],
  [{ 'compare-with': ' ' }, 'bad-value'],
  [{ 'compare-with': 'base', build: '' }, 'bad-value'],
])('refuses %j', (request, code) => {
  expect(refusalOf(() => pairOf(request, '/work', null, nameOf)).code).toBe(code)
})
