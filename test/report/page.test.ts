import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { describeLedger } from '../../src/report/page/describe-ledger.ts'
import { findHeaviestSpans } from '../../src/ledger/heavy-spans.ts'
import type { ScenarioExplanation } from '../../src/model/explanation.ts'
import { describePage } from '../../src/report/page/describe.ts'
import type { PageDocument } from '../../src/report/page/document.ts'
import { renderPage } from '../../src/report/page/render.ts'
import { difference, head } from '../page/ledger-samples.ts'
import { context, gate, HOSTILE_NAMES, results, run, scenario } from './samples.ts'

const SHELL = '<title><!--footprint-gate:title--></title><body><!--footprint-gate:data--></body>'

function unpack(html: string): PageDocument {
  const packed = /<script type="application\/gzip" id="document">([A-Za-z0-9+/=]+)<\/script>/.exec(html)?.[1]
  return JSON.parse(gunzipSync(Buffer.from(packed ?? '', 'base64')).toString()) as PageDocument
}

test.each(Object.entries(results))('has the whole document of a report in it: %s', (_, result) => {
  const report = describePage(result, context)
  expect(unpack(renderPage(report, SHELL))).toEqual(report)
  expect(report.scenarios.map(({ runs }) => runs.length)).toEqual(
    report.scenarios.map(({ name }) => result.scenarios.find((one) => one.name === name)?.runs.length),
  )
})

test.each(HOSTILE_NAMES)('a name cannot leave the page: %j', (name) => {
  const report = describePage(gate('regressed', scenario({ name })), {
    ...context,
    commit: name,
    runUrl: name,
  })
  const html = renderPage({ ...report, headline: `${name}<!--footprint-gate:data--> $& $1` }, SHELL)
  expect(html.match(/<\/?[a-z]+/g)).toEqual(['<title', '</title', '<body', '<script', '</script', '</body'])
  expect(html).not.toContain('<!--')
  expect(report.origin.runUrl).toBeNull()
})

test('has the mappings that did not change beside those that did', () => {
  const [manager] = describePage(results.regressed, context).scenarios
  expect(manager?.mappings.slice(0, 2)).toEqual([
    { group: '[heap]', base: 6291456, head: 7340032 },
    { group: 'libxml2.so.2', base: 94208, head: 110592 },
  ])
  const [agent] = describePage(results.pass, context).scenarios
  expect(agent?.mappings.map(({ base, head }) => base === head)).toEqual([true, true, true])
  const [unknown] = describePage(results['no baseline'], context).scenarios
  expect(unknown?.mappings.map(({ base }) => base)).toEqual([null, null, null])
})

test('says the highest figure that is let pass: the limit or the ceiling, whichever is lower', () => {
  const highest = (result: keyof typeof results) =>
    describePage(results[result], context).scenarios.at(0)?.metrics.at(0)?.highest
  expect(highest('regressed')).toBe(9531392 + 95313.92)
  expect(highest('over limit and grown')).toBe(9 * 1024 ** 2)
})

test('says why, also what the headline says', () => {
  const [manager] = describePage(results.regressed, context).scenarios
  expect(manager?.reasons).toEqual(['Writable memory grew by 1.02 MiB; 93.1 KiB is allowed (p = 0.0079).'])
})

test('has the readings by column', () => {
  const [only] = describePage(gate('pass', scenario({ runs: [run()] })), context).scenarios
  expect(only?.runs[0]?.readings).toMatchObject({ atMs: [50, 1450], processes: [1, 1], threads: [1, 2] })
})

test('says before all figures what they are compared with, and what changed how they are measured', () => {
  const pair = { rule: 'merge-base', commit: 'c0ffee', name: 'main', changed: [], log: null } as const
  const harness = { files: ['footprint.yml'], isUnknown: false }
  const { notes, commands } = describePage({ ...results.regressed, pair }, { ...context, harness })
  expect(notes).toHaveLength(2)
  expect(notes[0]).toContainEqual({ code: 'footprint.yml' })
  expect(notes[1]).toEqual([expect.stringContaining('Compared with')])
  expect(commands).toHaveLength(1)
})

test('has the processes that changed, whatever their ids', () => {
  const [manager] = results.regressed.scenarios.filter(({ name }) => name === 'manager')
  if (manager === undefined) throw new Error('no manager')
  const worker = {
    role: 'worker',
    from: 2,
    to: 2,
    base: null,
    head: { count: 1, writable: 4096, faults: 12 },
  }
  const result = gate('regressed', { ...manager, processes: [worker] })
  expect(describePage(result, context).scenarios[0]?.roles).toEqual([
    {
      name: expect.stringContaining('worker') as unknown,
      base: 0,
      head: 4096,
      faultsBase: 0,
      faultsHead: 12,
    },
  ])
})

describe('of a scenario with a traced run', () => {
  const manager = scenario({ runs: [run()] })
  const explained = (changes: Partial<ScenarioExplanation> = {}) => ({
    ...manager,
    explanation: {
      attribution: head,
      difference,
      heavy: findHeaviestSpans(head, difference),
      doubts: [],
      ...changes,
    },
  })

  test('shows who made each page, and the change since the base', () => {
    const { scenarios, commands } = describePage(gate('regressed', explained()), context)
    expect(scenarios[0]?.ledger).toEqual(describeLedger(head, difference))
    expect(scenarios[0]?.ledger?.isCompared).toBe(true)
    expect(commands.map(({ command }) => command)).toContainEqual(expect.stringContaining('explain'))
  })

  test('says what keeps the explanation from being whole', () => {
    const doubts = [{ kind: 'lack', means: 'strace', why: 'absent', said: '' }] as const
    const [only] = describePage(gate('regressed', explained({ doubts })), context).scenarios
    expect(only?.warnings).toContainEqual(expect.stringContaining('strace is not installed'))
  })

  test('shows no ledger where nobody saw who made the pages, and says why', () => {
    const doubts = [{ kind: 'lack', means: 'perf', why: 'absent', said: '' }] as const
    const attribution = { ...head, coverage: { ...head.coverage, means: [] } }
    const [only] = describePage(gate('regressed', explained({ attribution, doubts })), context).scenarios
    expect(only?.ledger).toBe(null)
    expect(only?.warnings).toContainEqual(expect.stringContaining('perf is not installed'))
  })

  test('several of them share the room for calls', () => {
    const all = Array.from({ length: 5 }, (_, index) => ({ ...explained(), name: `manager ${index}` }))
    const { scenarios } = describePage(gate('regressed', ...all), context)
    const nodes = scenarios.map(({ ledger }) => ledger?.stacks?.nodes.length ?? 0)
    expect(Math.max(...nodes)).toBeLessThan(2500)
  })
})
