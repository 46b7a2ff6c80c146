import { readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { expect, test } from 'vitest'

const DIST = join(import.meta.dirname, '../../dist')

/** Every file of dist/ that is loaded before an entry does anything: by static imports, from file to file. */
function loadedBy(entry: string): readonly string[] {
  const loaded = new Set<string>()
  const load = (path: string): void => {
    if (loaded.has(path)) return
    loaded.add(path)
    const text = readFileSync(path, 'utf8')
    for (const [, specifier = ''] of text.matchAll(/^(?:import|export)\b[^;]*?["'](\.[^"']+)["'];/gm)) {
      load(join(dirname(path), specifier))
    }
  }
  load(join(DIST, entry))
  return [...loaded].map((path) => relative(DIST, path)).toSorted()
}

test('the command line loads nothing of the gate before a command is called', () => {
  expect(loadedBy('cli.js')).toEqual([
    'cli.js',
    'rolldown-runtime.js',
    'start.js',
    'terminal.js',
    'vendor/commander.js',
  ])
})

test('the action loads the client of the API only when it has something to post', () => {
  const loaded = loadedBy('action.js')
  expect(loaded).toContain('gate.js')
  expect(loaded.filter((file) => /octokit|commander|log-update|dockerfile|toml/.test(file))).toEqual([])
})
