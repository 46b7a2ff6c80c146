import { expect, test } from 'vitest'
import { findHeaviestSpans } from '../../../src/ledger/heavy-spans.ts'
import type { Attribution } from '../../../src/model/attribution.ts'
import { renderMarkdown } from '../../../src/report/markdown/render.ts'
import { renderSparkline, renderTimeline } from '../../../src/report/markdown/timeline.ts'
import { after, named } from '../ledgers.ts'
import { context, gate, HOSTILE_NAMES, MIB, scenario } from '../samples.ts'

const spike: Attribution = {
  ...after,
  timeline: {
    t: [0, 10, 40, 50, 60, 100],
    stays: [0, 2 * MIB, 4 * MIB, 4 * MIB, 4 * MIB, 8 * MIB],
    passing: [0, 0, 12 * MIB, 12 * MIB, 0, 0],
    events: [],
  },
}
const flat: Attribution = {
  ...spike,
  timeline: { ...spike.timeline, passing: spike.timeline.passing.map(() => 0) },
}

test('a line shows the course of the start-up, and names a spike that was given back', () => {
  const line = renderSparkline(spike)
  expect(line).toMatch(/^`[▁▂▃▄▅▆▇█]{32}` over 100 ms: 8\.00 MiB stays\. /)
  expect(line).toMatch(/highest at 40 ms.*: 16\.00 MiB, of which 12\.00 MiB passed through\.$/)
  expect(line.indexOf('█')).toBe(1 + Math.floor(0.4 * 32))
})

test('without a spike it says so', () => {
  expect(renderSparkline(flat)).toMatch(/8\.00 MiB stays, and it was never more\.$/)
})

test('where nobody saw the pages being made there is no line and no chart', () => {
  const blind = { ...spike, timeline: { t: [0], stays: [4096], passing: [0], events: [] } }
  expect([renderSparkline(blind), renderTimeline(blind)]).toEqual(['', ''])
})

test('the chart has as many points in both lines, is small, and has no name of the program in it', () => {
  for (const name of HOSTILE_NAMES) {
    const text = renderTimeline(named(name))
    const [chart = ''] = /```mermaid\n[\s\S]*?\n```/.exec(text) ?? []
    expect(chart).toMatch(/^```mermaid\n%%.*%%\nxychart-beta\n/)
    const lines = [...chart.matchAll(/line \[(.*)\]/g)].map(([, points = '']) =>
      points.split(', ').map(Number),
    )
    expect(lines.map((points) => points.length)).toEqual([40, 40])
    expect(lines.flat().every(Number.isFinite)).toBe(true)
    expect(Buffer.byteLength(text)).toBeLessThan(4000)
    expect(chart.split('\n')).toHaveLength(9)
    expect(text).not.toMatch(/<script|<!--|https:\/\/|@octocat/)
  }
})

test('a comment has the line, and the chart only where it is folded away; a compact one that is well has neither', () => {
  const explanation = {
    attribution: spike,
    difference: null,
    heavy: findHeaviestSpans(spike, null),
    doubts: [],
  }
  const told = gate('pass', { ...scenario(), explanation })
  const full = renderMarkdown(told, context)
  expect(full).toContain('passed through')
  expect(full.indexOf('```mermaid')).toBeGreaterThan(full.indexOf('<details>'))
  const compact = renderMarkdown(told, context, { style: 'compact' })
  expect(compact).not.toMatch(/passed through|mermaid/)
})
