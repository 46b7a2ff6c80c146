import { describe, expect, test } from 'vitest'
import {
  type Trial,
  bisectExitCode,
  concludeBisection,
  neighborsOf,
  standingOf,
} from '../../src/verdict/bisect.ts'
import { judgeScenario } from '../../src/verdict/judge-scenario.ts'
import { entryOf, HERE, PAGE, repeat, writableCase } from './cases.ts'

const scenarioAt = (pages: number) => judgeScenario(writableCase('+0', repeat(5, 100), repeat(5, pages)))

const trial = (commit: string, parent: string, pages: number | null): Trial => ({
  commit,
  subject: `Commit ${commit}`,
  parents: [parent],
  scenarios: pages === null ? [] : [scenarioAt(pages)],
  why: pages === null ? 'it does not build' : null,
})

describe('a commit', () => {
  test('is good, bad or unknown by its scenarios', () => {
    expect(standingOf([scenarioAt(100)])).toBe('good')
    expect(standingOf([scenarioAt(100), scenarioAt(120)])).toBe('bad')
    expect(standingOf([])).toBe('unknown')
    const unknown = judgeScenario(writableCase('+0', null, [100]))
    expect(standingOf([unknown])).toBe('unknown')
  })

  test('has the exit code that git bisect run wants', () => {
    const codeOf = (...pages: readonly number[]) =>
      bisectExitCode({ verdict: 'pass', environment: HERE, scenarios: pages.map(scenarioAt) })
    expect([codeOf(100), codeOf(120), codeOf()]).toEqual([0, 1, 125])
  })
})

test('what grew is told against the commit before, where that was tried', () => {
  const good = { commit: 'a', subject: 'Commit a', parents: [] }
  const bad = trial('d', 'c', 150)
  const found = trial('c', 'b', 140)
  const base = [entryOf([{ writable: [100 * PAGE] }])]
  const conclude = (trials: readonly Trial[]) =>
    concludeBisection({ good, base, trials, found, candidates: [] })
  expect(conclude([bad, found, trial('b', 'a', 101)]).growth).toMatchObject({
    metric: 'writable',
    before: 101 * PAGE,
    after: 140 * PAGE,
  })
  expect(conclude([bad, found, trial('b', 'a', null)]).growth).toMatchObject({ before: 100 * PAGE })
  expect(conclude([bad, found]).tried.map(({ standing }) => standing)).toEqual(['good', 'bad', 'bad'])
})

describe('the neighbors that are traced', () => {
  const good = { commit: 'a', subject: 'Commit a', parents: [] }
  const base = [entryOf([{ writable: [100 * PAGE] }])]
  const bad = trial('d', 'c', 150)
  const found = trial('c', 'b', 140)
  const neighbors = (trials: readonly Trial[], first: Trial | null = found) =>
    neighborsOf({ good, base, trials, found: first, candidates: [] })

  test('are the first bad commit and the one before it, with their figures', () => {
    expect(neighbors([bad, found, trial('b', 'a', 101)])).toEqual({
      scenario: bad.scenarios[0]?.name,
      before: { commit: 'b', writable: 101 * PAGE },
      after: { commit: 'c', writable: 140 * PAGE },
    })
    const next = trial('d', 'a', 150)
    expect(neighbors([next], next)?.before).toEqual({ commit: 'a', writable: 100 * PAGE })
  })

  test('of a merge are the parent that was tried, else the first', () => {
    const merge = { ...found, parents: ['x', 'b'] }
    expect(neighbors([bad, merge, trial('b', 'a', 101)], merge)?.before.commit).toBe('b')
    expect(neighbors([bad, merge], merge)?.before).toEqual({ commit: 'x', writable: null })
  })

  test('are none where no commit was found', () => {
    expect(neighbors([bad], null)).toBeNull()
  })
})
