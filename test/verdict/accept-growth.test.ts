import { expect, test } from 'vitest'
import { acceptGrowth } from '../../src/verdict/accept-growth.ts'
import { withBaselineSide } from '../../src/verdict/baseline-side.ts'
import { exitCodeOf } from '../../src/verdict/exit-code.ts'
import { results } from '../report/samples.ts'

const accepted = { by: 'ada', commit: 'c0ffee00'.repeat(5) }
const strict = { onMissingBaseline: 'fail', onInconclusive: 'fail' } as const

test.each(Object.entries(results))('of "%s" figures alone are accepted', (_, result) => {
  const after = acceptGrowth(result, accepted)
  const isRed = result.verdict === 'regressed' || result.verdict === 'over-limit'
  expect(after.verdict).toBe(isRed ? 'accepted' : result.verdict)
  expect(after.accepted).toEqual(isRed ? accepted : undefined)
  if (isRed) expect(exitCodeOf(after, strict)).toBe(0)
  else expect(after).toBe(result)
})

test('a doubt beside the growth is as red as before', () => {
  const [agent, manager] = results.regressed.scenarios
  if (agent === undefined || manager === undefined) throw new Error('no scenarios')
  const doubted = { ...manager, reasons: [{ kind: 'not-measured' }] as const }
  const after = acceptGrowth({ ...results.regressed, scenarios: [agent, doubted] }, accepted)
  expect(after.verdict).toBe('inconclusive')
})

test("a failure that is none of its figures is nobody's to accept", () => {
  const [scenario] = results.pass.scenarios
  if (scenario === undefined) throw new Error('no scenario')
  const lost = { ...scenario, verdict: 'over-limit' } as const
  const result = { ...results.pass, verdict: 'over-limit', scenarios: [lost] } as const
  expect(acceptGrowth(result, accepted)).toBe(result)
})

test("a removed baseline is nobody's to accept, whatever has grown beside", () => {
  const scenarios = results['over limit'].scenarios.map((scenario) =>
    withBaselineSide(scenario, { raised: [], isRemoved: true }),
  )
  const after = acceptGrowth({ ...results['over limit'], scenarios }, accepted)
  expect(after.verdict).toBe('over-limit')
  expect(exitCodeOf(after, strict)).toBe(1)
})
