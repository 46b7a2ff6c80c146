import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { termsOf } from '../../src/config/scenario.ts'
import type { Origin, StoredResult } from '../../src/model/stored-result.ts'
import { exitCodeOf } from '../../src/verdict/exit-code.ts'
import { mergeLegs } from '../../src/verdict/merge-legs.ts'
import { entryOf, HERE, PAGE, repeat, runsOf, scenarioOf } from './cases.ts'

const HEAD = 'c0ffee00'.repeat(5)
const lenient = { onMissingBaseline: 'pass', onInconclusive: 'warn' } as const

function stored(from: Partial<Origin>, pages = 1000, name = 'manager'): StoredResult {
  const scenario = scenarioOf({ writable: '+0' }, { name })
  return {
    origin: {
      tool: '0.1.0',
      measuredAt: null,
      commit: HEAD,
      job: 'footprint',
      leg: null,
      legs: null,
      run: 500,
      attempt: 1,
      ...from,
    },
    environment: HERE,
    failure: null,
    scenarios: [
      {
        terms: termsOf(scenario),
        environment: HERE,
        facts: null,
        doubts: [],
        baseline: { ...entryOf([{ writable: repeat(5, 1000 * PAGE) }]), scenario: name },
        runs: runsOf('writable', repeat(8, pages * PAGE)),
      },
    ],
  }
}

const leg = (os: string) => JSON.stringify({ os })

function told(...results: [StoredResult, ...StoredResult[]]) {
  const { result } = mergeLegs(results)
  return {
    verdict: result.verdict,
    scenarios: result.scenarios.map(({ name, verdict }) => `${name}: ${verdict}`),
    lenientExit: exitCodeOf(result, lenient),
  }
}

describe('the legs of a matrix', () => {
  test('say the same in whatever order they come', () => {
    const origin = fc.record({
      leg: fc.constantFrom(null, leg('debian'), leg('alpine')),
      legs: fc.constantFrom(null, 1, 2, 3),
      job: fc.constantFrom('measure', 'load'),
      run: fc.constantFrom(499, 500),
      attempt: fc.constantFrom(1, 2),
    })
    const result = fc
      .tuple(origin, fc.constantFrom(999, 1000, 1001))
      .map(([from, pages]) => stored(from, pages))
    const lists = fc.array(result, { minLength: 1, maxLength: 8 })
    const merged = (results: readonly StoredResult[]) => {
      const [first, ...others] = results
      if (first === undefined) throw new Error('no results')
      const { scenarios, ...rest } = told(first, ...others)
      // Twins have no names of their own.
      return { ...rest, scenarios: scenarios.map((line) => line.replace(/ #\d+/, '')).toSorted() }
    }
    fc.assert(
      fc.property(
        lists.chain((list) =>
          fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
        ),
        ([list, shuffled]) => {
          expect(merged(shuffled)).toEqual(merged(list))
        },
      ),
      { numRuns: 200 },
    )
  })

  test('are one result, the worst of them', () => {
    expect(
      told(stored({ leg: leg('debian'), legs: 2 }), stored({ leg: leg('alpine'), legs: 2 }, 1001)),
    ).toEqual({
      verdict: 'regressed',
      scenarios: ['manager (debian): pass', 'manager (alpine): regressed'],
      lenientExit: 1,
    })
  })

  test('are told with their jobs where there are several', () => {
    expect(told(stored({ leg: leg('debian') }), stored({ job: 'loaded' })).scenarios).toEqual([
      'manager (footprint: debian): pass',
      'manager (loaded): pass',
    ])
  })

  test('that left no result are never green, whatever may pass', () => {
    expect(told(stored({ leg: leg('debian'), legs: 3 }), stored({ leg: leg('alpine'), legs: 3 }))).toEqual({
      verdict: 'inconclusive',
      scenarios: ['manager (debian): pass', 'manager (alpine): pass', 'footprint: inconclusive'],
      lenientExit: 3,
    })
  })

  test('of an older run do not count', () => {
    const result = told(
      stored({ leg: leg('debian'), legs: 2 }),
      stored({ leg: leg('alpine'), legs: 2, run: 499, commit: 'o1d'.repeat(13) }),
    )
    expect(result).toEqual({
      verdict: 'inconclusive',
      scenarios: ['manager (debian): pass', 'alpine: inconclusive'],
      lenientExit: 3,
    })
  })

  test('of an older run are not heard where there is a newer result of theirs', () => {
    expect(
      told(stored({ leg: leg('debian') }, 1001), stored({ leg: leg('debian'), run: 501 })),
    ).toMatchObject({ verdict: 'pass', scenarios: ['manager: pass'] })
  })

  test('that ran again count by their newest attempt, each by its own', () => {
    expect(
      told(
        stored({ leg: leg('debian'), legs: 2 }),
        stored({ leg: leg('alpine'), legs: 2 }, 1001),
        stored({ leg: leg('alpine'), legs: 2, attempt: 2 }),
      ),
    ).toMatchObject({
      verdict: 'pass',
      scenarios: ['manager (debian): pass', 'manager (alpine): pass'],
    })
  })

  test('that could not measure are told with what they said', () => {
    const failed = { ...stored({ leg: leg('alpine') }), scenarios: [], failure: 'manager was never ready' }
    const { result } = mergeLegs([stored({ leg: leg('debian') }), failed])
    expect(result.scenarios[1]).toMatchObject({
      name: 'alpine',
      reasons: [{ kind: 'leg-failed', message: 'manager was never ready' }],
    })
    expect(exitCodeOf(result, lenient)).toBe(3)
  })

  test('of a job that ended without any result are missed, if it is known that there was one', () => {
    const jobs = [
      { job: 'measure', ended: 'failure' },
      { job: 'build', ended: 'success' },
      { job: 'load', ended: 'skipped' },
    ]
    const { result } = mergeLegs([stored({ job: 'measure' })], null, jobs)
    expect(result.scenarios.map(({ name, verdict }) => `${name}: ${verdict}`)).toEqual([
      'manager: pass',
      'load: inconclusive',
    ])
    expect(exitCodeOf(result, lenient)).toBe(3)
  })

  test('may have several steps, whose scenarios all count', () => {
    expect(told(stored({}), stored({}, 1001, 'store'), stored({})).scenarios).toEqual([
      'manager: pass',
      'store: regressed',
      'manager #2: pass',
    ])
  })
})
