import { expect, test } from 'vitest'
import type { NamedFacts } from '../../src/model/environment.ts'
import { sayReason } from '../../src/report/phrases/reasons.ts'
import { judgeScenario } from '../../src/verdict/judge-scenario.ts'
import { entryOf, PAGE, repeat, writableCase } from './cases.ts'

const THERE: NamedFacts = { openFiles: 1024, directoryLength: 14 }
const HERE: NamedFacts = { openFiles: 20_000, directoryLength: 27 }

/** Judges a level in pages against one of 1,000, with what is known of where both were measured. */
function judge(pages: number, recorded: NamedFacts | null, facts: NamedFacts = HERE) {
  const { recordings, ...entry } = entryOf([{ writable: repeat(5, 1000 * PAGE) }])
  const known = recordings.map((recording) =>
    recorded === null ? recording : { ...recording, facts: recorded },
  )
  const baseline = { kind: 'found', entry: { ...entry, recordings: known } } as const
  return judgeScenario(writableCase('+0', null, repeat(5, pages), { baseline, facts }))
}

const said = ({ metrics }: ReturnType<typeof judge>) =>
  metrics.flatMap(({ reasons }) => reasons.filter(({ kind }) => kind === 'named-facts').map(sayReason))

test('a figure that has moved is told with what else is not as it was', () => {
  const result = judge(1002, THERE)
  expect(result.verdict).toBe('regressed')
  expect(said(result)).toEqual([
    'Not as in the baseline, which may move figures a little: limit of open files 1,024 → 20,000 and length of the working directory 14 → 27.',
  ])
  expect(said(judge(998, { ...HERE, directoryLength: 26 }))).toEqual([
    'Not as in the baseline, which may move figures a little: length of the working directory 26 → 27.',
  ])
})

test('a pass is a pass, wherever it was measured', () => {
  const result = judge(1000, THERE)
  expect(result).toMatchObject({ verdict: 'pass', reasons: [] })
  expect(said(result)).toEqual([])
})

test.each([
  ['nothing differs', HERE, HERE],
  ['a limit is not known', { ...THERE, directoryLength: 27 }, { ...HERE, openFiles: null }],
  ['the baseline is of an older version', null, HERE],
])('nothing is said where %s', (_, recorded, facts) => {
  const result = judge(1002, recorded, facts)
  expect(result.verdict).toBe('regressed')
  expect(said(result)).toEqual([])
})
