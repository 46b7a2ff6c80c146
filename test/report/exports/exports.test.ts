import { Ajv } from 'ajv'
import { parse as parseJunit, type TestSuites } from 'junit2json'
// @ts-expect-error it has no types of its own
import untyped from 'parse-prometheus-text-format'
import { describe, expect, test } from 'vitest'
import type { GateResult } from '../../../src/verdict/result.ts'
import { EXPORT_FORMATS, type ExportFormat } from '../../../src/config/exports.ts'
import { renderExport } from '../../../src/report/exports/render-export.ts'
import { gate, HOSTILE_NAMES, metric, regressedScenario, results, scenario } from '../samples.ts'

/** Read as their consumers read them. */

interface Family {
  readonly name: string
  readonly type: string
  readonly metrics: readonly object[]
}

const parsePrometheus = untyped as (text: string) => readonly Family[]

const everything = gate('regressed', ...Object.values(results).flatMap(({ scenarios }) => scenarios))
const hostile = gate('regressed', ...HOSTILE_NAMES.map((name) => ({ ...regressedScenario, name })))
const empty: GateResult = gate('inconclusive')

/** What github-action-benchmark takes of each entry, README of its repository, `customSmallerIsBetter`. */
const benchmarkSchema = {
  type: 'array',
  items: {
    type: 'object',
    required: ['name', 'unit', 'value'],
    additionalProperties: false,
    properties: {
      name: { type: 'string', minLength: 1 },
      unit: { type: 'string', minLength: 1 },
      value: { type: 'number' },
      // It reads the figure behind the sign.
      range: { type: 'string', pattern: '^± \\d' },
      extra: { type: 'string' },
    },
  },
}

/** https://bencher.dev/bmf.json, and nothing beside it. */
const bencherSchema = {
  type: 'object',
  patternProperties: {
    '.+': {
      type: 'object',
      patternProperties: {
        '^[a-z-]{1,64}$': {
          type: 'object',
          required: ['value'],
          additionalProperties: false,
          properties: {
            value: { type: 'number' },
            lower_value: { type: 'number' },
            upper_value: { type: 'number' },
          },
        },
      },
      additionalProperties: false,
    },
  },
  additionalProperties: false,
}

const ajv = new Ajv({ strict: true, allErrors: true })
const validators = { benchmark: ajv.compile(benchmarkSchema), bencher: ajv.compile(bencherSchema) }

function parseValid(validator: keyof typeof validators, text: string): unknown {
  const value = JSON.parse(text) as unknown
  const validate = validators[validator]
  validate(value)
  expect(validate.errors ?? []).toEqual([])
  return value
}

async function junitOf(result: GateResult): Promise<TestSuites> {
  const found = await parseJunit(renderExport('junit', result))
  if (found === undefined || found === null || !('testsuite' in found)) throw new Error('no test suites')
  return found
}

const EXTENSIONS: Readonly<Record<ExportFormat, string>> = {
  'github-action-benchmark': 'json',
  bencher: 'json',
  openmetrics: 'txt',
  junit: 'xml',
}

test.each(EXPORT_FORMATS)('%s reads well', async (format) => {
  const text = renderExport(format, gate('regressed', regressedScenario, scenario({ name: 'agent' })))
  await expect(text).toMatchFileSnapshot(`__snapshots__/regressed.${format}.${EXTENSIONS[format]}`)
})

describe('github-action-benchmark', () => {
  test.each([
    ['all that a gate can say', everything],
    ['hostile names', hostile],
  ])('gets of %s an entry for each gated figure', (_, result) => {
    const entries = parseValid('benchmark', renderExport('github-action-benchmark', result))
    const figures = result.scenarios.flatMap(({ metrics }) =>
      metrics.filter(({ budget, head }) => budget !== null && head !== null),
    )
    expect(entries).toHaveLength(figures.length)
  })
})

describe('Bencher', () => {
  test('gets every figure with its lowest and highest sample', () => {
    const found = parseValid('bencher', renderExport('bencher', results.regressed))
    expect(found).toMatchObject({
      manager: { writable: { value: 10_600_448 }, rss: { value: expect.any(Number) as number } },
      agent: {
        writable: { value: 9_531_392, lower_value: 9_527_296, upper_value: 9_531_392 },
      },
    })
  })

  test('gets no figure where there is none, and hostile names as names', () => {
    const lacking = {
      ...regressedScenario,
      metrics: [metric('writable', { head: null }), metric('rss', { head: [Number.NaN] })],
    }
    expect(parseValid('bencher', renderExport('bencher', gate('inconclusive', lacking)))).toEqual({
      manager: {},
    })
    expect(
      Object.keys(parseValid('bencher', renderExport('bencher', hostile)) as object).length,
    ).toBeGreaterThan(10)
  })
})

describe('OpenMetrics', () => {
  test('is read by a parser of Prometheus, in base units', () => {
    const timed = {
      ...regressedScenario,
      metrics: [...regressedScenario.metrics, metric('ready-ms', { head: [1500], base: null })],
    }
    const families = parsePrometheus(renderExport('openmetrics', gate('regressed', timed)))
    expect(families.map(({ name, type }) => `${name} ${type}`)).toEqual([
      'footprint_writable_bytes GAUGE',
      'footprint_minor_faults GAUGE',
      'footprint_rss_bytes GAUGE',
      'footprint_ready_seconds GAUGE',
      'footprint_verdict GAUGE',
    ])
    expect(families[0]?.metrics).toEqual([
      { value: '10600448', labels: { scenario: 'manager', side: 'head' } },
      { value: '9531392', labels: { scenario: 'manager', side: 'base' } },
    ])
    expect(families[3]?.metrics).toEqual([{ value: '1.5', labels: { scenario: 'manager', side: 'head' } }])
  })

  test('is ended by its mark, also where nothing was measured', () => {
    expect(renderExport('openmetrics', empty)).toBe('# EOF\n')
    expect(renderExport('openmetrics', everything)).toMatch(/\n# EOF\n$/)
  })

  test('has hostile names in its labels alone', () => {
    const text = renderExport('openmetrics', hostile)
    const names = parsePrometheus(text).find(({ name }) => name === 'footprint_verdict')?.metrics
    expect(names).toHaveLength(HOSTILE_NAMES.length)
    for (const line of text.trimEnd().split('\n'))
      expect(line).toMatch(/^(# (TYPE|UNIT|HELP|EOF)|footprint_\w+\{scenario=")/)
  })
})

describe('JUnit', () => {
  test('counts what failed, what proves nothing, and what was skipped', async () => {
    const result = gate(
      'regressed',
      regressedScenario,
      ...results['never settled'].scenarios.map((one) => ({ ...one, name: 'restless' })),
      ...results['no baseline'].scenarios.map((one) => ({ ...one, name: 'new' })),
      scenario({ name: 'agent' }),
    )
    const { tests, failures, errors, testsuite = [] } = await junitOf(result)
    expect({ tests, failures, errors }).toEqual({ tests: 8, failures: 1, errors: 2 })
    expect(
      testsuite.map(({ name, tests, failures, errors, skipped }) => [name, tests, failures, errors, skipped]),
    ).toEqual([
      ['manager', 2, 1, 0, 0],
      ['restless', 2, 0, 2, 0],
      ['new', 2, 0, 0, 2],
      ['agent', 2, 0, 0, 0],
    ])
    const [failed] = testsuite[0]?.testcase ?? []
    expect(failed).toMatchObject({ name: 'writable memory', classname: 'manager' })
    expect(failed?.failure?.[0]).toMatchObject({ type: 'regressed' })
    expect(failed?.failure?.[0]?.message).toContain('Writable memory grew by 1.02 MiB')
  })

  test('is well formed whatever the names are', async () => {
    const { testsuite = [] } = await junitOf(hostile)
    expect(testsuite).toHaveLength(HOSTILE_NAMES.length)
    expect(testsuite.every(({ failures }) => failures === 1)).toBe(true)
    expect((await parseJunit(renderExport('junit', everything))) !== null).toBe(true)
  })
})
