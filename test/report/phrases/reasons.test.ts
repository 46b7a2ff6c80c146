import { expect, test } from 'vitest'
import { type Subject, subjectOf } from '../../../src/config/scenario.ts'
import { sayReason } from '../../../src/report/phrases/reasons.ts'
import { scenarioOf } from '../../verdict/cases.ts'

const PLAIN = subjectOf(scenarioOf({}))

test.each<[Partial<Subject>, string]>([
  [{ command: ['bin/manager', 'a b'] }, "command: bin/manager conf/default.xml, and now bin/manager 'a b'"],
  [{ until: 'exit' }, 'end: until: steady, and now until: exit'],
  [{ ready: ['tcp:1', 'log:/up/'] }, 'ready condition: none, and now tcp:1, log:/up/'],
  [{ workload: './load.sh' }, 'workload: none, and now ./load.sh'],
  [{ prepare: 'rm -f dump.rdb' }, 'prepare: none, and now rm -f dump.rdb'],
  [{ cleanup: 'rm -rf data' }, 'cleanup: none, and now rm -rf data'],
  [{ soakMs: 90_000 }, 'soak: none, and now 1m 30s'],
])('a baseline of another program is named by what differs: %j', (change, says) => {
  const [key] = Object.keys(change) as (keyof Subject)[]
  if (key === undefined) throw new Error('nothing differs')
  const after = { ...PLAIN, ...change }
  expect(sayReason({ kind: 'other-subject', key, before: PLAIN, after })).toBe(
    `The baseline was recorded with another ${says}. Record it again.`,
  )
})

test('variables are named by what came and what went', () => {
  const say = (before: readonly string[], after: readonly string[]) =>
    sayReason({
      kind: 'other-subject',
      key: 'env',
      before: { ...PLAIN, env: before },
      after: { ...PLAIN, env: after },
    })
  expect(say(['A', 'B'], ['B', 'C', 'D'])).toBe(
    'The baseline was recorded with other variables: C and D came, and A went. Record it again.',
  )
  expect(say(['A'], [])).toBe('The baseline was recorded with other variables: A went. Record it again.')
})
