import { execFile } from 'node:child_process'
import {
  chmod,
  chown,
  lstat,
  mkdir,
  mkdtemp,
  readFile,
  readdir,
  rm,
  stat,
  symlink,
  truncate,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { loadBaseline, updateBaseline } from '../../src/store/file-store.ts'
import { renderBaseline } from '../../src/store/render.ts'
import { BASELINE_SCHEMA, type Baseline } from '../../src/model/baseline.ts'
import { UserError } from '../../src/model/errors/user-error.ts'
import { baseline, entry, recording, subject } from './samples.ts'

const { signal } = new AbortController()
const saveBaseline = (path: string, next: Baseline) =>
  updateBaseline(path, () => ({ baseline: next }), signal)

let directory: string
let path: string
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'footprint-baseline-'))
  path = join(directory, 'b.json')
})
afterEach(() => rm(directory, { recursive: true, force: true }))

test('there is no baseline where there is no file', async () => {
  expect(await loadBaseline(path)).toBeNull()
  expect(await loadBaseline(join(directory, 'not', 'there.json'))).toBeNull()
})

test('what is saved is loaded, and the directories above it are made', async () => {
  const deep = join(directory, '.github', 'footprint', 'b.json')
  await saveBaseline(deep, baseline)
  expect(await loadBaseline(deep)).toEqual(baseline)
  expect(await readdir(join(directory, '.github', 'footprint'))).toEqual(['b.json'])
})

test('a byte order mark does no harm', async () => {
  await writeFile(path, `\uFEFF${renderBaseline(baseline)}`)
  expect(await loadBaseline(path)).toEqual(baseline)
})

describe('a file of version 1, which had the values of variables,', () => {
  const [one, two] = ['hunter2', '"quoted"\n']
  const old = JSON.stringify({
    schema: 'footprint-gate/baseline@1',
    entries: [{ ...entry, subject: { ...subject, env: { MALLOC_ARENA_MAX: one, A: two } } }],
  })

  test('is read without them', async () => {
    await writeFile(path, old)
    const read = await loadBaseline(path)
    expect(read?.entries[0]?.subject.env).toEqual(['A', 'MALLOC_ARENA_MAX'])
    expect(JSON.stringify(read)).not.toContain(one)
  })

  test('is written anew by the next record, though no level has moved', async () => {
    await writeFile(path, old)
    await updateBaseline(
      path,
      (current) => ({ baseline: { schema: BASELINE_SCHEMA, entries: current?.entries ?? [] } }),
      signal,
    )
    const text = await readFile(path, 'utf8')
    expect(text).toContain(`"schema": "${BASELINE_SCHEMA}"`)
    expect(text).toContain('"env": ["A", "MALLOC_ARENA_MAX"]')
    expect(text).not.toContain(one)
  })
})

test('a file that says the same already is not touched, however it is formatted', async () => {
  const minified = JSON.stringify(baseline)
  await writeFile(path, minified)
  const { ino } = await stat(path)
  await saveBaseline(path, baseline)
  expect(await readFile(path, 'utf8')).toBe(minified)
  expect((await stat(path)).ino).toBe(ino)
})

describe('a file that is replaced', () => {
  test('keeps its mode', async () => {
    await writeFile(path, renderBaseline({ ...baseline, entries: [] }))
    await chmod(path, 0o604)
    await saveBaseline(path, baseline)
    expect((await stat(path)).mode & 0o7777).toBe(0o604)
  })

  test.runIf(process.getuid?.() === 0)('keeps its owner', async () => {
    await writeFile(path, renderBaseline({ ...baseline, entries: [] }))
    await chown(path, 12, 34)
    await saveBaseline(path, baseline)
    expect(await stat(path)).toMatchObject({ uid: 12, gid: 34 })
  })

  test('has the usual mode when it is new', async () => {
    await writeFile(join(directory, 'usual'), '')
    await saveBaseline(path, baseline)
    expect((await stat(path)).mode).toBe((await stat(join(directory, 'usual'))).mode)
  })
})

describe('symbolic links', () => {
  test('are followed and stay links', async () => {
    await mkdir(join(directory, 'real'))
    await writeFile(join(directory, 'real', 'b.json'), renderBaseline({ ...baseline, entries: [] }))
    await symlink('real/b.json', path)
    await saveBaseline(path, baseline)
    expect((await lstat(path)).isSymbolicLink()).toBe(true)
    expect(await readFile(join(directory, 'real', 'b.json'), 'utf8')).toBe(renderBaseline(baseline))
  })

  test('are followed to a file that is yet to be', async () => {
    await symlink('later/b.json', join(directory, 'second'))
    await symlink('second', path)
    await saveBaseline(path, baseline)
    expect((await lstat(path)).isSymbolicLink()).toBe(true)
    expect(await loadBaseline(join(directory, 'later', 'b.json'))).toEqual(baseline)
  })

  test('that go round in a circle are refused', async () => {
    await symlink('b.json', path)
    expect(await refusal(() => saveBaseline(path, baseline))).toContain('go round in a circle')
  })
})

const malformed = (change: object) =>
  JSON.stringify({ ...baseline, entries: [{ ...entry, recordings: [{ ...recording, ...change }] }] })
// Deeper than the stack.
const nested = `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`
const conflict = renderBaseline(baseline).replace(
  '            "writable": [9527296, 9527296, 9531392],\n',
  (line) => `<<<<<<< HEAD\n${line}=======\n${line.replace('9527296', '9600000')}>>>>>>> feature\n`,
)

test.each<[what: string, content: string | Buffer]>([
  ['an empty file', ' \n'],
  ['a half-written file', renderBaseline(baseline).slice(0, 300)],
  ['a slip of an editor', renderBaseline(baseline).replace('"cpus": 2', '"cpus": two')],
  ['a lost comma', renderBaseline(baseline).replace('"cpus": 2,', '"cpus": 2')],
  ['a merge conflict', conflict],
  ['a merge conflict in Windows line ends', conflict.replaceAll('\n', '\r\n')],
  ['bytes that are no text', Buffer.from([0x7b, 0xff, 0xfe, 0x7d])],
  ['a file of something else', '{ "name": "left-pad", "version": "1.0.0" }'],
  ['a list', '[1, 2, 3]'],
  ['a result in place of a baseline', '{ "schema": "footprint-gate/result@1", "verdict": "pass" }'],
  ['a newer version', '{ "schema": "footprint-gate/baseline@3", "entries": {} }'],
  ['an unheard-of version', '{ "schema": "footprint-gate/baseline@next", "entries": {} }'],
  ['a baseline without entries', `{ "schema": "${BASELINE_SCHEMA}" }`],
  ['an unknown key', JSON.stringify({ ...baseline, comment: 'by hand' })],
  ['an unknown metric', malformed({ samples: { heap: [1] } })],
  ['a negative sample', malformed({ samples: { writable: [1, -4] } })],
  ['a sample that is text', malformed({ samples: { writable: ['9 MiB'] } })],
  ['a sample beyond all numbers', malformed({ samples: { writable: [0] } }).replace('[0]', '[1e999]')],
  ['bytes beyond all machines', malformed({ samples: { writable: [2 ** 52, 2 ** 52 + 1] } })],
  ['bytes of 300 digits', malformed({ samples: { rss: [1e308] } })],
  ['a growth beyond all machines', malformed({ samples: { growth: [-1e300] } })],
  ['a count beyond all counting', malformed({ samples: { 'minor-faults': [2 ** 53] } })],
  ['a time beyond all counting', malformed({ samples: { 'ready-ms': [1e21] } })],
  ['a group beyond all machines', malformed({ groups: { '[heap]': 1e16 } })],
  ['a group that is text', malformed({ groups: { '[heap]': '4 KiB' } })],
  ['CPUs beyond all counting', renderBaseline(baseline).replace('"cpus": 2', '"cpus": 2e20')],
  ['objects in objects without end', `{ "schema": "${BASELINE_SCHEMA}", "entries": ${nested} }`],
  ['a metric without samples', malformed({ samples: { writable: [] } })],
  ['a recording without metrics', malformed({ samples: {} })],
  ['a negative group', malformed({ groups: { '[heap]': -1 } })],
  ['processes that are a list', malformed({ processes: [] })],
  ['a process of no figures', malformed({ processes: { nginx: 4 } })],
  [
    'a negative number of processes',
    malformed({ processes: { nginx: { count: -1, writable: 1, faults: 1 } } }),
  ],
  [
    'a process beyond all machines',
    malformed({ processes: { nginx: { count: 1, writable: 1e16, faults: 1 } } }),
  ],
  [
    'a process with a key too many',
    malformed({ processes: { nginx: { count: 1, writable: 1, faults: 1, pid: 7 } } }),
  ],
  ['a process without a name', malformed({ processes: { '': { count: 1, writable: 1, faults: 1 } } })],
  [
    'thousands of processes',
    malformed({
      processes: Object.fromEntries(
        Array.from({ length: 102 }, (_, role) => [`p${role}`, { count: 1, writable: 1, faults: 1 }]),
      ),
    }),
  ],
  ['a time that is none', malformed({ recordedAt: 'yesterday' })],
  ['an entry without recordings', JSON.stringify({ ...baseline, entries: [{ ...entry, recordings: [] }] })],
  ['two entries of the same', JSON.stringify({ ...baseline, entries: [entry, entry] })],
  [
    'a key that stands twice',
    renderBaseline(baseline).replace(/( *"writable": ).*\n/, (line, key: string) => `${line}${key}[9],\n`),
  ],
  ['a key that stands twice on one line', JSON.stringify(baseline).replace('"entries":', '"entries":[],$&')],
  ['many mistakes', malformed({ tool: 1, commit: 2, samples: 3, groups: 4, recordedAt: 5 })],
])('refuses %s, and leaves the file as it is', async (_, content) => {
  await writeFile(path, content)
  const before = await readFile(path)
  const said = await refusal(() => loadBaseline(path))
  expect(said).toMatchSnapshot()
  expect(await refusal(() => saveBaseline(path, baseline))).toBe(said)
  expect(await readFile(path)).toEqual(before)
})

test('growth may be negative: a program may shrink under load', async () => {
  await writeFile(path, malformed({ samples: { writable: [1], growth: [-3.5, 2] } }))
  expect((await loadBaseline(path))?.entries[0]?.recordings[0]?.samples.growth).toEqual([-3.5, 2])
})

test('refuses a directory and a pipe', async () => {
  const pipe = join(directory, 'pipe')
  await promisify(execFile)('mkfifo', [pipe])
  expect(await refusal(() => loadBaseline(directory))).toMatchSnapshot()
  expect(await refusal(() => loadBaseline(pipe))).toContain('is not a file')
})

describe('a file that is too large', () => {
  test('is refused without being read', async () => {
    await writeFile(path, '')
    await truncate(path, 3 * 1024 ** 3)
    expect(await refusal(() => loadBaseline(path))).toMatchSnapshot()
    await truncate(path, 64 * 1024 ** 2 + 1)
    expect(await refusal(() => loadBaseline(path))).toContain('baseline-too-large')
  })

  test('is never written', { timeout: 120_000 }, async () => {
    await saveBaseline(path, baseline)
    const large = { ...entry, subject: { ...entry.subject, workload: 'x'.repeat(64 * 1024 ** 2) } }
    expect(await refusal(() => saveBaseline(path, { ...baseline, entries: [large] }))).toContain(
      'baseline-too-large',
    )
    expect(await loadBaseline(path)).toEqual(baseline)
  })
})

test('refuses a path through a file', async () => {
  await writeFile(path, 'a file')
  expect(await refusal(() => loadBaseline(join(path, 'b.json')))).toMatchSnapshot()
})

test('refuses a file that it may not read', async () => {
  await writeFile(path, renderBaseline(baseline), { mode: 0o000 })
  await chmod(directory, 0o755)
  expect(await unprivileged(() => refusal(() => loadBaseline(path)))).toMatchSnapshot()
})

test('refuses a directory that it may not write, and leaves the old file', async () => {
  await saveBaseline(path, { ...baseline, entries: [] })
  await chmod(directory, 0o555)
  expect(await unprivileged(() => refusal(() => saveBaseline(path, baseline)))).toMatchSnapshot()
  expect((await loadBaseline(path))?.entries).toEqual([])
  await chmod(directory, 0o755)
})

test('a disk that fills up in the middle leaves the old file, and nothing beside it', async () => {
  await saveBaseline(path, { ...baseline, entries: [] })
  const before = await readFile(path)
  const long = { ...recording, samples: { writable: new Array<number>(2000).fill(9527296) } }
  const larger = { ...baseline, entries: [{ ...entry, recordings: [long] }] }
  expect(await onAlmostFullDisk(() => refusal(() => saveBaseline(path, larger)))).toMatchSnapshot()
  expect(await readFile(path)).toEqual(before)
  expect(await readdir(directory)).toEqual(['b.json'])
})

test('what could not be read again is never written', async () => {
  const broken = {
    ...baseline,
    entries: [{ ...entry, recordings: [{ ...recording, samples: { writable: [Number.NaN] } }] }],
  }
  await expect(saveBaseline(path, broken)).rejects.toThrow('internal error:')
  expect(await readdir(directory)).toEqual([])
})

/** Root may read and write everything: act as nobody, as far as the kernel is asked. */
async function unprivileged<T>(act: () => Promise<T>): Promise<T> {
  if (process.getuid?.() !== 0) return act()
  process.seteuid?.('nobody')
  try {
    return await act()
  } finally {
    process.seteuid?.(0)
  }
}

/**
 * A limit on the size of files stands in for a disk that fills up: the first write comes back short, just so,
 * and only the next one fails.
 */
async function onAlmostFullDisk<T>(act: () => Promise<T>): Promise<T> {
  const limit = (bytes: string) =>
    promisify(execFile)('prlimit', ['--pid', String(process.pid), `--fsize=${bytes}:`])
  const ignore = () => undefined
  process.on('SIGXFSZ', ignore)
  await limit('8192')
  try {
    return await act()
  } finally {
    await limit('unlimited')
    process.off('SIGXFSZ', ignore)
  }
}

/** What the user is told, with the test's own directory taken out. */
async function refusal(act: () => Promise<unknown>): Promise<string> {
  const error: unknown = await act().then(
    () => null,
    (reason: unknown) => reason,
  )
  if (!(error instanceof UserError)) throw error instanceof Error ? error : new Error('it was not refused')
  expect(error.exitCode).toBe(2)
  return [`${error.code}: ${error.message}`, error.detail, error.hint]
    .filter((line) => line !== null)
    .join('\n')
    .replaceAll(directory, 'DIR')
}
