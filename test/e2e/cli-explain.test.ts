import { existsSync } from 'node:fs'
import { chmod, mkdir } from 'node:fs/promises'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PageDocument } from '../../src/report/page/document.ts'
import { CliFolder } from '../helpers/cli.ts'
import { PYTHON } from '../helpers/measuring.ts'

let folder: CliFolder

const PROGRAM = `
import sys, time, json
tree = json.load(open('data.json'))
if 'more' in sys.argv: import decimal
print('ready', flush=True)
time.sleep(1000)
`

beforeAll(async () => {
  folder = await CliFolder.create()
  await folder.write(
    'data.json',
    JSON.stringify(Array.from({ length: 20_000 }, (_, i) => ({ name: `n${i}` }))),
  )
  await folder.write('program.py', PROGRAM)
})
afterAll(() => folder.remove())

const flags = ['--ready', 'log:/ready/', '--warmup', '0']
const env = { PYTHONHASHSEED: '0' }

interface Json {
  readonly schema: string
  readonly total: { readonly writable: number }
  readonly gate: { readonly here: number }
  readonly coverage: { readonly accounted: number; readonly means: readonly string[] }
  readonly spans: readonly { readonly kind: string; readonly name: string; readonly self: number }[]
  readonly groups: readonly { readonly writable: number }[]
  readonly difference: { readonly spans: readonly { readonly name: string; readonly delta: number }[] } | null
}

describe.skipIf(!existsSync(PYTHON))('explain', { timeout: 90_000 }, () => {
  test('adds up to the figure, and names the import that is new', async () => {
    const first = await folder.run(
      [
        'explain',
        ...flags,
        '--json',
        'a.json',
        '--folded',
        'a.folded',
        '--speedscope',
        'a.speedscope.json',
        '--',
        PYTHON,
        'program.py',
      ],
      { env },
    )
    expect(first).toMatchObject({ exitCode: 0, stderr: '' })
    expect(first.stdout).toMatch(/^[\d.]+ MiB of writable memory: /)
    expect(first.stdout).toContain('The gate measured')
    expect(Math.max(...first.stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80)
    const a = JSON.parse(await folder.read('a.json')) as Json
    expect(a.schema).toBe('footprint-gate/attribution@1')
    const figure = a.total.writable
    expect(a.spans.reduce((sum, { self }) => sum + self, 0)).toBe(figure)
    expect(a.groups.reduce((sum, { writable }) => sum + writable, 0)).toBe(figure)
    expect(a.gate.here).toBe(figure)
    expect(await folder.read('a.folded')).toMatch(/ \d+\n/)
    const second = await folder.run(
      [
        'explain',
        ...flags,
        '--against',
        'a.json',
        '--json',
        'b.json',
        '--html',
        'b.html',
        '--',
        PYTHON,
        'program.py',
        'more',
      ],
      { env },
    )
    expect(second).toMatchObject({ exitCode: 0, stderr: '' })
    expect(await folder.read('b.html')).toMatch(
      /<title>[^<]*: \+.* of writable memory, and where it came from</,
    )
    const b = JSON.parse(await folder.read('b.json')) as Json
    const grown = b.difference?.spans.filter(({ delta }) => delta > 32 * 1024).map(({ name }) => name)
    expect(grown).toEqual(expect.arrayContaining([expect.stringMatching(/decimal|numbers/)]))
  })

  test('compares with another command, which is traced first', async ({ skip }) => {
    const other = ['--against', `command:${PYTHON} program.py`, '--json', 'c.json']
    const compared = await folder.run(['explain', ...flags, ...other, '--', PYTHON, 'program.py', 'more'], {
      env,
    })
    expect(compared).toMatchObject({ exitCode: 0, stderr: '' })
    const { difference, coverage } = JSON.parse(await folder.read('c.json')) as Json
    if (!coverage.means.includes('perf')) skip('perf may not record here')
    const grown = difference?.spans.filter(({ delta }) => delta > 3 * 4096).map(({ name }) => name) ?? []
    expect(grown.join()).toContain('decimal')
    expect(compared.stdout).toMatch(/import _?decimal/)
  })

  test('without tracers says where the memory is, and what would allow more', async () => {
    const { exitCode, stdout } = await folder.run(
      ['explain', ...flags, '--trace', 'none', '--', PYTHON, 'program.py'],
      { env },
    )
    expect(exitCode).toBe(0)
    expect(stdout).toContain('where it is')
  })
})

/** What a page holds, packed. */
function documentOf(html: string): PageDocument {
  const packed = /id="document">([A-Za-z0-9+/=]+)</.exec(html)?.[1]
  return JSON.parse(gunzipSync(Buffer.from(packed ?? '', 'base64')).toString()) as PageDocument
}

describe.skipIf(!existsSync(PYTHON))('a gate that is red', { timeout: 120_000 }, () => {
  const program = `
import os, time
if os.path.exists('more'):
    import decimal
print('ready', flush=True)
time.sleep(1000)
`
  const check = (place: CliFolder, path?: string) =>
    place.run(
      [
        'check',
        ...flags,
        '--runs',
        '4',
        '--max-runs',
        '8',
        '--markdown',
        'out.md',
        '--html',
        'out.html',
        '--json',
        'out.json',
        '--',
        PYTHON,
        'gated.py',
      ],
      { env: { ...env, ...(path === undefined ? {} : { PATH: path }) } },
    )
  let place: CliFolder
  beforeAll(async () => {
    place = await CliFolder.create()
    await place.write('gated.py', program)
    const recorded = await place.run(
      ['record', '--explain', 'always', ...flags, '--runs', '4', '--', PYTHON, 'gated.py'],
      { env },
    )
    expect(recorded).toMatchObject({ exitCode: 0, stderr: '' })
    await place.write('more', '')
  })
  afterAll(() => place.remove())

  test('says what is new since the recording, where the machine lets it', async ({ skip }) => {
    const kept = JSON.parse(await place.read('.github/footprint-explanation/python3.json')) as Json
    expect(kept.schema).toBe('footprint-gate/attribution@1')
    const { exitCode, stdout, stderr } = await check(place)
    expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: '' })
    if (!kept.coverage.means.includes('perf')) skip('perf may not record here')
    const comment = await place.read('out.md')
    for (const text of [stdout, comment]) expect(text).toMatch(/import _?decimal/)
    expect(comment).toContain('**What changed**')
    const [ledger] = documentOf(await place.read('out.html')).scenarios.map((scenario) => scenario.ledger)
    expect(ledger?.isCompared).toBe(true)
    expect(ledger?.changes.map(({ name }) => name).join()).toContain('decimal')
    expect(ledger?.stacks?.nodes.length).toBeGreaterThan(0)
    // A report of stored results has the rows that the job itself has.
    expect(await place.run(['report', 'out.json', '--markdown', 'again.md'])).toMatchObject({ exitCode: 1 })
    const rowsOf = (text: string) => text.slice(text.indexOf('**What changed**'), text.indexOf('_The gate'))
    expect(rowsOf(await place.read('again.md'))).toBe(rowsOf(comment))
  })

  test('is as red with a perf that fails, or with an explanation that cannot be read', async () => {
    await mkdir(place.file('bin'))
    await place.write('bin/perf', '#!/bin/sh\necho broken >&2; exit 3\n')
    await chmod(place.file('bin/perf'), 0o755)
    await place.write('.github/footprint-explanation/python3.json', '{')
    const { exitCode, stdout, stderr } = await check(
      place,
      `${place.file('bin')}:${process.env['PATH'] ?? ''}`,
    )
    expect(exitCode).toBe(1)
    expect(stderr).toContain('it is not JSON')
    expect(stdout).toContain('perf may not trace here ("broken")')
  })
})

test.each([
  ['--trace', 'dtrace', '--trace'],
  ['--stacks', 'deep', '--stacks'],
  ['--against', 'none.json', 'none.json'],
  ['--against', 'command:', 'there is no program to measure'],
  ['--against', 'command:no-such-program', 'no-such-program'],
  ['--pprof', '-', '--pprof'],
  ['--until', 'exit', 'until it exits'],
])('refuses %s %s', async (flag, value, said) => {
  const { exitCode, stderr } = await folder.run(['explain', flag, value, '--', 'true'])
  expect(exitCode).toBe(2)
  expect(stderr).toContain(said)
})
