import { spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { makeTemporaryFolder } from '../../src/launch/temporary-folder.ts'
import { nameOwner } from '../../src/proc/owner.ts'

let root: string
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'temporary-folder-'))
  vi.stubEnv('TMPDIR', root)
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await rm(root, { recursive: true })
})

test('a temporary folder is for this user alone', async () => {
  expect((await stat(await makeTemporaryFolder())).mode & 0o777).toBe(0o700)
})

test('what killed gates have left is swept, and nothing else', async () => {
  const [, , machine = '', number = ''] = nameOwner().split('-')
  const ended = spawnSync('true').pid
  const left = [
    `footprint-gate-${ended}-1-${machine}-${number}`,
    `footprint-gate-${process.pid}-1-${machine}-${number}`,
  ]
  const others = [
    `footprint-gate-${nameOwner()}`,
    `footprint-gate-${ended}-1-00000000-${number}`,
    'footprint-gate-AbCdEf',
    `other-${ended}-1-${machine}-${number}`,
  ]
  for (const name of [...left, ...others]) {
    await mkdir(join(root, name))
    await writeFile(join(root, name, 'output'), '')
  }
  const made = basename(await makeTemporaryFolder())
  expect((await readdir(root)).toSorted()).toEqual([...others, made].toSorted())
})
