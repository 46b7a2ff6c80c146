import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { readFile } from 'node:fs/promises'
import { expect, onTestFinished, test } from 'vitest'
import { findRecordingWorkflow } from '../../src/github/recording-workflow.ts'
import { describeServer } from '../../src/github/server.ts'

const GITHUB = { workflowFolders: ['.github/workflows'] }

async function workspace(
  workflows: Readonly<Record<string, string>>,
  where = '.github/workflows',
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'footprint-gate-workflows-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  await mkdir(join(folder, where), { recursive: true })
  for (const [name, text] of Object.entries(workflows)) {
    await writeFile(join(folder, where, name), text)
  }
  return folder
}

test('the workflow that records is found, as people copy it', async () => {
  const record = await readFile(resolve(import.meta.dirname, '../../examples/record.yml'), 'utf8')
  const folder = await workspace({
    'a.yml': 'on: push\n',
    'b) c.yml': record,
    'footprint-record.yml': record,
  })
  expect(await findRecordingWorkflow(folder, GITHUB)).toBe('footprint-record.yml')
})

test('one that nobody can start is none, and no folder holds none', async () => {
  const folder = await workspace({ 'record.yml': 'on: push\njobs:\n  a:\n    with:\n      mode: record\n' })
  expect(await findRecordingWorkflow(folder, GITHUB)).toBeNull()
  expect(await findRecordingWorkflow(join(folder, 'nowhere'), GITHUB)).toBeNull()
})

test('it is looked for in the first folder that the server knows and that is there', async () => {
  const record = await readFile(resolve(import.meta.dirname, '../../examples/record.yml'), 'utf8')
  const folder = await workspace({ 'record.yml': record }, '.forgejo/workflows')
  await mkdir(join(folder, '.github/workflows'), { recursive: true })
  await writeFile(join(folder, '.github/workflows/other.yml'), record)
  const find = (version: string) =>
    findRecordingWorkflow(
      folder,
      describeServer('https://forge.example/', 'https://forge.example/api/v1', version),
    )
  expect(await find('12.0.1+gitea-1.22.0')).toBe('record.yml')
  expect(await find('1.26.2')).toBe('other.yml')
})
