import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findResults } from '../../src/store/find-results.ts'

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'footprint-gate-results-'))
  for (const path of ['results/a', 'results/b', 'results/(c)', 'elsewhere']) {
    await mkdir(join(folder, path), { recursive: true })
  }
  for (const file of ['a/1.json', 'b/2.json', 'b/2.txt', '(c)/[3].json']) {
    await writeFile(join(folder, 'results', file), '')
  }
  await writeFile(join(folder, 'elsewhere/4.json'), '')
  await symlink(join(folder, 'elsewhere'), join(folder, 'results/link'))
})
afterAll(() => rm(folder, { recursive: true }))

test.each([
  ['a glob', ['results/**/*.json'], ['results/(c)/[3].json', 'results/a/1.json', 'results/b/2.json']],
  ['a folder', ['results'], ['results/(c)/[3].json', 'results/a/1.json', 'results/b/2.json']],
  ['a folder and a file in it, once', ['results/a', 'results/a/1.json'], ['results/a/1.json']],
  ['a file whose name looks like a glob', ['results/(c)/[3].json'], ['results/(c)/[3].json']],
  ['a path without a file, to be complained of', ['results/none.json'], ['results/none.json']],
  ['nothing of a glob that matches nothing', ['nowhere/*.json'], []],
])('finds %s', async (_, named, expected) => {
  const found = await findResults(named, folder)
  expect(found.map((path) => path.replace(`${folder}/`, ''))).toEqual(expected)
})
