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

describe('three runs suffice', () => {
  /** How many runs are taken of three figures and then the usual ones. */
  const takenBy = (spec: string, pages: readonly number[], base: readonly number[] = STEADY) =>
    play(spec, base, [...pages, 1000, 1000]).taken

  test('under a ceiling alone when each is under it', () => {
    expect(takenBy('<=4MiB', [1000, 1001, 1024])).toBe(3)
    expect(takenBy('<=4MiB', [1000, 1001, 1025])).toBe(5)
  })

  test('over a floor alone when each reaches it', () => {
    const processes = (counts: readonly number[]) =>
      decideNext({
        ...writableCase('+0', STEADY, []),
        scenario: scenarioOf({ processes: '>=3' }),
        runs: counts.map((count) => runOf({ processes: count })),
      })
    expect(processes([3, 4, 3])).toMatchObject({ kind: 'enough', result: { verdict: 'pass' } })
    expect(processes([3, 2, 3])).toMatchObject({ kind: 'more', count: 2 })
  })

  test('when each gated metric is clearly inside; others may do what they like', () => {
    const decide = (faults: readonly number[], rss: readonly number[]) =>
      decideNext({
        ...writableCase('+0', STEADY, []),
        scenario: scenarioOf({ writable: '+0', 'minor-faults': '+10' }),
        baseline: {
          kind: 'found',
          entry: entryOf([
            { writable: repeat(5, 1000 * PAGE), 'minor-faults': repeat(5, 500), rss: repeat(5, 2000) },
          ]),
        },
        runs: faults.map((count, index) =>
          runOf({ writable: 1000 * PAGE, 'minor-faults': count, rss: rss[index] ?? 0 }),
        ),
      })
    expect(decide([500, 510, 500], [2000, 9000, 9000])).toMatchObject({ kind: 'enough' })
    expect(decide([500, 511, 500], [2000, 2000, 2000])).toMatchObject({ kind: 'more', count: 2 })
  })

  test('not after a fall beyond what is allowed, which may become an improvement', () => {
    expect(takenBy('+8KiB', [998, 998, 998])).toBe(3)
    expect(takenBy('+8KiB', [997, 997, 997])).toBe(5)
  })
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
    const pages = [1003, 1005, 1004, 1007, 1006, 1000, 999, 1001, 1000, 1001]
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
