import { describe, expect, test } from 'vitest'
import {
  type Environment,
  ENVIRONMENT_FACTS,
  environmentDifferences,
  environmentKey,
  FACT_NAMES,
} from '../../src/model/environment.ts'
import { ELSEWHERE, HERE } from '../helpers/environments.ts'

test('every fact of a machine is known, in the order of the baseline file', () => {
  expect(Object.keys(ENVIRONMENT_FACTS)).toEqual(Object.keys(HERE))
  expect(FACT_NAMES).toEqual(Object.keys(HERE))
})

describe('two environments that differ in one fact alone', () => {
  test.each(FACT_NAMES)('have two keys and one difference: %s', (fact) => {
    const other = { ...HERE, [fact]: ELSEWHERE[fact] }
    expect(environmentKey(other)).not.toBe(environmentKey(HERE))
    expect(environmentDifferences(HERE, other)).toEqual([
      { fact, before: HERE[fact], after: ELSEWHERE[fact] },
    ])
  })
})

test('the same facts are the same environment, in whatever order they were read', () => {
  const copy = Object.fromEntries(Object.entries(HERE).toReversed()) as unknown as Environment
  expect(environmentKey(copy)).toBe(environmentKey(HERE))
  expect(environmentDifferences(HERE, copy)).toEqual([])
})

test('all that differs is named, from before to after, in the order of the facts', () => {
  expect(environmentDifferences(HERE, ELSEWHERE)).toEqual(
    FACT_NAMES.map((fact) => ({ fact, before: HERE[fact], after: ELSEWHERE[fact] })),
  )
  expect(environmentDifferences(HERE, { ...HERE, libc: 'musl', kernel: '6.11', cpus: 4 })).toEqual([
    { fact: 'kernel', before: '6.8', after: '6.11' },
    { fact: 'cpus', before: 2, after: 4 },
    { fact: 'libc', before: 'glibc 2.36', after: 'musl' },
  ])
})

test('facts that only look alike when put together have two keys', () => {
  expect(environmentKey({ ...HERE, architecture: 'x64","6.8', kernel: '' })).not.toBe(
    environmentKey({ ...HERE, architecture: 'x64', kernel: '6.8","' }),
  )
})
