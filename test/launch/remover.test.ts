import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { startRemover } from '../../src/launch/remover.ts'

let parent: string
let folder: string

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'footprint-gate-remover-'))
  folder = join(parent, 'base of "it"')
  await mkdir(join(folder, 'locked'), { recursive: true })
  await writeFile(join(folder, 'locked/file'), '')
  await chmod(join(folder, 'locked'), 0o500)
  await writeFile(join(parent, 'other'), '')
})

afterEach(() => rm(parent, { recursive: true, force: true }))

test('removes what it watches, though its folders are read-only, and nothing else', async () => {
  const remover = startRemover(process.env)
  remover.watch(folder)
  remover.watch(join(parent, 'never made'))
  await remover.remove()
  expect([existsSync(folder), existsSync(join(parent, 'other'))]).toEqual([false, true])
})

test('removes it too when we are killed', async () => {
  const source = fileURLToPath(new URL('../../src/launch/remover.ts', import.meta.url))
  const script = `
    const { startRemover } = await import(${JSON.stringify(source)})
    startRemover(process.env).watch(${JSON.stringify(folder)})
    console.log('watched')
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout, 'data')
  child.kill('SIGKILL')
  await vi.waitFor(() => expect(existsSync(folder)).toBe(false), { timeout: 30_000 })
})
