import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Budget, parseBudget } from '../../src/config/budget.ts'
import { allowedBudgets } from '../../src/config/budgets.ts'
import { METRIC_NAMES, METRICS, type Metric } from '../../src/model/metrics.ts'
import { UserError } from '../../src/model/errors/user-error.ts'
import { refusalOf } from '../helpers/refusal.ts'

const KIB = 1024
const MIB = 1024 ** 2
const SCALE = { '': 1, B: 1, KiB: KIB, MiB: MIB, GiB: 1024 ** 3 }

describe('a budget', () => {
  test.each<[Metric, string, Omit<Budget, 'text' | 'floor'> & Partial<Pick<Budget, 'floor'>>]>([
    ['writable', '+2%', { increase: { percent: 2, absolute: null }, ceiling: null }],
    ['writable', '+64KiB', { increase: { percent: null, absolute: 64 * KIB }, ceiling: null }],
    ['writable', '<=20MiB', { increase: null, ceiling: 20 * MIB }],
    ['writable', '<= 1.5 GiB', { increase: null, ceiling: 1.5 * 1024 ** 3 }],
    ['writable', '+1%, +64KiB, <=20MiB', { increase: { percent: 1, absolute: 64 * KIB }, ceiling: 20 * MIB }],
    ['writable', '<=20MiB,+0.5 %', { increase: { percent: 0.5, absolute: null }, ceiling: 20 * MIB }],
    ['writable', '+0', { increase: { percent: null, absolute: 0 }, ceiling: null }],
    ['writable', '+4096', { increase: { percent: null, absolute: 4096 }, ceiling: null }],
    ['writable', '+4096B', { increase: { percent: null, absolute: 4096 }, ceiling: null }],
    ['minor-faults', '+100', { increase: { percent: null, absolute: 100 }, ceiling: null }],
    ['minor-faults', '+2%, +100, <=5000', { increase: { percent: 2, absolute: 100 }, ceiling: 5000 }],
    ['growth', '+1KiB/s', { increase: { percent: null, absolute: KIB }, ceiling: null }],
    ['growth', '+1KiB, <=10MiB/s', { increase: { percent: null, absolute: KIB }, ceiling: 10 * MIB }],
    ['ready-ms', '+250ms, <=2s', { increase: { percent: null, absolute: 250 }, ceiling: 2000 }],
    ['ready-ms', '<=300', { increase: null, ceiling: 300 }],
    ['processes', '>=3', { increase: null, ceiling: null, floor: 3 }],
    ['threads', '+4, >= 2, <=9', { increase: { percent: null, absolute: 4 }, ceiling: 9, floor: 2 }],
  ])('of %s may be %s', (metric, spec, { increase, ceiling, floor = null }) => {
    expect(parseBudget(metric, spec)).toMatchObject({ increase, ceiling, floor })
  })

  test.each<[Metric, string, string]>([
    ['writable', '', 'it is empty'],
    ['writable', ' , ', 'it is empty'],
    ['writable', '2%', '"2%" is no budget'],
    ['writable', '+-2%', '"+-2%" is no budget'],
    ['writable', '-2%', '"-2%" is no budget'],
    ['writable', '<20MiB', '"<20MiB" is no budget'],
    ['writable', '>=20MiB', 'a floor is for counts, such as processes: ">=20MiB"'],
    ['processes', '>3', '">3" is no budget'],
    ['processes', '>=50%', 'a floor cannot be a percentage'],
    ['processes', '>=3, >=4', '">=4" says a second time'],
    ['processes', '>=3, <=2', 'its floor is above its ceiling'],
    ['writable', '+1e3', '"+1e3" is no budget'],
    ['writable', '+1.', '"+1." is no budget'],
    ['writable', '+.5%', '"+.5%" is no budget'],
    ['writable', '+NaN', '"+NaN" is no budget'],
    ['writable', '+', '"+" is no budget'],
    ['writable', '+1% +64KiB', '"+1% +64KiB" is no budget'],
    ['writable', '+1,000KiB', '"000KiB" is no budget'],
    ['writable', '+2MB', '"MB" is no unit'],
    ['writable', '+2KB', '"KB" is no unit'],
    ['writable', '+2kib', '"kib" is no unit'],
    ['writable', '+2K', '"K" is no unit'],
    ['writable', '+1KiB/s', '"KiB/s" is no unit'],
    ['writable', '<=5%', 'a ceiling cannot be a percentage'],
    ['writable', '+1%, +2%', '"+2%" says a second time'],
    ['writable', '+1KiB, +2MiB', '"+2MiB" says a second time'],
    ['writable', '<=1MiB, <=2MiB', '"<=2MiB" says a second time'],
    ['writable', `<=${'9'.repeat(400)}`, 'is too large'],
    ['writable', `+${'9'.repeat(299)}`, 'is too large'],
    ['writable', '<=4194305GiB', 'is too large'],
    ['growth', '+4194305GiB/s', 'is too large'],
    ['processes', `+${'9'.repeat(17)}`, 'is too large'],
    ['rss', '+100001%', 'is too large'],
    ['writable', `+${'9'.repeat(400)}%`, 'is too large'],
    ['minor-faults', '+100KiB', 'is a count and takes no unit, but has "KiB"'],
    ['threads', '<=4ms', 'is a count and takes no unit, but has "ms"'],
    ['ready-ms', '+1KiB', 'is a time and takes ms or s, not "KiB"'],
    ['growth', '+1/s', '"+1/s" is no budget'],
  ])('of %s cannot be %j', (metric, spec, why) => {
    const { code, message, hint } = refusalOf(() => parseBudget(metric, spec))
    expect(code).toBe('bad-budget')
    expect(message).toContain(`cannot read the budget "${spec}" of ${metric}`)
    expect(message).toContain(why)
    expect(hint).toContain('"+2%, +64KiB, <=20MiB"')
  })

  test('is read back from what it says itself', () => {
    const number = fc.oneof(
      fc.nat({ max: 99_999 }),
      fc.nat({ max: 99_999 }).map((n) => n / 100),
    )
    const term = fc.tuple(
      fc.option(number),
      fc.option(fc.tuple(number, fc.constantFrom('', 'B', 'KiB', 'MiB', 'GiB'))),
      fc.option(fc.tuple(number, fc.constantFrom('', 'B', 'KiB', 'MiB', 'GiB'))),
      fc.constantFrom('', ' ', '  '),
    )
    fc.assert(
      fc.property(term, ([percent, absolute, ceiling, space]) => {
        const spec = [
          percent === null ? '' : `+${space}${percent}%`,
          absolute === null ? '' : `+${absolute.join(space)}`,
          ceiling === null ? '' : `<=${space}${ceiling.join('')}`,
        ].join(`${space},${space}`)
        fc.pre(percent !== null || absolute !== null || ceiling !== null)
        const budget = parseBudget('writable', spec)
        const bytes = (of: typeof absolute) => (of === null ? null : of[0] * SCALE[of[1]])
        expect(budget.increase).toEqual(
          percent === null && absolute === null ? null : { percent, absolute: bytes(absolute) },
        )
        expect(budget.ceiling).toBe(bytes(ceiling))
        expect(parseBudget('writable', budget.text)).toEqual(budget)
      }),
    )
  })

  test('of any text is read with finite figures, or refused with the valid forms', () => {
    const character = fc.constantFrom(...Array.from('+<>=%.,0159KMGiBs/ -e'))
    const text = fc.oneof(
      fc.string(),
      fc.array(character).map((characters) => characters.join('')),
    )
    fc.assert(
      fc.property(fc.constantFrom(...METRIC_NAMES), text, (metric, spec) => {
        try {
          const { increase, ceiling, floor } = parseBudget(metric, spec)
          const figures = [increase?.percent, increase?.absolute, ceiling, floor].filter(
            (figure) => typeof figure === 'number',
          )
          expect(figures.length).toBeGreaterThan(0)
          for (const figure of figures) expect(Number.isFinite(figure) && figure >= 0).toBe(true)
        } catch (error) {
          expect(error).toBeInstanceOf(UserError)
          expect((error as UserError).code).toBe('bad-budget')
        }
      }),
      { numRuns: 2000 },
    )
  })
})

describe('the budgets in force', () => {
  const inForce = (...[ofFile, requested, soaks = false]: [object, string[], boolean?]) =>
    Object.fromEntries(
      Object.entries(allowedBudgets(ofFile, requested, soaks, '--budget')).map(([metric, { text }]) => [
        metric,
        text,
      ]),
    )

  test('are the defaults of the metrics where nobody asked for others', () => {
    expect(inForce({}, [])).toEqual({ writable: '+1%, +64KiB', 'minor-faults': '+2%, +100' })
  })

  test('are those of the file, and before them those of the request', () => {
    expect(inForce({ writable: '+2%', rss: '<=1GiB' }, [])).toEqual({
      writable: '+2%',
      'minor-faults': '+2%, +100',
      rss: '<=1GiB',
    })
    expect(inForce({ writable: '+2%' }, ['writable=+0', ' threads = <=4 '])).toEqual({
      writable: '+0',
      'minor-faults': '+2%, +100',
      threads: '<=4',
    })
  })

  test('have a way to take a metric out of the gate', () => {
    expect(inForce({ writable: 'none' }, ['minor-faults=none'])).toEqual({})
    expect(inForce({ writable: 'none' }, ['writable=+0'])).toHaveProperty('writable', '+0')
  })

  test.each([
    [['writeable=+0'], 'unknown-metric', 'unknown metric "writeable"', METRIC_NAMES.join(', ')],
    [['constructor=+0'], 'unknown-metric', 'unknown metric "constructor"', METRIC_NAMES.join(', ')],
    [['writable'], 'bad-value', '--budget cannot be "writable"', 'METRIC=SPEC'],
    [['=+0'], 'bad-value', '--budget cannot be "=+0"', 'METRIC=SPEC'],
    [['writable=+0', 'writable=+1%'], 'bad-budget', 'has a budget already', '+64KiB'],
    [['writable='], 'bad-budget', 'it is empty', '+64KiB'],
    [['writable<=1MiB'], 'bad-value', '--budget cannot be "writable<=1MiB"', 'METRIC=SPEC'],
  ])('refuse %j', (requested, code, why, hint) => {
    const error = refusalOf(() => inForce({}, requested))
    expect(error).toMatchObject({ code })
    expect(error.message).toContain(why)
    expect(error.hint).toContain(hint)
  })

  test('gate growth only where growth is measured', () => {
    expect(refusalOf(() => inForce({ growth: '+1KiB/s' }, []))).toMatchObject({ code: 'contradiction' })
    expect(inForce({ growth: '+1KiB/s' }, [], true)).toHaveProperty('growth', '+1KiB/s')
  })

  test('can be had for every metric', () => {
    for (const metric of METRIC_NAMES) {
      const spec = METRICS[metric].defaultBudget ?? '+5%'
      expect(inForce({ [metric]: spec }, [], true)).toHaveProperty(metric, spec)
    }
  })
})
