import { execFileSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { writeLazyImports } from '../../src/launch/lazy-imports.ts'
import { PYTHON } from '../helpers/measuring.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'footprint-gate-test-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const python = (code: string, path: string) =>
  execFileSync(PYTHON, ['-c', code], { env: { PYTHONPATH: path }, encoding: 'utf8' }).trim()

test('the named modules are loaded at their first use, and work', async () => {
  await writeLazyImports(folder, ['xml.dom.minidom'])
  const code = `
import sys, json, xml.dom.minidom
print(type(sys.modules['xml.dom.minidom']).__name__, type(json).__name__)
print(xml.dom.minidom.parseString('<a/>').documentElement.tagName, type(xml.dom.minidom).__name__)`
  expect(python(code, folder).split('\n')).toEqual(['_LazyModule module', 'a module'])
})

test('a sitecustomize of the program still runs', async () => {
  const own = await mkdtemp(join(folder, 'own-'))
  await writeFile(join(own, 'sitecustomize.py'), 'import builtins\nbuiltins.OWN = True\n')
  await writeLazyImports(folder, ['json'])
  expect(python('import json; print(OWN, type(json).__name__)', `${folder}:${own}`)).toBe('True _LazyModule')
})

test('a module that is not there is missed as without it', async () => {
  await writeLazyImports(folder, ['not_there'])
  const code = 'try:\n import not_there\nexcept ImportError as error: print(error)'
  expect(python(code, folder)).toBe("No module named 'not_there'")
})
