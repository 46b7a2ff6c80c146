import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import { expect, test } from 'vitest'
import { compareAttributions } from '../../../src/ledger/compare-attributions.ts'
import { renderAttributionJson } from '../../../src/report/exports/attribution.ts'
import { renderFolded } from '../../../src/report/exports/folded.ts'
import { renderSpeedscope } from '../../../src/report/exports/speedscope.ts'
import { after, before, named } from '../ledgers.ts'
import { HOSTILE_NAMES } from '../samples.ts'

const SPEEDSCOPE = join(import.meta.dirname, '../../fixtures/speedscope/file-format-schema.json')
const isSpeedscope = new Ajv({ strict: false }).compile(
  JSON.parse(readFileSync(SPEEDSCOPE, 'utf8')) as object,
)

test('the JSON holds all of the ledger, and the difference', () => {
  const difference = compareAttributions(before, after)
  expect(JSON.parse(renderAttributionJson(after, difference))).toEqual({ ...after, difference, leak: null })
  expect(JSON.parse(renderAttributionJson(after, null, before))).toEqual({
    ...after,
    difference: null,
    leak: before,
  })
})

test('speedscope takes its file, by its own schema, whatever the names', () => {
  for (const ledger of [after, before, ...HOSTILE_NAMES.map(named)]) {
    const file: unknown = JSON.parse(renderSpeedscope(ledger, 'manager', '0.1.0'))
    expect(isSpeedscope(file), JSON.stringify(isSpeedscope.errors)).toBe(true)
  }
  expect(isSpeedscope({ profiles: [] })).toBe(false)
})

test('both profiles of speedscope have the whole figure', () => {
  const { profiles } = JSON.parse(renderSpeedscope(after, 'manager', '0.1.0')) as {
    profiles: readonly { name: string; endValue: number; weights: readonly number[] }[]
  }
  expect(profiles.map(({ name }) => name)).toEqual(['spans', 'stacks'])
  for (const { endValue, weights } of profiles) {
    expect(endValue).toBe(after.total.writable)
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBe(after.total.writable)
  }
})

test('folded stacks are a line each, with its bytes; of spans where there are no stacks', () => {
  const sum = (text: string) =>
    text
      .trimEnd()
      .split('\n')
      .reduce((all, line) => all + Number(/^[^;].* (\d+)$/.exec(line)?.[1]), 0)
  expect(renderFolded(after)).toContain('main;XML_Parse;PyDict_New 3932160\n')
  expect(sum(renderFolded(after))).toBe(after.total.writable)
  const spans = renderFolded({ ...after, stacks: null })
  expect(spans).toContain('python3 manager.py;(program);import xml.dom.minidom 348160\n')
  expect(sum(spans)).toBe(after.total.writable)
  for (const name of HOSTILE_NAMES) {
    const ledger = named(name)
    expect(sum(renderFolded(ledger)), name).toBe(ledger.total.writable)
  }
})
