import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { StoredResult } from '../../../src/model/stored-result.ts'
import { renderMarkdown } from '../../../src/report/markdown/render.ts'
import { parseResult } from '../../../src/store/result-file.ts'
import { mergeLegs } from '../../../src/verdict/merge-legs.ts'
import { foreignText, MARKUP } from '../../helpers/foreign-markup.ts'
import { storedJson } from '../../helpers/stored.ts'
import { context, gate, GROWN, HOSTILE_NAMES, scenario } from '../samples.ts'

/** A word of markup, or any text between such words. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...HOSTILE_NAMES.map((name) => name.slice(0, 80)),
        '[a](https://evil.example)',
        '![a](//evil.example/x.png)',
        '<img src=x>',
        '<a href="https://evil.example">',
        '@octocat',
        '@acme/team',
        'https://evil.example',
        '&#60;b&#62;',
        '`',
        '|',
        '\n',
        '<!-- footprint-gate/comment@1 {} -->',
      ),
      fc.string({ unit: 'grapheme', maxLength: 12 }),
    ),
    { minLength: 1, maxLength: 5 },
  )
  .map((parts) => parts.join('').slice(0, 180) || 'x')

test('ten thousand names of strangers in results put no markup into the comment', () => {
  fc.assert(
    fc.property(fc.array(hostile, { minLength: 100, maxLength: 100 }), (names) => {
      const of = (index: number) => names[index % names.length] ?? ''
      const results = [0, 1].map((leg) => {
        const one = scenario({
          name: of(leg),
          head: { writable: GROWN },
          groups: Object.fromEntries(names.slice(10).map((name, index) => [name, index * 4096])),
          each: {
            processes: [{ pid: 1, command: of(leg + 2), writable: 4096 }],
            gaps: leg === 0 ? [] : [{ kind: 'hidden', process: of(3) }],
          },
        })
        const text = storedJson(gate('regressed', one), { job: of(leg + 4), leg: of(leg + 6), commit: null })
        return parseResult(text, 'result.json')
      }) as [StoredResult, StoredResult]
      const failed = { ...results[0], failure: of(8), scenarios: [] }
      const { result } = mergeLegs([...results, failed])
      const harness = { files: names.slice(0, 3), isUnknown: false }
      const markdown = renderMarkdown(result, { ...context, harness })
      expect(foreignText(markdown, [context.runUrl ?? ''])).not.toMatch(MARKUP)
    }),
    { numRuns: 100 },
  )
})
