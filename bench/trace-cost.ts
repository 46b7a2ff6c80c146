/**
 * What tracing costs a program: a fault under perf, a call under strace, and a start-up that imports much, with all of
 * it. The very words that a traced run has, in turn with none; the least of all rounds, as other work only adds.
 * Needs cc, perf, strace and /usr/bin/python3.
 *
 *   npx tsx bench/trace-cost.ts [ROUNDS]
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { markdownTable } from 'markdown-table'

import { recordWords } from '../src/trace/perf.ts'
import { straceWords } from '../src/trace/strace.ts'

const rounds = Number(process.argv[2] ?? 15)
const folder = mkdtempSync(join(tmpdir(), 'trace-cost-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
mkdirSync(join(folder, 'marks'))
cpSync(join(import.meta.dirname, '../src/trace/probes'), join(folder, 'probes'), { recursive: true })

const FAULTS = 50_000
const CALLS = 5000
const IMPORTS =
  'import asyncio, decimal, email.message, http.client, json, logging, sqlite3, ssl, unittest.mock'
/** From its first line to its end, in nanoseconds: what tracers need to begin and end is not the program's. */
const TIMED = `import time; began = time.perf_counter_ns(); ${IMPORTS}; print(time.perf_counter_ns() - began)`

const cost = join(folder, 'cost')
execFileSync('cc', ['-O1', '-o', cost, join(import.meta.dirname, 'apps/cost.c')])
const perf = recordWords({ bufferPages: 2048, stacks: null }, join(folder, 'perf.data'))
const deep = recordWords({ bufferPages: 2048, stacks: 'frame-pointers' }, join(folder, 'perf.data'))
const both = recordWords({ bufferPages: 2048, stacks: 'both' }, join(folder, 'perf.data'))
const strace = straceWords(join(folder, 'strace'))
const probes = {
  FOOTPRINT_GATE_MARKS: join(folder, 'marks'),
  PYTHONPATH: join(folder, 'probes'),
}
const python = ['/usr/bin/python3', '-c', TIMED]

const ways: Readonly<
  Record<string, readonly (readonly [how: string, words: readonly string[], env?: object])[]>
> = {
  'a fault': [
    ['plain', [cost, 'faults', String(FAULTS)]],
    ['perf', [...perf, cost, 'faults', String(FAULTS)]],
    ['perf with stacks', [...deep, cost, 'faults', String(FAULTS)]],
    ['perf with stacks and dwarf', [...both, cost, 'faults', String(FAULTS)]],
  ],
  'a call': [
    ['plain', [cost, 'calls', String(CALLS)]],
    ['strace', [...strace, cost, 'calls', String(CALLS)]],
  ],
  'imports of a start-up': [
    ['plain', python],
    ['probe', python, probes],
    ['perf with stacks', [...deep, ...python]],
    ['perf with stacks and dwarf, strace, probe', [...both, ...strace, ...python], probes],
  ],
}

const rows: string[][] = []
for (const [what, each] of Object.entries(ways)) {
  const times = each.map((): number[] => [])
  for (let round = -1; round < rounds; round += 1) {
    each.forEach(([, [program = '', ...words], env], place) => {
      const { stdout, stderr } = spawnSync(program, words, {
        encoding: 'utf8',
        env: { PATH: process.env['PATH'] ?? '', PYTHONHASHSEED: '0', ...env },
      })
      const found = Number(stdout.trim())
      if (stdout.trim() === '' || !Number.isFinite(found)) throw new Error(`${program}: ${stdout}${stderr}`)
      if (round >= 0) times[place]?.push(found)
    })
  }
  const plain = Math.min(...(times[0] ?? []))
  each.forEach(([how], place) => {
    const own = Math.min(...(times[place] ?? []))
    const unit = own < 1e6 ? `${(own / 1000).toFixed(2)} µs` : `${(own / 1e6).toFixed(1)} ms`
    const more = place === 0 ? '' : `${((own - plain) / 1000).toFixed(own < 1e6 ? 2 : 0)} µs`
    rows.push([what, how, unit, more, (own / plain).toFixed(2)])
  })
}
console.log(markdownTable([['what', 'how', 'least', 'more', 'times'], ...rows]))
