import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import { Profile } from 'pprof-format'
import { expect, test } from 'vitest'
import { compareAttributions } from '../../../src/ledger/compare-attributions.ts'
import { renderAttributionJson } from '../../../src/report/exports/attribution.ts'
import { renderFolded } from '../../../src/report/exports/folded.ts'
import { renderPprof } from '../../../src/report/exports/pprof.ts'
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

interface Read {
  readonly type: readonly string[]
  readonly sum: number
  /** By path, the outermost frame first: `[module] name`. */
  readonly stacks: readonly string[]
}

/** What pprof makes of a profile. */
function readProfile(profile: Uint8Array): Read {
  const { sampleType, sample, location, function: functions, mapping, stringTable } = Profile.decode(profile)
  const text = (place: number | bigint | undefined) => stringTable.strings[Number(place)] ?? '?'
  const frame = (id: number | bigint) => {
    const at = location.find((each) => each.id === id)
    const code = functions.find((each) => each.id === at?.line[0]?.functionId)
    const module = mapping.find((each) => each.id === at?.mappingId)
    return `${module === undefined ? '' : `[${text(module.filename)}] `}${text(code?.name)}`
  }
  return {
    type: sampleType.flatMap(({ type, unit }) => [text(type), text(unit)]),
    sum: sample.reduce((all, { value }) => all + Number(value[0]), 0),
    stacks: sample.map(({ locationId, value }) =>
      [...locationId.map(frame).reverse(), String(value[0])].join(';'),
    ),
  }
}

test('pprof reads back the whole figure by stack, or by span where there are no stacks', () => {
  const { type, sum, stacks } = readProfile(renderPprof(after))
  expect(type).toEqual(['writable', 'bytes'])
  expect(sum).toBe(after.total.writable)
  expect(stacks).toContain('[python3.11] main;[python3.11] XML_Parse;[python3.11] PyDict_New;3932160')
  const spans = readProfile(renderPprof({ ...after, stacks: null }))
  expect(spans.sum).toBe(after.total.writable)
  expect(spans.stacks).toContain('python3 manager.py;(program);import xml.dom.minidom;348160')
  for (const name of HOSTILE_NAMES) {
    const ledger = named(name)
    expect(readProfile(renderPprof(ledger)).sum, name).toBe(ledger.total.writable)
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
