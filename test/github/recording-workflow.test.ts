import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { readFile } from 'node:fs/promises'
import { expect, onTestFinished, test } from 'vitest'
import { findRecordingWorkflow } from '../../src/github/recording-workflow.ts'

async function workspace(workflows: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'footprint-gate-workflows-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  await mkdir(join(folder, '.github/workflows'), { recursive: true })
  for (const [name, text] of Object.entries(workflows)) {
    await writeFile(join(folder, '.github/workflows', name), text)
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
  expect(await findRecordingWorkflow(folder)).toBe('footprint-record.yml')
})

test('one that nobody can start is none, and no folder holds none', async () => {
  const folder = await workspace({ 'record.yml': 'on: push\njobs:\n  a:\n    with:\n      mode: record\n' })
  expect(await findRecordingWorkflow(folder)).toBeNull()
  expect(await findRecordingWorkflow(join(folder, 'nowhere'))).toBeNull()
})
