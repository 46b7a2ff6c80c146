import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ReportContext } from '../../../src/report/context.ts'
import { EXPLANATION } from '../../../src/report/markdown/details.ts'
import { renderMarkdown } from '../../../src/report/markdown/render.ts'
import type { GateResult } from '../../../src/verdict/result.ts'
import {
  HOSTILE_NAMES,
  RECORD_COMMAND,
  context,
  gate,
  grown,
  regressedScenario,
  results,
  run,
  scenario,
} from '../samples.ts'

test.each(Object.entries(results))('reads well: %s', async (name, result) => {
  await expect(renderMarkdown(result, context)).toMatchFileSnapshot(
    `__snapshots__/${name.replaceAll(' ', '-')}.md`,
  )
})

test('reads well with hostile names', async () => {
  const result = gate('regressed', ...HOSTILE_NAMES.map((name) => hostile(name)))
  await expect(renderMarkdown(result, context)).toMatchFileSnapshot('__snapshots__/hostile-names.md')
})

test('folds what passes when there is much, and shows the rest', async () => {
  const many = Array.from({ length: 30 }, (_, index) => scenario({ name: `service-${index}` }))
  const result = gate('regressed', ...many, regressedScenario)
  await expect(renderMarkdown(result, context)).toMatchFileSnapshot('__snapshots__/many-pass.md')
})

test('the answer is the first line', () => {
  expect(renderMarkdown(results.regressed, context).split('\n')[0]).toBe(
    '### ❌ manager: writable memory grew by 1.02 MiB (+11.2 %), allowed +93.1 KiB',
  )
})

test('what a reader has to know of the base stands beneath the answer, whatever the style', () => {
  const caveats = ['The base was not recorded: <img> @octocat.', 'manager_two: this pull request drops it.']
  for (const style of ['full', 'compact'] as const) {
    const blocks = renderMarkdown(results.pass, { ...context, caveats }, { style }).split('\n\n')
    const [first = '', second = ''] = style === 'full' ? blocks.slice(1) : blocks
    expect(first).toMatch(/^_The base was not recorded: .*_$/)
    expect(first).not.toMatch(/<img|@octocat/)
    expect(second).toMatch(/^_manager.*drops it\._$/)
  }
})

test('a run with a workload is steady after its last rest, which is the one that counts', () => {
  const rests = [
    { atMs: 204, event: 'steady' },
    { atMs: 6422, event: 'steady' },
  ] as const
  const markdown = renderMarkdown(gate('pass', scenario({ runs: [run({ events: rests })] })), context)
  expect(markdown).toContain('| 1 | – | 6,422 ms |')
})

test('the command that records is in sight exactly where it is the next step', () => {
  for (const [name, result] of Object.entries(results)) {
    const sight = renderMarkdown(result, context).replace(/<details>.*?<\/details>/gs, '')
    const expected = [
      'regressed',
      'no baseline',
      'improved',
      'improved with fewer processes',
      'another environment',
      'over limit and grown',
      'a third worker',
    ].includes(name)
    expect(sight.includes(RECORD_COMMAND), name).toBe(expected)
  }
})

test('in a workflow no command is shown that would record the level of another machine', () => {
  const markdown = renderMarkdown(results.regressed, { ...context, place: 'workflow' })
  const sight = markdown.replace(/<details>.*?<\/details>/gs, '')
  expect(sight).toContain(
    '**If this growth is meant**, record the new level on the same kind of runner (a workflow step with `mode: record`) ' +
      'and commit `.github/footprint-baseline.json`.',
  )
  expect(markdown).not.toContain(RECORD_COMMAND)
})

test('in a workflow the level to commit is at hand: in the summary, or by the workflow that records', () => {
  const place = { ...context, place: 'workflow' } as const
  const ready = 'https://github.com/acme/manager/actions/runs/42#summary-7'
  const recorder = 'https://github.com/acme/manager/actions/workflows/record.yml'
  const sightOf = (changes: Partial<ReportContext>) =>
    renderMarkdown(results.regressed, { ...place, ...changes })
  const both = sightOf({ ready, recorder })
  expect(both).toContain(
    '**If this growth is meant**, record the new level by committing the samples of this run as ' +
      `\`.github/footprint-baseline.json\`: that file is ready to copy in [the summary of this job](${ready}). ` +
      `Or start [the workflow that records](${recorder}) on this branch.`,
  )
  expect(sightOf({ recorder })).toContain(
    `record the new level: start [the workflow that records](${recorder}) on this branch, and commit `,
  )
  expect(sightOf({ ready: 'javascript:alert(1)' })).not.toContain('javascript:')
})

describe('whatever a name, a reason, a mapping or a process is called', () => {
  const anyText = fc.oneof(fc.string({ unit: 'binary', maxLength: 60 }), fc.constantFrom(...HOSTILE_NAMES))
  const plain = tableShapes(renderMarkdown(gate('regressed', hostile('plain')), context))

  test('tables keep their rows and columns, and nothing is mentioned, linked or hidden', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const markdown = renderMarkdown(gate('regressed', hostile(text)), context)
        expect(tableShapes(markdown)).toEqual(plain)
        const prose = markdown.replaceAll(context.runUrl ?? '', '').replaceAll(EXPLANATION, '')
        expect(prose).not.toMatch(/<!--|<script|<a\b|<img/i)
        expect(prose).not.toMatch(/@[\w-]|:\/\/|www\.|(?<!&)#\d/i)
        expectBalanced(markdown)
      }),
      { numRuns: 300 },
    )
  })

  test('a link is made of a plain address only', () => {
    for (const runUrl of ['javascript:alert(1)', 'https://x/) @octocat [y](z', 'https://x/"><script>']) {
      expect(renderMarkdown(results.pass, { ...context, runUrl })).not.toContain('this run')
    }
  })
})

describe('a report of too many bytes', () => {
  const names = Array.from(
    { length: 60 },
    (_, index) => `${index} ${HOSTILE_NAMES[index % HOSTILE_NAMES.length] ?? ''} ${'<@|👩‍👩‍👧>'.repeat(30)}`,
  )
  const huge = gate('regressed', ...names.map((name) => hostile(name)))

  test('fits into a comment, failing rows and the answer first, and says what it leaves out', async () => {
    const markdown = renderMarkdown(huge, context)
    expect(Buffer.byteLength(markdown)).toBeLessThanOrEqual(65_536 - 1024)
    expect(markdown).toMatch(/^### ❌ .*writable memory grew by 1\.02 MiB.*and 59 more figures\n/)
    expect(markdown).toContain('_Left out, as the report would be too large for GitHub: the processes; ')
    expectBalanced(markdown)
    await expect(markdown).toMatchFileSnapshot('__snapshots__/sixty-hostile.md')
  })

  test('loses whole sections and rows at every limit, never a part of one', () => {
    let before = Infinity
    for (let limitBytes = 100_000; limitBytes > 2000; limitBytes = Math.floor(limitBytes * 0.6)) {
      const markdown = renderMarkdown(huge, context, { limitBytes })
      const bytes = Buffer.byteLength(markdown)
      expect(bytes).toBeLessThanOrEqual(limitBytes)
      expect(bytes).toBeLessThanOrEqual(before)
      before = bytes
      expect(markdown).toMatch(/^### ❌ /)
      expectBalanced(markdown)
    }
  })

  test('of which nothing fits is the answer, cut between characters', () => {
    const markdown = renderMarkdown(huge, context, { limitBytes: 100 })
    expect(Buffer.byteLength(markdown)).toBeLessThanOrEqual(100)
    expect(markdown).toMatch(/^### ❌ .*…$/)
    expect(markdown).not.toContain('\ufffd')
  })

  test('keeps what fails before what passes', () => {
    const passing = Array.from({ length: 400 }, (_, index) => scenario({ name: `fine-${index}` }))
    const markdown = renderMarkdown(gate('regressed', ...passing, regressedScenario), context)
    expect(Buffer.byteLength(markdown)).toBeLessThanOrEqual(65_536)
    expect(markdown).toContain('| manager | writable memory |')
    expect(markdown).toContain('**Where manager grew**')
  })
})

/** A failing scenario that has the text wherever there can be untrusted text. */
function hostile(text: string): GateResult['scenarios'][number] {
  const judged = scenario({
    ...grown,
    each: {
      processes: [{ pid: 1, command: text, writable: 4096 }],
      groups: { [text]: 4096 },
    },
  })
  const subject = {
    command: [text],
    env: [text],
    until: 'steady',
    workload: text,
    soakMs: null,
  } as const
  const other = { ...subject, command: ['x'], workload: null, env: [] }
  const keys = ['command', 'env', 'workload'] as const
  return {
    ...judged,
    name: text,
    reasons: [
      ...keys.map((key) => ({ kind: 'other-subject', key, before: subject, after: other }) as const),
      {
        kind: 'incomplete-runs',
        of: 5,
        runs: [{ run: 1, gaps: [{ kind: 'memory-denied', process: text }] }],
      },
      { kind: 'other-environment', differences: [{ fact: 'libc', before: text, after: 'musl' }] },
    ],
    runs: [...judged.runs, run({ gaps: [{ kind: 'memory-denied', process: text }] })],
  }
}

/** Of every table, how many cells each of its rows has. */
function tableShapes(markdown: string): number[][] {
  return markdown
    .split('\n\n')
    .filter((block) => block.startsWith('|'))
    .map((block) => block.split('\n').map((row) => row.split('|').length))
}

/** What is opened is closed, in an order that makes sense, with the empty lines that GitHub needs. */
function expectBalanced(markdown: string) {
  const lines = markdown.split('\n')
  let open = 0
  let fenced = false
  lines.forEach((line, index) => {
    if (/^`{3,}/.test(line)) fenced = !fenced
    if (line.startsWith('<details>')) {
      open++
      expect(line).toMatch(/^<details><summary>[^<>]*<\/summary>$/)
      expect(lines[index + 1]).toBe('')
    }
    if (line === '</details>') {
      open--
      expect(lines[index - 1]).toBe('')
    }
    expect(open).toBeGreaterThanOrEqual(0)
    expect(open).toBeLessThanOrEqual(1)
    if (line.startsWith('|')) expect(line).toMatch(/\|$/)
  })
  expect(open).toBe(0)
  expect(fenced).toBe(false)
}
