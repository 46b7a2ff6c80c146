import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compareAttributions } from '../../src/ledger/compare-attributions.ts'
import { findHeaviestSpans } from '../../src/ledger/heavy-spans.ts'
import type { Attribution } from '../../src/model/attribution.ts'
import type { ScenarioExplanation } from '../../src/model/explanation.ts'
import { renderJson } from '../../src/report/exports/json.ts'
import { renderMarkdown } from '../../src/report/markdown/render.ts'
import { describePage } from '../../src/report/page/describe.ts'
import { renderTerminal } from '../../src/report/terminal/render.ts'
import { parseResult } from '../../src/store/result-file.ts'
import { judgeStored } from '../../src/verdict/judge-stored.ts'
import type { GateResult, ScenarioResult } from '../../src/verdict/result.ts'
import * as large from '../page/ledger-samples.ts'
import { after, before } from '../report/ledgers.ts'
import { context, gate, GROWN, HOSTILE_NAMES, scenario } from '../report/samples.ts'

function explain(head: Attribution, base: Attribution | null): ScenarioExplanation {
  const difference = base === null ? null : compareAttributions(base, head)
  return { attribution: head, difference, heavy: findHeaviestSpans(head, difference), doubts: [] }
}

function red(changes: Partial<ScenarioResult>): GateResult {
  return gate('regressed', { ...scenario({ head: { writable: GROWN } }), ...changes })
}

const again = (result: GateResult) => judgeStored(parseResult(renderJson(result), 'result.json'))
const read = (document: unknown) => judgeStored(parseResult(JSON.stringify(document), 'result.json'))
const sum = (figures: readonly number[]) => figures.reduce((all, figure) => all + figure, 0)

describe.each([
  ['alone', explain(after, null)],
  ['compared with a base that was kept without stacks', explain(after, { ...before, stacks: null })],
  ['compared with the other side of a pair', explain(after, before)],
])('what the job itself says of where memory came from, %s,', (_, explanation) => {
  const result = red({ explanation })
  const stored = again(result)

  test('is said of its file, too', () => {
    expect(renderMarkdown(result, context)).toContain('registry.xml')
    expect(renderMarkdown(stored, context)).toBe(renderMarkdown(result, context))
    const look = { color: false, width: 100 }
    expect(renderTerminal(stored, context, look)).toBe(renderTerminal(result, context, look))
    expect(describePage(stored, context)).toEqual(describePage(result, context))
  })

  test('is the same in a file of that file', () => {
    expect(renderJson(again(stored))).toBe(renderJson(stored))
  })
})

test('why nothing is explained is said of its file, too', () => {
  const result = red({ unexplained: { kind: 'until-exit' } })
  expect(renderMarkdown(result, context)).toContain('with until: exit there is no moment')
  expect(renderMarkdown(again(result), context)).toBe(renderMarkdown(result, context))
  expect(describePage(result, context).scenarios[0]?.warnings).toContainEqual(
    expect.stringContaining('with until: exit'),
  )
})

describe('an explanation of thousands of rows', () => {
  const wide = (self: number): Attribution => {
    const spans = Array.from({ length: 4000 }, (_, id) => ({
      id,
      parent: id === 0 ? null : Math.floor((id - 1) / 4),
      kind: 'import' as const,
      name: `package.module_${id}.${'x'.repeat(400)}`,
      process: 0,
      t0: id,
      t1: 5000,
      self: self + (id % 50) * 4096,
      cumulative: 0,
      faults: 3,
    }))
    for (const { parent, ...span } of spans.toReversed()) {
      const own = spans[span.id]
      const around = spans[parent ?? -1]
      if (own !== undefined) own.cumulative += span.self
      if (around !== undefined) around.cumulative += own?.cumulative ?? 0
    }
    const writable = sum(spans.map((span) => span.self))
    const groups = Array.from({ length: 4000 }, (_, index) => ({
      group: `lib${index}.so`,
      kind: 'library' as const,
      writable: spans[index]?.self ?? 0,
    }))
    return { ...large.head, spans, groups, total: { ...large.head.total, writable } }
  }
  const explanation = explain(wide(4096), wide(0))
  const result = red({ explanation })
  const stored = again(result)

  test('is small in a file, with the same rows in the comment', () => {
    const without = Buffer.byteLength(renderJson(red({})))
    expect(Buffer.byteLength(renderJson(result)) - without).toBeLessThan(512 * 1024)
    const rowsOf = (text: string) => text.slice(text.indexOf('**What changed**'), text.indexOf('_The gate'))
    expect(rowsOf(renderMarkdown(stored, context))).toBe(rowsOf(renderMarkdown(result, context)))
    expect(rowsOf(renderMarkdown(stored, context))).toContain('package.module_')
  })

  test('still adds up to the figure in each view', () => {
    const found = stored.scenarios[0]?.explanation
    const { attribution, difference } = found ?? explanation
    expect(attribution.spans.length).toBeLessThanOrEqual(300)
    expect(sum(attribution.spans.map(({ self }) => self))).toBe(explanation.attribution.total.writable)
    expect(sum(attribution.groups.map(({ writable }) => writable))).toBe(attribution.total.writable)
    for (const rows of [difference?.spans ?? [], difference?.groups ?? []])
      expect(sum(rows.map(({ delta }) => delta))).toBe(difference?.total.delta)
    const made = sum((difference?.stacks?.nodes ?? []).map(([, , , head]) => head))
    expect(made).toBe(sum((large.head.stacks?.nodes ?? []).map(([, , self]) => self)))
    expect(attribution.timeline.stays.at(-1)).toBe(large.head.timeline.stays.at(-1))
    expect(Math.max(...attribution.timeline.passing)).toBe(Math.max(...large.head.timeline.passing))
  })
})

type Json = string | number | boolean | null | Json[] | { [key: string]: Json }

function placesIn(value: Json, way: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof value !== 'object' || value === null) return [way]
  const entries = Array.isArray(value) ? [...value.entries()] : Object.entries(value)
  return [way, ...entries.flatMap(([key, item]) => placesIn(item, [...way, key]))]
}

function withValueAt(value: Json, [key, ...way]: readonly (string | number)[], planted: Json): Json {
  if (key === undefined) return planted
  const copy = structuredClone(value) as Record<string | number, Json>
  copy[key] = withValueAt(copy[key] ?? null, way, planted)
  return copy
}

describe('a forged explanation', () => {
  const honest = JSON.parse(renderJson(red({ explanation: explain(after, before) }))) as {
    scenarios: [{ explanation: Json }]
  }
  const forge = (explanation: Json) => ({
    ...honest,
    scenarios: honest.scenarios.map((one) => ({ ...one, explanation })),
  })
  const verdictsOf = (result: GateResult) =>
    result.scenarios.map(({ verdict, reasons, metrics, mappings }) => ({
      verdict,
      reasons,
      metrics,
      mappings,
    }))
  const places = placesIn(honest.scenarios[0].explanation)
  const planted = fc.oneof(
    fc.constantFrom<Json>(null, true, -1, 0, 1e300, 2, '', 'x'.repeat(200_000), [], {}, [[[[]]]], {
      verdict: 'pass',
    }),
    fc.constantFrom<Json>(...HOSTILE_NAMES),
  )

  test('changes nothing but text, and that is harmless', () => {
    const before = verdictsOf(read(honest))
    fc.assert(
      fc.property(fc.constantFrom(...places), planted, (way, value) => {
        const result = read(forge(withValueAt(honest.scenarios[0].explanation, way, value)))
        expect(verdictsOf(result)).toEqual(before)
        const markdown = renderMarkdown(result, { ...context, runUrl: null })
        expect(markdown.replaceAll(/https:\/\/github\.com\/footprint-gate[^)]*/g, '')).not.toMatch(
          /<!--|<script|<img|<a\b|@octocat|:\/\//i,
        )
        describePage(result, context)
        renderTerminal(result, context, { color: false, width: 80 })
      }),
      { numRuns: 150 },
    )
  })

  test.each<[string, (string | number)[], Json, RegExp]>([
    ['calls that call each other', ['stacks', 'nodes', 0, 0], 1, /callers before their callees/],
    ['a frame that is not there', ['stacks', 'nodes', 0, 1], 999, /frames that are there/],
    ['a span inside itself', ['spans', 0, 'parent'], 0, /after those around them/],
    ['times without figures', ['timeline', 't'], [], /as many figures as times/],
    ['a row of an unknown kind', ['rows', 0, 'kind'], '**', /kind/],
    ['more than a machine holds', ['total', 'writable'], 1e300, /4 PiB/],
  ])('is not shown with %s, and the report says why', (_, way, value, why) => {
    const result = read(forge(withValueAt(honest.scenarios[0].explanation, way, value)))
    expect(result.scenarios[0]?.explanation).toBe(undefined)
    expect(result.scenarios[0]?.unexplained).toMatchObject({ kind: 'unreadable' })
    expect(renderMarkdown(result, context)).toMatch(/where the memory came from is not explained/i)
    expect(JSON.stringify(result.scenarios[0]?.unexplained)).toMatch(why)
  })
})
