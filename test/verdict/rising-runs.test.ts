import { describe, expect, test } from 'vitest'
import { judgeScenario } from '../../src/verdict/judge-scenario.ts'
import { found, HERE, PAGE, repeat, runOf, scenarioOf, writableCase } from './cases.ts'

/** What redis had, run by run, that found the keys of the run before. */
const RISING = [888, 975, 1043, 1134, 1199]
const rising = (runs: number) => Array.from({ length: runs }, (_, run) => 1300 + 80 * run + (run % 3) * 9)

describe('runs that each took more than the one before', () => {
  test.each([
    ['a growth', rising(8), repeat(5, 1000), 'head'],
    ['no growth', RISING, RISING.toReversed(), 'head'],
    ['a fall', RISING, repeat(5, 4000), 'head'],
    ['a pass', repeat(5, 1043), RISING, 'baseline'],
    ['a growth over a baseline of such runs', repeat(8, 2000), RISING, 'baseline'],
  ])('prove nothing: not %s', (_, head, base, side) => {
    const [writable] = judgeScenario(writableCase('+1%', base, head)).metrics
    expect(writable).toMatchObject({ verdict: 'inconclusive', detectable: null })
    const samples = side === 'head' ? head : base
    const [first, last] = [samples[0] ?? 0, samples.at(-1) ?? 0].map((pages) => pages * PAGE)
    expect(writable?.reasons).toContainEqual({
      kind: 'trend',
      metric: 'writable',
      side,
      runs: samples.length,
      first,
      last,
    })
  })

  test('are no matter where all that they rise by is allowed', () => {
    const scenario = scenarioOf({ writable: '+400KiB' })
    const head = [1000, 1020, 1040, 1060, 1080]
    expect(judgeScenario(writableCase('+0', repeat(5, 1000), head, { scenario })).verdict).toBe('pass')
  })

  test('of an older recording are old', () => {
    const bytes = (pages: readonly number[]) => ({ writable: pages.map((count) => count * PAGE) })
    const baseline = found(bytes(RISING), bytes(repeat(5, 1043)))
    expect(judgeScenario(writableCase('+1%', null, repeat(5, 1043), { baseline })).verdict).toBe('pass')
  })

  test('do not excuse a ceiling', () => {
    const scenario = scenarioOf({ writable: '+1%, <=1MiB' })
    expect(judgeScenario(writableCase('+0', repeat(5, 100), RISING, { scenario })).verdict).toBe('over-limit')
  })

  test('without a baseline are said, and there is still none', () => {
    const result = judgeScenario(writableCase('+1%', null, RISING))
    expect(result.verdict).toBe('no-baseline')
    expect(result.metrics[0]?.reasons).toMatchObject([{ kind: 'trend', side: 'head' }])
  })
})

describe('the odd run', () => {
  // Puma: nine runs of a growth of 2.5 %, and one as small as none.
  const puma = [10_420, 10_450, 10_470, 10_430, 10_440, 10_460, 9900, 10_480, 10_440, 10_450]
  const base = [10_180, 10_200, 10_190, 10_185, 10_195]

  test('that keeps a growth from being proven is named', () => {
    // p is 0.0063, and there are two metrics.
    const bytes = (pages: readonly number[]) => pages.map((count) => count * PAGE)
    const [writable] = judgeScenario({
      scenario: scenarioOf({ writable: '+1%', 'minor-faults': '+2%' }),
      runs: bytes(puma).map((sample) => runOf({ writable: sample, 'minor-faults': 900 })),
      environment: HERE,
      baseline: found({ writable: bytes(base), 'minor-faults': repeat(5, 900) }),
    }).metrics
    expect(writable?.verdict).toBe('inconclusive')
    expect(writable?.reasons).toContainEqual({
      kind: 'odd-run',
      metric: 'writable',
      side: 'head',
      run: 7,
      runs: 10,
      odd: 9900 * PAGE,
      least: 10_420 * PAGE,
      most: 10_480 * PAGE,
    })
  })

  test('of a baseline that is blinded by it is named', () => {
    const [writable] = judgeScenario(writableCase('+0', [...repeat(4, 1000), 1400], repeat(5, 1000))).metrics
    expect(writable?.verdict).toBe('pass')
    expect(writable?.reasons).toContainEqual(
      expect.objectContaining({ kind: 'odd-run', side: 'baseline', run: null, odd: 1400 * PAGE }),
    )
  })

  test('is not worth a word where all is clear', () => {
    const reasons = [
      [1000, 1000, 1000, 1000, 900],
      [1400, 1400, 1400, 1400, 1300],
    ].flatMap((head) => judgeScenario(writableCase('+1%', repeat(5, 1000), head)).metrics[0]?.reasons ?? [])
    expect(reasons.map(({ kind }) => kind)).toEqual(['regressed'])
  })
})
