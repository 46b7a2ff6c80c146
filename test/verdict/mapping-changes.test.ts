import { expect, test } from 'vitest'
import { mappingChanges, soakChanges } from '../../src/verdict/mapping-changes.ts'
import { entryOf, runOf } from './cases.ts'

const withGroups = (groups: Record<string, number>) => runOf({}, { groups })

test('tells the largest growth first, then what shrank, and leaves out what stood still', () => {
  const entry = entryOf([{}], { groups: { '[heap]': 100, 'libssl.so.3': 50, '[stack]': 8, '[anon]': 70 } })
  const runs = [110, 130, 120].map((heap) =>
    withGroups({ '[heap]': heap, '[stack]': 8, '[anon]': 60, 'libxml2.so.2': 40 }),
  )
  expect(mappingChanges(runs, { kind: 'found', entry })).toEqual([
    { group: 'libxml2.so.2', base: 0, head: 40, delta: 40 },
    { group: '[heap]', base: 100, head: 120, delta: 20 },
    { group: '[anon]', base: 70, head: 60, delta: -10 },
    { group: 'libssl.so.3', base: 50, head: 0, delta: -50 },
  ])
})

test('a group that few runs have counts nothing in the others', () => {
  const runs = [withGroups({ a: 9 }), withGroups({}), withGroups({})]
  expect(mappingChanges(runs, { kind: 'found', entry: entryOf([{}]) })).toEqual([])
})

test('a program may call its mapping what it likes', () => {
  const runs = [withGroups({ constructor: 5, toString: 6 })]
  expect(mappingChanges(runs, { kind: 'found', entry: entryOf([{}]) })).toEqual([
    { group: 'toString', base: 0, head: 6, delta: 6 },
    { group: 'constructor', base: 0, head: 5, delta: 5 },
  ])
})

test('there is nothing to compare without a baseline or without runs', () => {
  expect(mappingChanges([withGroups({ a: 9 })], { kind: 'missing' })).toEqual([])
  expect(mappingChanges([], { kind: 'found', entry: entryOf([{}], { groups: { a: 1 } }) })).toEqual([])
})

test('what a leak adds is the end of the soak against its start, in the same runs', () => {
  const soaked = (start: number, end: number) =>
    runOf({}, { groups: { '[heap]': start, lib: 4 }, soakGroups: { '[heap]': end, lib: 4, '[anon]': 7 } })
  expect(soakChanges([soaked(10, 90), soaked(12, 80), soaked(11, 85)])).toEqual([
    { group: '[heap]', base: 11, head: 85, delta: 74 },
    { group: '[anon]', base: 0, head: 7, delta: 7 },
  ])
  expect(soakChanges([withGroups({ a: 9 })])).toEqual([])
})
