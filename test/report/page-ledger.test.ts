import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compareAttributions } from '../../src/ledger/compare-attributions.ts'
import { describeExplanation } from '../../src/report/page/describe-explanation.ts'
import { describeLedger } from '../../src/report/page/describe-ledger.ts'
import type { TraceDoubt } from '../../src/model/trace-doubt.ts'
import type { PageStacks } from '../../src/report/page/document.ts'
import { pruneStacks } from '../../src/ledger/prune-stacks.ts'
import { context } from './samples.ts'
import { base, difference, head } from '../page/ledger-samples.ts'

const sum = (figures: readonly number[]) => figures.reduce((all, figure) => all + figure, 0)
const headOf = (rows: readonly { readonly head: number }[]) => sum(rows.map((row) => row.head))

describe('every view of the ledger on the page adds up to its figure', () => {
  const whole = head.total.writable
  test.each([
    ['alone', describeLedger(head, null)],
    ['compared', describeLedger(head, difference)],
  ])('%s', (_, { spans, groups, processes, stacks, changes, isCompared }) => {
    expect(sum(spans.map(({ self }) => self))).toBe(whole)
    expect(headOf(groups)).toBe(whole)
    expect(headOf(processes)).toBe(whole)
    expect(sum((stacks?.nodes ?? []).map(([, , , after]) => after))).toBe(whole)
    expect(headOf(changes)).toBe(isCompared ? whole : 0)
  })

  test('and those of the base to the figure of the base', () => {
    const { stacks, changes, groups } = describeLedger(head, difference)
    expect(sum((stacks?.nodes ?? []).map(([, , before]) => before))).toBe(base.total.writable)
    for (const rows of [changes, groups])
      expect(sum(rows.map((row) => row.base ?? 0))).toBe(base.total.writable)
  })
})

test('where the base was kept without its stacks, those of the head stand alone, and it is said', () => {
  const kept = compareAttributions({ ...base, stacks: null }, head)
  const { isCompared, areStacksCompared, stacks, notes } = describeLedger(head, kept)
  expect([isCompared, areStacksCompared]).toEqual([true, false])
  expect(stacks).toEqual(describeLedger(head, null).stacks)
  expect(notes).toContainEqual(expect.stringContaining('kept without its stacks'))
  expect(describeLedger(head, difference).notes.join()).not.toContain('kept without its stacks')
})

test('a process that is gone has a row, and one that is new has a base of nothing', () => {
  const [first] = head.processes
  if (first === undefined) throw new Error('no process')
  const other = { ...head, processes: [{ ...first, command: 'other' }] }
  const { processes } = describeLedger(other, compareAttributions(head, other))
  expect(processes).toMatchObject([
    { pid: 4242, command: 'other', base: 0 },
    { pid: null, command: first.command, base: first.writable, head: 0 },
  ])
})

const DOUBTS: readonly TraceDoubt[] = [{ kind: 'lack', means: 'strace', why: 'absent', said: '' }]

test('a page that only explains has a title, and no verdict', () => {
  const titleOf = (compared: typeof difference | null) =>
    describeExplanation(
      { attribution: head, difference: compared, scenario: 'manager', leak: null, doubts: DOUBTS },
      context,
    )
  expect(titleOf(null)).toMatchObject({
    verdict: null,
    headline: expect.stringMatching(/^manager: [\d.]+ MiB of writable/) as unknown,
  })
  expect(titleOf(null).scenarios[0]?.warnings).toEqual([
    'strace is not installed: files are known of Python alone, and memory that was moved is charged to nobody. sudo apt-get install -y strace',
  ])
  expect(titleOf(null).commands.map(({ command }) => command)).toEqual([
    'npx footprint-gate explain --config footprint.yml',
  ])
  expect(titleOf(difference).headline).toMatch(/^manager: \+[\d.]+ MiB of writable/)
})

test('what a soak left behind has a section of its own', () => {
  const { scenarios } = describeExplanation(
    { attribution: head, difference: null, scenario: 'manager', leak: { ...base, gate: null }, doubts: [] },
    context,
  )
  expect(scenarios.map(({ name }) => name)).toEqual(['manager', 'manager: made in the soak, and still there'])
  expect(headOf(scenarios[1]?.ledger?.groups ?? [])).toBe(base.total.writable)
})

describe('stacks that are drawn', () => {
  const anyStacks = fc
    .array(fc.tuple(fc.nat(), fc.nat({ max: 4 }), fc.nat({ max: 1000 }), fc.nat({ max: 1000 })), {
      maxLength: 60,
    })
    .map((raw): PageStacks => ({
      frames: [0, 1, 2, 3, 4].map((frame) => ({ name: `f${frame}`, module: '' })),
      nodes: raw.map(([caller, ...rest], node) => [(caller % (node + 1)) - 1, ...rest] as const),
    }))

  test('lose no byte of either side, and have callers before callees', () => {
    fc.assert(
      fc.property(anyStacks, (stacks) => {
        const { frames, nodes } = pruneStacks(stacks)
        for (const side of [2, 3] as const) {
          expect(sum(nodes.map((node) => node[side]))).toBe(sum(stacks.nodes.map((node) => node[side])))
        }
        nodes.forEach(([caller, frame], place) => {
          expect(caller).toBeLessThan(place)
          expect(frames[frame]).toBeDefined()
        })
      }),
    )
  })

  test('leave out what is less than a thousandth, under its caller', () => {
    const stacks: PageStacks = {
      frames: [
        { name: 'main', module: 'a' },
        { name: 'tiny', module: 'a' },
      ],
      nodes: [
        [-1, 0, 0, 100_000],
        [0, 1, 0, 60],
        [0, 1, 0, 40],
      ],
    }
    expect(pruneStacks(stacks)).toEqual({
      frames: [...stacks.frames, { name: '(smaller ones)', module: '' }],
      nodes: [
        [-1, 0, 0, 100_000],
        [0, 2, 0, 100],
      ],
    })
  })

  test('are few enough to draw', () => {
    expect(describeLedger(head, difference).stacks?.nodes.length).toBeLessThan(8000)
  })
})
