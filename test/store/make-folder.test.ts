import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { makeFolder } from '../../src/store/make-folder.ts'

async function createFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'footprint-folder-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  return folder
}

test('makes a folder with those above it, and leaves one that is there', async () => {
  const folder = join(await createFolder(), 'a/b/c')
  await makeFolder(folder)
  await makeFolder(folder)
  expect((await stat(folder)).isDirectory()).toBe(true)
})

test('several at once do not disturb each other', async () => {
  const folder = await createFolder()
  await Promise.all(
    Array.from({ length: 20 }, (_, index) => makeFolder(join(folder, 'a/b', String(index % 3)))),
  )
  expect((await stat(join(folder, 'a/b/2'))).isDirectory()).toBe(true)
})

test('comes to an end where nothing can be made', async () => {
  await expect(makeFolder('/proc/none/below')).rejects.toThrow('ENOENT')
  await expect(makeFolder('/proc/none')).rejects.toThrow('ENOENT')
})

test('says that a file is in the way', async () => {
  const file = join(await createFolder(), 'file')
  await writeFile(file, '')
  await expect(makeFolder(join(file, 'below'))).rejects.toThrow('ENOTDIR')
})
