import { execFileSync } from 'node:child_process'
import { mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, onTestFinished, test } from 'vitest'
import { UserError } from '../../src/model/errors/user-error.ts'
import { renderJson } from '../../src/report/exports/json.ts'
import { renderMarkdown } from '../../src/report/markdown/render.ts'
import { parseResult, readResult, readResults } from '../../src/store/result-file.ts'
import type { GateResult } from '../../src/verdict/result.ts'
import { judgeStored } from '../../src/verdict/judge-stored.ts'
import { refusalOf, refusalOfAsync } from '../helpers/refusal.ts'
import { context, results } from '../report/samples.ts'
import { anyResult } from './any-result.ts'

test('a result survives writing and reading, and is judged as it was', () => {
  fc.assert(
    fc.property(anyResult, (stored) => {
      const judged = judgeStored(stored)
      const again = parseResult(renderJson(judged, stored.origin), 'result.json')
      expect(again).toEqual(stored)
      expect(judgeStored(again)).toEqual(judged)
    }),
    { numRuns: 150 },
  )
})

// Nothing has improved before fresh runs say so, and these samples have none.
const confirmed = Object.entries(results).filter(([, { verdict }]) => verdict !== 'improved')

test.each(confirmed)('what the gate says of "%s" is said of its file, too', (_, result) => {
  const again = judgeStored(parseResult(renderJson(result), 'result.json'))
  expect(again.scenarios.map(({ verdict }) => verdict)).toEqual(
    result.scenarios.map(({ verdict }) => verdict),
  )
  expect(again.scenarios.map(({ reasons }) => reasons)).toEqual(
    result.scenarios.map(({ reasons }) => reasons),
  )
})

test('a base that failed is no missing baseline in a file either', () => {
  const failed: GateResult = {
    ...results.regressed,
    pair: {
      rule: 'named',
      commit: null,
      name: 'main',
      changed: ['load.sh'],
      recorded: ['a'],
      log: 'secret words',
    },
    scenarios: results.regressed.scenarios.map((scenario) => ({
      ...scenario,
      baseline: null,
      reasons: [{ kind: 'base-failed', message: 'the base does not build', hint: 'See its log.' }],
    })),
  }
  const text = renderJson(failed)
  expect(text).not.toContain('secret words')
  const again = judgeStored(parseResult(text, 'result.json'))
  expect(again.scenarios.map(({ verdict }) => verdict)).toEqual(failed.scenarios.map(() => 'inconclusive'))
  expect(again.pair?.changed).toEqual(['load.sh'])
})

type Json = string | number | boolean | null | Json[] | { [key: string]: Json }

const document = JSON.parse(renderJson(results.regressed)) as Json

/** Every place in the document, as the way to it. */
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

/** What follows from the evidence, and is not read. */
const DERIVED =
  /^verdict$|\.(verdict|reasons|unit|median|delta|allowed|detectable|ceiling|floor|noiseLimited|pValue|recordings|mappings|settled|base|head|samples)(\.|$)/
const isDerived = (way: readonly (string | number)[]) =>
  DERIVED.test(way.join('.')) && !way.includes('baseline') && !way.includes('runs')

const places = placesIn(document)
const HOSTILE: readonly Json[] = [
  null,
  true,
  -1,
  1e300,
  '',
  'x'.repeat(200_000),
  '<img src=x onerror=alert(1)> @octocat https://evil.example',
  [],
  {},
  [[[[]]]],
  { verdict: 'pass', __proto__: 1 },
]

describe('a hostile result', () => {
  test('is refused, or says no more than its samples do', () => {
    const before = judgeStored(parseResult(JSON.stringify(document), 'result.json'))
    fc.assert(
      fc.property(fc.constantFrom(...places), fc.constantFrom(...HOSTILE), (way, planted) => {
        const text = JSON.stringify(withValueAt(document, way, planted))
        try {
          const judged = judgeStored(parseResult(text, 'result.json'))
          if (isDerived(way)) expect(judged).toEqual(before)
          const markdown = renderMarkdown(judged, context)
          expect(markdown).not.toMatch(/<img|@octocat|https:\/\/evil/)
          expect(JSON.stringify(judged)).not.toMatch(/Infinity|NaN/)
        } catch (error) {
          if (!(error instanceof UserError)) throw error
          expect(error.message).toContain('result.json')
        }
      }),
      { numRuns: 400 },
    )
  })

  test('cannot call itself a pass', () => {
    const forged = JSON.stringify(document)
      .replaceAll('"verdict":"regressed"', '"verdict":"pass"')
      .replaceAll(/"delta":\d+/g, '"delta":0')
    expect(judgeStored(parseResult(forged, 'result.json')).verdict).toBe('regressed')
  })

  test.each([
    ['a number that JSON cannot hold', '"cpus":2', '"cpus":1e999', /environment\.cpus: expected .*Infinity/],
    ['a negative figure', '"writable":9527296', '"writable":-1', /figures\.writable.*-1/],
    [
      'a budget that nobody can read',
      '"minor-faults":"+2%, +100"',
      '"minor-faults":"*"',
      /"\*" is no budget/,
    ],
    ['runs of nothing', /"subject":\{.*?\},"metrics"/, '"subject":null,"metrics"', /there is no subject/],
    ['an unknown end of a run', '"kind":"settled"', '"kind":"fine"', /settlement/],
    ['a key twice', '"facts":null', '"facts":null,"facts":null', /"facts" stands twice/],
    ['another schema', 'result@1', 'baseline@2', /is not a result of footprint-gate/],
    ['a newer schema', 'result@1', 'result@2', /by a newer footprint-gate/],
    ['no schema', '"schema"', '"scheme"', /it has no "schema"/],
    ['more runs than there can be', '"maxRuns":10', '"maxRuns":1e9', /expected at most 1000 runs/],
  ])('is refused for %s', (_, before, after, says) => {
    const forged = JSON.stringify(document).replace(before, after)
    expect(forged).not.toBe(JSON.stringify(document))
    expect(refusalOf(() => parseResult(forged, 'forged.json')).message).toMatch(says)
  })

  test('is refused when it is nested deeper than anything of ours, empty, or cut short', () => {
    const refused = (text: string) => refusalOf(() => parseResult(text, 'forged.json')).message
    expect(refused('['.repeat(1_000_000))).toMatch(/nested too deeply/)
    expect(refused(' ')).toMatch(/it is empty/)
    expect(refused(JSON.stringify(document).slice(0, 500))).toMatch(/not valid JSON/)
  })

  test('cannot keep the test at work for hours', () => {
    const samples = Array.from({ length: 900 }, (_, index) => 9_000_000 + index)
    const forged = structuredClone(document) as {
      scenarios: { baseline: { recordings: { samples: Json }[] }; runs: Json[] }[]
    }
    const [scenario] = forged.scenarios
    const [recording] = scenario?.baseline.recordings ?? []
    if (scenario === undefined || recording === undefined) throw new Error('no recording')
    recording.samples = { writable: samples, 'minor-faults': samples }
    scenario.runs = samples.flatMap(() => scenario.runs.slice(0, 1))
    expect(refusalOf(() => parseResult(JSON.stringify(forged), 'forged.json')).message).toMatch(
      /more samples than can be compared/,
    )
  })
})

test('of strangers no more is taken than a comment can need, in all their files together', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'footprint-gate-result-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const path = join(folder, 'result.json')
  const text = JSON.stringify(document)
  await writeFile(path, text + ' '.repeat(7 * 1024 ** 2 - text.length))
  const nine = Array.from({ length: 9 }, () => path)
  expect(await readResults(nine, { areStrange: true })).toHaveLength(9)
  const refusal = await refusalOfAsync(() => readResults([...nine, path], { areStrange: true }))
  expect(refusal.message).toMatch(/is too large: 7.00 MiB, where 1.00 MiB is the limit/)
  expect(await readResults([...nine, path], { areStrange: false })).toHaveLength(10)
})

describe('a path that is no result', () => {
  const refused = async (prepare: (path: string) => unknown) => {
    const folder = await mkdtemp(join(tmpdir(), 'footprint-gate-result-'))
    onTestFinished(() => rm(folder, { recursive: true }))
    const path = join(folder, 'result.json')
    await prepare(path)
    return (await refusalOfAsync(() => readResult(path))).message.replace(folder, '')
  }

  test('is said to be what it is', async () => {
    expect(await refused(() => undefined)).toMatch(/cannot read the result \/result.json: there is no such/)
    expect(await refused((path) => symlink('/etc/passwd', path))).toMatch(/is not a file/)
    expect(await refused((path) => execFileSync('mkfifo', [path]))).toMatch(/is not a file/)
    expect(await refused((path) => execFileSync('mkdir', [path]))).toMatch(/is not a file/)
    expect(await refused((path) => writeFile(path, '{"caf\xe9": 1}', 'latin1'))).toMatch(/not UTF-8/)
    expect(
      await refused(async (path) => {
        await writeFile(path, '')
        await truncate(path, 65 * 1024 ** 2)
      }),
    ).toMatch(/is too large: 65.00 MiB, where 64.00 MiB is the limit/)
  })
})
