/**
 * What `show` takes of a tree of many processes: `npx tsx bench/show.ts [PROCESSES] [ROUNDS]`. A Python process forks
 * all others, which then wait. Prints medians and writes bench/out/show.json. Needs /usr/bin/python3.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { show } from '../src/gate/show.ts'
import { descendantsOf, listProcesses } from '../src/proc/find-processes.ts'
import { createProcFiles } from '../src/proc/files.ts'
import { createMemoryReader } from '../src/proc/memory.ts'
import { renderShowJson } from '../src/report/exports/show-json.ts'
import { renderShow } from '../src/report/terminal/show.ts'
import { median } from '../src/statistics/order-statistics.ts'

const processes = Number(process.argv[2] ?? 1000)
const rounds = Number(process.argv[3] ?? 7)

const FAMILY = `
import asyncio, json, os, signal, ssl, sqlite3, sys
for _ in range(int(sys.argv[1]) - 1):
    if os.fork() == 0:
        signal.pause()
print("ready", flush=True)
signal.pause()
`

const family = spawn('/usr/bin/python3', ['-c', FAMILY, String(processes)], {
  stdio: ['ignore', 'pipe', 'inherit'],
  detached: true,
})
const pid = family.pid ?? 0
process.on('exit', () => process.kill(-pid, 'SIGKILL'))
await once(family.stdout, 'data')

const files = createProcFiles()
const memory = createMemoryReader(files)
const subject = show([String(pid)], { tree: true }, files)
const members = descendantsOf(listProcesses(files), [pid], 0).map((member) => member.pid)
if (members.length !== processes) throw new Error(`${members.length} instead of ${processes} processes`)
const inventory = subject.read()

/** The median of the processor's time and of the clock, in milliseconds. */
function time(work: () => unknown): { readonly cpuMs: number; readonly wallMs: number } {
  const times = Array.from({ length: rounds }, () => {
    const startedAt = performance.now()
    const before = process.cpuUsage()
    work()
    const { user, system } = process.cpuUsage(before)
    return { cpuMs: (user + system) / 1000, wallMs: performance.now() - startedAt }
  })
  return { cpuMs: median(times.map(({ cpuMs }) => cpuMs)), wallMs: median(times.map(({ wallMs }) => wallMs)) }
}

const found = {
  'all of it': time(() => show([String(pid)], { tree: true }, files).read()),
  'the tree': time(() => descendantsOf(listProcesses(files), [pid], 0)),
  'every mapping': time(() => members.forEach((member) => memory.readMappings(member))),
  'every rollup': time(() => members.forEach((member) => memory.readTotals(member))),
  'the text': time(() => renderShow(inventory, { view: null, color: true, width: 80 })),
  'the JSON': time(() => renderShowJson(inventory, null)),
}
console.log(`${processes} processes, ${rounds} rounds`)
console.table(found)
mkdirSync(join(import.meta.dirname, 'out'), { recursive: true })
writeFileSync(
  join(import.meta.dirname, 'out/show.json'),
  `${JSON.stringify({ processes, rounds, found }, null, 2)}\n`,
)
family.unref()
family.stdout.destroy()
