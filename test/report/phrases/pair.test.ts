import { describe, expect, test } from 'vitest'
import type { Pair } from '../../../src/model/pair.ts'
import { renderMarkdown } from '../../../src/report/markdown/render.ts'
import { headline } from '../../../src/report/phrases/headline.ts'
import { nextStep } from '../../../src/report/phrases/next-step.ts'
import { sayBase, sayPair } from '../../../src/report/phrases/pair.ts'
import { renderTerminal } from '../../../src/report/terminal/render.ts'
import type { GateResult } from '../../../src/verdict/result.ts'
import { context, results } from '../samples.ts'

const commit = '1a2b3c4d5e6f7a8b9c0d1a2b3c4d5e6f7a8b9c0d'
const pair: Pair = { rule: 'first-parent', commit, name: 'base', changed: [], recorded: [], log: null }

const withPair = (result: GateResult, changes: Partial<Pair> = {}): GateResult => ({
  ...result,
  pair: { ...pair, ...changes },
})

/** A base of which nothing could be measured, in names and output that mean harm. */
const failed: GateResult = {
  ...withPair(results.regressed, { log: '::error::it breaks\n```\n<img src=x>' }),
  verdict: 'inconclusive',
  scenarios: results.regressed.scenarios.map((scenario) => ({
    ...scenario,
    verdict: 'inconclusive',
    reasons: [{ kind: 'base-failed', message: 'the base does not build: make @all', hint: 'See its log.' }],
  })),
}

test.each([
  [{}, 'the base 1a2b3c4d5e6f, which the pull request is merged into'],
  [{ rule: 'merge-base' as const }, 'the merge base 1a2b3c4d5e6f'],
  [{ rule: 'queue' as const }, 'the base 1a2b3c4d5e6f, on which the merge queue puts the group'],
  [{ rule: 'before-push' as const }, '1a2b3c4d5e6f, which was there before the push'],
  [{ rule: 'named' as const, name: 'main' }, 'main (1a2b3c4d5e6f)'],
  [{ rule: 'named' as const, name: commit }, commit],
  [{ rule: 'named' as const, name: '../base', commit: null }, '../base'],
])('a base of %j is %s', (changes, words) => {
  expect(sayBase({ ...pair, ...changes })).toBe(words)
})

test('a base that was recorded is not said to have been measured', () => {
  const names = results.pass.scenarios.map(({ name }) => name)
  expect(sayPair(withPair(results.pass, { recorded: names }))).toBe(
    'Compared with the base 1a2b3c4d5e6f, which the pull request is merged into, as it was recorded in this environment: no run of it was needed.',
  )
  expect(sayPair(withPair(results.pass, { recorded: names.slice(0, 1) }))).toBe(
    'Compared with the base 1a2b3c4d5e6f, which the pull request is merged into, measured in turn with the head; of manager, as it was recorded in this environment.',
  )
})

test('the first line says when the head changes how it is measured', () => {
  const result = withPair(results.pass, { changed: ['footprint.yml', 'load.sh'] })
  expect(headline(result)).toMatch(/; the head changes how it is measured \(footprint\.yml and load\.sh\)$/)
  expect(headline(withPair(results.pass))).toBe(headline(results.pass))
})

describe('a base that failed', () => {
  test('is not said to have been measured, and its cure follows', () => {
    expect(sayPair(failed)).toBe(
      'Not measured: the base 1a2b3c4d5e6f, which the pull request is merged into.',
    )
    expect(nextStep(failed, context)?.action).toEqual([expect.stringContaining('See its log.')])
  })

  test('has its output on the terminal, made harmless, and in no comment', () => {
    expect(renderTerminal(failed, context, { color: false, width: 80 })).toContain('  | \\::error::it breaks')
    expect(renderMarkdown(failed, context)).not.toContain('it breaks')
    const summary = renderMarkdown(failed, context, { showsOutput: true })
    expect(summary).toContain('````text\n::error::it breaks\n```\n<img src=x>\n````')
  })
})

test('nothing is to be recorded of two sides that were measured in turn', () => {
  for (const result of [results.regressed, results.improved, results.pass]) {
    expect(renderMarkdown(withPair(result), context)).not.toContain('footprint-gate record')
  }
})
