import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { attribute } from '../../src/ledger/attribute.ts'
import { renderAttributionJson } from '../../src/report/exports/attribution.ts'
import { parseExplanation, readExplanation } from '../../src/store/explanation-file.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'footprint-explanation-'))
})
afterAll(() => rm(folder, { recursive: true }))

const EMPTY = attribute({
  means: [],
  pageSize: 4096,
  snapshotAt: 0,
  lostFaults: 0,
  events: [],
  processes: [{ pid: 1, parent: 0, command: 'a', writable: 0, mappings: [] }],
})

test('what was written is read again', () => {
  const read = parseExplanation(renderAttributionJson(EMPTY, null), 'a.json')
  expect(read).toMatchObject(EMPTY)
})

test('so is a process that ended and left nothing', () => {
  const event = { t: 1, kind: 'end', name: 'helper', process: null } as const
  const left = { ...EMPTY, timeline: { ...EMPTY.timeline, events: [event] } }
  expect(parseExplanation(renderAttributionJson(left, null), 'a.json').timeline.events).toEqual([event])
})

test('so is what each module retains, and an older file that does not say', () => {
  const span = {
    ...{ id: 0, parent: null, kind: 'import' as const, name: 'a', process: 0 },
    ...{ t0: 0, t1: 1, self: 4096, cumulative: 4096, faults: 1 },
  } as const
  const retaining = { ...span, id: 1, retained: 8192 }
  const text = renderAttributionJson({ ...EMPTY, spans: [span, retaining] }, null)
  expect(parseExplanation(text, 'a.json').spans).toEqual([span, retaining])
})

test.each([
  ['', 'it is not JSON'],
  ['[]', 'schema'],
  ['{"schema":"footprint-gate/result@1"}', 'schema'],
  [JSON.stringify({ ...EMPTY, total: { writable: 'much' } }), 'total.writable'],
  [JSON.stringify({ ...EMPTY, spans: [{ id: -1 }] }), 'spans.0'],
])('anything else is refused with what is wrong: %j', (text, why) => {
  expect(() => parseExplanation(text, 'a.json')).toThrow(/cannot use the explanation a\.json: /)
  expect(() => parseExplanation(text, 'a.json')).toThrow(why)
})

test('a file that is not there, and what is none, are refused', async () => {
  await expect(readExplanation(join(folder, 'none'))).rejects.toThrow('there is no such file')
  await expect(readExplanation(folder)).rejects.toThrow('it is no file')
  await writeFile(join(folder, 'a'), JSON.stringify(EMPTY))
  await expect(readExplanation(join(folder, 'a'))).resolves.toMatchObject({ schema: EMPTY.schema })
})
