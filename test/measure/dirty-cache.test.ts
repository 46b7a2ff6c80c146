import { execFileSync, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Run } from '../../src/model/run.ts'
import { measureOnce, PYTHON } from '../helpers/measuring.ts'
import { build, hasCompiler } from '../proc/launched.ts'

const MIB = 1024 ** 2
const PAGE = 4096
/** What a program of test/apps/mapped.c dirties. */
const DIRTIED = 4 * MIB

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'footprint-gate-dirty-cache-'))
})
afterAll(async () => {
  await rm(folder, { recursive: true })
})

/** By the kernel's name for the file system of a path. */
const typeOf = (path: string): string =>
  execFileSync('stat', ['-f', '-c', '%T', path], { encoding: 'utf8' }).trim()
const isOnDisk = (path: string): boolean => !['tmpfs', 'ramfs'].includes(typeOf(path))

function mapped(kind: string, path: string, children = 0): Promise<Run> {
  return measureOnce({ run: [build('mapped'), kind, path, String(children)], ready: 'log:/ready/' })
}

/** Has the kernel write back a file over and over meanwhile, as `sync` on a machine does with all of them. */
async function whileSyncing<Found>(path: string, use: () => Promise<Found>): Promise<Found> {
  const syncing = spawn('/bin/sh', ['-c', 'while sleep 0.02; do sync "$1"; done', 'sh', path], {
    stdio: 'ignore',
    detached: true,
  })
  try {
    return await use()
  } finally {
    process.kill(-(syncing.pid ?? 0), 'SIGKILL')
  }
}

const writableOf = (run: Run): number => run.figures.writable ?? Number.NaN
const peakCacheOf = (run: Run): number => Math.max(...run.readings.map(({ dirtyCache }) => dirtyCache))

describe.skipIf(!hasCompiler)('writable memory', { timeout: 120_000 }, () => {
  test.for([
    ['file', 0],
    ['file', 2],
    ['restless', 0],
    ['restless', 2],
  ] as const)(
    'of a database (%s, with %d children) is the same whether its file is written back or not',
    async ([kind, children], { skip }) => {
      if (!isOnDisk(folder)) skip(`${folder} is on a ${typeOf(folder)}, not on disk`)
      const path = join(folder, 'data.mdb')
      await writeFile(path, '')
      const synced = await whileSyncing(path, () => mapped(kind, path, children))
      const dirty = await mapped(kind, path, children)
      expect(synced.settlement.kind).toBe('settled')
      expect(dirty.settlement.kind).toBe('settled')
      // The share of three in a page is no whole number of kibibytes, and each of them has its own cut off.
      const rounding = children === 0 ? 0 : (children + 1) * 1024
      expect(Math.abs(writableOf(dirty) - writableOf(synced))).toBeLessThanOrEqual(rounding)
      expect(writableOf(dirty)).toBeLessThan(MIB)
      // Whoever else may say `sync` on this machine, here it is dirty again at once.
      if (kind === 'restless') expect(peakCacheOf(dirty)).toBeGreaterThanOrEqual(DIRTIED - rounding)
      // The program itself was just built, too.
      expect(dirty.figures['dirty-cache']).toBeLessThan(DIRTIED + MIB)
      expect(Object.keys(dirty.groups)).not.toContain('data.mdb')
    },
  )

  test('counts what is nowhere but in memory: tmpfs, memfd and System V', async ({ skip }) => {
    const inShm = '/dev/shm/footprint-gate-test'
    if (!existsSync('/dev/shm') || typeOf('/dev/shm') !== 'tmpfs') skip('/dev/shm is no tmpfs here')
    const file = await mapped('file', join(folder, 'on-disk'))
    const shm = await mapped('file', inShm)
    await rm(inShm)
    for (const run of [
      shm,
      await mapped('memfd', '-'),
      await mapped('sysv', '-'),
      await mapped('memfd', '-', 2),
    ]) {
      expect(writableOf(run)).toBeGreaterThanOrEqual(DIRTIED)
      expect(writableOf(run)).toBeLessThan(DIRTIED + MIB)
      expect(peakCacheOf(run)).toBeLessThan(MIB)
    }
    if (isOnDisk(folder)) expect(writableOf(shm) - writableOf(file)).toBe(DIRTIED)
  })

  test('of processes of a just-written binary is the same before and after it was written back', async () => {
    const binary = join(folder, 'just-built')
    // Written as a linker writes it: copyFile leaves the copying to the kernel, which may go round the page cache.
    await writeFile(binary, await readFile(build('family')), { mode: 0o755 })
    const forked = () => measureOnce({ run: [binary, 'fork', '2', '3'], ready: 'log:/ready/' })
    const fresh = await forked()
    execFileSync('sync', [binary])
    const synced = await forked()
    expect(Math.abs(writableOf(fresh) - writableOf(synced))).toBeLessThanOrEqual(4 * 1024)
  })
})

test('writable memory of a just-written Python is the same before and after it was written back', async () => {
  const binary = join(folder, 'python')
  const draft = {
    run: [binary, '-c', 'import signal; print("ready", flush=True); signal.pause()'],
    ready: 'log:/ready/',
  }
  await writeFile(binary, await readFile(PYTHON), { mode: 0o755 })
  const fresh = await measureOnce(draft)
  execFileSync('sync', [binary])
  const synced = await measureOnce(draft)
  expect(Math.abs(writableOf(fresh) - writableOf(synced))).toBeLessThanOrEqual(PAGE)
  // Already not at the start: later on, anybody's sync on this machine would have cleaned them.
  const peaks = [fresh, synced].map(({ figures }) => figures['peak-writable'] ?? Number.NaN)
  expect(Math.abs((peaks[0] ?? 0) - (peaks[1] ?? 0))).toBeLessThan(MIB / 2)
  expect(fresh.warnings).toEqual([])
})
