import { describe, expect, test } from 'vitest'
import type { BaselineMatch } from '../../src/verdict/baseline-match.ts'
import { decideNext } from '../../src/verdict/decide-next.ts'
import { entryOf, PAGE, repeat, runOf, scenarioOf, writableCase } from './cases.ts'

const STEADY = repeat(5, 1000)

/** Plays a gate whose runs would give these pages one after the other: the batches it asks for, and its verdict. */
function play(spec: string, basePages: readonly number[] | null, pages: readonly number[], changes = {}) {
  const asked: string[] = []
  let taken = 0
  for (;;) {
    const next = decideNext(writableCase(spec, basePages, pages.slice(0, taken), changes))
    if (next.kind === 'enough') return { asked, taken, verdict: next.result.verdict, result: next.result }
    asked.push(`${next.count} ${next.why}`)
    taken += next.count
    if (taken > pages.length) throw new Error(`asks for run ${taken}`)
  }
}

test('three runs suffice when they are clearly inside the budget', () => {
  expect(play('+1%', STEADY, [1000, 1001, 999])).toMatchObject({ asked: ['3 initial'], verdict: 'pass' })
})

test('what three runs let pass they could have seen, as doubt would have brought more', () => {
  expect(play('+0', STEADY, [1000, 1000, 1000]).result.metrics[0]?.detectable).toBe(PAGE)
})

test('one run beyond the allowance is worth all the runs', () => {
  expect(play('+0', STEADY, [1000, 1000, 1001, 1000, 1000])).toMatchObject({
    asked: ['3 initial', '2 initial'],
    verdict: 'pass',
  })
})

describe('an improvement', () => {
  test('is confirmed by three fresh runs before it is told', () => {
    expect(play('+0', STEADY, repeat(8, 900))).toMatchObject({
      asked: ['3 initial', '2 initial', '3 confirm'],
      verdict: 'improved',
    })
  })

  test('that fresh runs deny is a pass, and the reason says so', () => {
    const gate = play('+10KiB', repeat(20, 1000), [...repeat(5, 980), ...repeat(3, 1000)])
    expect(gate).toMatchObject({ taken: 8, verdict: 'pass' })
    expect(gate.result.metrics[0]?.reasons).toContainEqual({
      kind: 'unconfirmed-fall',
      metric: 'writable',
      fromBase: 0,
    })
  })

  test('is never told when max-runs leaves no room to confirm it', () => {
    const scenario = scenarioOf({ writable: '+0' }, { maxRuns: 5 })
    expect(play('+0', STEADY, repeat(5, 900), { scenario })).toMatchObject({ taken: 5, verdict: 'pass' })
  })

  test('must exceed how far the baseline itself reaches below its median', () => {
    const base = [960, 1000, 1000, 1000, 1001]
    expect(play('+10KiB', base, repeat(8, 955)).verdict).toBe('pass')
    expect(play('+10KiB', base, repeat(8, 900)).verdict).toBe('improved')
  })
})

test('without a baseline all runs are taken', () => {
  expect(play('+0', null, repeat(5, 900))).toMatchObject({ taken: 5, verdict: 'no-baseline' })
})

test('fewer runs may be asked for than the first look takes', () => {
  const scenario = scenarioOf({ writable: '+0' }, { runs: 1, maxRuns: 1 })
  expect(play('+0', STEADY, [1000], { scenario })).toMatchObject({ asked: ['1 initial'], verdict: 'pass' })
  expect(play('+0', STEADY, [1001], { scenario })).toMatchObject({ taken: 1, verdict: 'inconclusive' })
})

describe('a failure', () => {
  test('is confirmed by three fresh runs before it is told', () => {
    expect(play('+0', STEADY, repeat(8, 1001))).toMatchObject({
      asked: ['3 initial', '2 initial', '3 confirm'],
      verdict: 'regressed',
    })
  })

  test('of a ceiling is confirmed too', () => {
    expect(play('<=4MiB', null, repeat(8, 1100))).toMatchObject({ taken: 8, verdict: 'over-limit' })
  })

  test('that fresh runs deny to the end is inconclusive', () => {
    const pages = [1003, 1004, 1005, 1006, 1007, 1000, 999, 1001, 1000, 1001]
    const gate = play('+0', repeat(20, 1000), pages)
    expect(gate).toMatchObject({
      asked: ['3 initial', '2 initial', '3 confirm', '2 borderline'],
      verdict: 'inconclusive',
    })
    expect(gate.result.metrics[0]?.reasons).toContainEqual({
      kind: 'unconfirmed',
      metric: 'writable',
      fromLimit: 0,
    })
  })

  test('that fresh runs outvote is a pass', () => {
    const scenario = scenarioOf({ writable: '+0' }, { maxRuns: 11 })
    expect(play('+0', STEADY, [...repeat(5, 1001), ...repeat(6, 1000)], { scenario }).verdict).toBe('pass')
  })

  test('stands unconfirmed when max-runs leaves no room', () => {
    const scenario = scenarioOf({ writable: '+0' }, { maxRuns: 5 })
    expect(play('+0', STEADY, repeat(5, 1001), { scenario })).toMatchObject({
      taken: 5,
      verdict: 'regressed',
    })
  })

  test('against another environment needs no confirmation, as it is none', () => {
    const baseline: BaselineMatch = {
      kind: 'other-environment',
      entry: entryOf([{ writable: repeat(5, 1000 * PAGE) }]),
      differences: [{ fact: 'cpus', before: 2, after: 4 }],
    }
    expect(play('+0', null, repeat(5, 1100), { baseline })).toMatchObject({
      taken: 5,
      verdict: 'inconclusive',
    })
  })
})

describe('an unproven increase', () => {
  test('gets runs until it is proven', () => {
    // Four base runs: 1/126 for five head runs suffices for one metric; three base runs need seven.
    expect(play('+0', repeat(3, 1000), repeat(8, 1001))).toMatchObject({
      asked: ['3 initial', '2 initial', '3 borderline'],
      verdict: 'regressed',
    })
  })

  test('gets none when not even max-runs could prove it', () => {
    expect(play('+0', repeat(2, 1000), repeat(5, 1001))).toMatchObject({ taken: 5, verdict: 'inconclusive' })
  })
})

test('an unsettled run burns no time beyond the runs asked for', () => {
  const settlement = { kind: 'noisy', spreadBytes: 5 * 1024 ** 2, levelBytes: 1100 * PAGE } as const
  const unsettled = runOf({ writable: 1100 * PAGE }, { settlement })
  const decide = (count: number) =>
    decideNext(writableCase('+0', STEADY, [], { runs: repeat(count, unsettled) }))
  expect(decide(3)).toMatchObject({ kind: 'more', count: 2 })
  expect(decide(5)).toMatchObject({ kind: 'enough', result: { verdict: 'inconclusive' } })
})

test('runs beyond the plan are judged with the others', () => {
  expect(decideNext(writableCase('+0', STEADY, repeat(12, 1000)))).toMatchObject({
    kind: 'enough',
    result: { verdict: 'pass' },
  })
})
