import { expect, test } from 'vitest'
import { chooseRemedies } from '../../src/config/remedies.ts'
import { createScenario } from '../../src/config/scenario-text.ts'
import { whatIf } from '../../src/gate/what-if.ts'
import { renderWhatIf } from '../../src/report/terminal/what-if.ts'
import { PYTHON } from '../helpers/measuring.ts'
import { quietWorld } from '../helpers/world.ts'

const HOARD = `
import os, sys, time
if 'REFUSE' in os.environ: sys.exit('refused')
hoard = b'x' * (int(os.environ.get('HOARD', '8')) << 20)
print('up', flush=True)
time.sleep(99)`

const planOf = (text: Readonly<Record<string, string>>) => ({
  scenarios: [
    createScenario(
      {
        name: 'hoard',
        run: [PYTHON, '-c', HOARD],
        ready: 'log:/up/',
        warmup: '0',
        'stop-timeout': '200ms',
        ...text,
      },
      { root: '/', budgets: [], nameOf: (key) => key },
    ),
  ] as const,
  baselinePath: '/nowhere/baseline.json',
  baselineFrom: 'head' as const,
  baselineStore: 'file' as const,
  pair: null,
  onMissingBaseline: 'warn' as const,
  onInconclusive: 'fail' as const,
  explain: 'never' as const,
})

const choose = chooseRemedies({ names: [], variables: ['HOARD=2', 'REFUSE=1'], lazyModules: [] })

test('each remedy is measured beside the program as it is; one that breaks it is said', async () => {
  const { results } = await whatIf(planOf({ runs: '5' }), choose, quietWorld({}))
  const [gain, broken] = results[0]?.tried ?? []
  expect(gain?.effect?.isEvident).toBe(true)
  // Six megabytes, and what the page of a variable may take.
  expect(Math.abs((gain?.effect?.delta ?? 0) + 6 * 1024 ** 2)).toBeLessThan(64 * 1024)
  expect(broken).toMatchObject({ effect: null, failure: { code: 'exited-early' } })
  const [first, ...rest] = renderWhatIf(results[0] ?? neverHere(), { color: false, width: 80 }).split('\n')
  expect(first).toMatch(/^hoard: HOARD=2 gives back [56]\.\d+ MiB of \d+\.\d+ MiB$/)
  expect(rest.join('\n')).toContain('- REFUSE=1: ')
  for (const line of rest) expect(line.length).toBeLessThanOrEqual(80)
})

test('a program that fails as it is, is an error, and nothing else is tried', async () => {
  const broken = planOf({ runs: '5', run: `${PYTHON} -c 'raise SystemExit(3)'` })
  await expect(whatIf(broken, choose, quietWorld({}))).rejects.toMatchObject({ code: 'exited-early' })
})

function neverHere(): never {
  throw new Error('no result')
}
