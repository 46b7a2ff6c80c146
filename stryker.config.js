import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOMS } from './eslint.config.js'

/** The rooms that compute and touch nothing; `ONLY='statistics verdict'` takes some of them. */
const pure = ROOMS.filter((room) => room.pure).map(({ name }) => name)
const rooms = process.env.ONLY === undefined ? pure : process.env.ONLY.split(' ')

/** `SAMPLE=8` takes every eighth function or table of each room, so that a run ends in minutes. */
const sample = Number(process.env.SAMPLE ?? 1)

/** Reads footprint.yml, and so is not pure. */
const NOT_PURE = 'src/config/file.ts'

function filesOf(room) {
  return readdirSync(join('src', room), { recursive: true })
    .filter((name) => name.endsWith('.ts'))
    .sort()
    .map((name) => join('src', room, name))
    .filter((path) => path !== NOT_PURE)
}

/** `path:first-last` of each function and table at the top level. */
function declarationsOf(path) {
  const lines = readFileSync(path, 'utf8').split('\n')
  const starts = lines.flatMap((line, index) => (/^[a-z/]/.test(line) ? [index] : []))
  return starts
    .map((first, index) => ({ first, end: starts[index + 1] ?? lines.length }))
    .filter(({ first }) => /^(export )?(async )?(function|const|class) /.test(lines[first]))
    .map(({ first, end }) => `${path}:${first + 1}-${end}`)
}

export default {
  testRunner: 'vitest',
  vitest: { configFile: 'vitest.mutate.config.ts' },
  mutate: rooms.flatMap((room) =>
    sample === 1
      ? filesOf(room)
      : filesOf(room)
          .flatMap(declarationsOf)
          .filter((_, index) => index % sample === 0),
  ),
  coverageAnalysis: 'perTest',
  // What is computed once, while a test file loads, would need every test again for each of its mutants.
  ignoreStatic: true,
  concurrency: 1,
  timeoutMS: 20_000,
  reporters: ['clear-text', 'progress-append-only'],
  clearTextReporter: { logTests: false, allowColor: false },
}
