/**
 * Records how the writable memory of real programs moves after they are ready, and after a load: the fixtures
 * from which the settling rule was chosen (bench/settle.ts).
 *
 *   npx tsx bench/record-series.ts FOLDER [SECONDS] [PROGRAM …]
 */
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createScenario } from '../src/config/scenario-text.ts'
import { readMachine } from '../src/launch/machine.ts'
import { quietWorld } from '../test/helpers/world.ts'
import { createReadyProbe } from '../src/launch/ready.ts'
import { startSession } from '../src/measure/session.ts'
import { READING_INTERVAL_MS, watch } from '../src/measure/watch.ts'
import { stop } from '../src/launch/stop.ts'
import { runWorkload } from '../src/measure/workload.ts'
import { findPrograms } from './programs.ts'

const [target = 'bench/out/series', seconds = '20', ...names] = process.argv.slice(2)
const lengthMs = Number(seconds) * 1000
mkdirSync(target, { recursive: true })
const world = quietWorld()
const machine = await readMachine(world.proc)
const { found, missing } = findPrograms(names)
if (missing.length > 0) console.error(`not installed, left out: ${missing.join(', ')}`)

let port = 17_000
for (const program of found) {
  for (const state of program.load === null ? (['idle'] as const) : (['idle', 'loaded'] as const)) {
    port += 1
    const folder = mkdtempSync(join(tmpdir(), 'series-'))
    const scenario = createScenario(
      { ...program.prepare(folder, port), name: program.name },
      { root: folder, budgets: [], nameOf: (key) => key },
    )
    const probe = scenario.ready === null ? null : createReadyProbe(scenario.ready, folder)
    const session = await startSession(scenario, machine, world, { onReading: () => undefined })
    const isReady = probe?.({
      ...session,
      memberPids: () => session.members.map(({ pid }) => pid),
      signal: world.signal,
    })
    let ready = isReady === undefined
    const pace = { phase: 'settling', intervalMs: 50 } as const
    await watch(session, { ...pace, timeoutMs: 60_000 }, () => {
      void Promise.resolve(isReady?.holds() ?? true).then((answer) => (ready ||= answer !== false))
      return ready ? true : null
    })
    if (state === 'loaded' && program.load !== null) {
      await watch(session, { ...pace, timeoutMs: 1000 }, () => null)
      await runWorkload(session, program.load(port), {
        phase: 'under-workload',
        intervalMs: READING_INTERVAL_MS,
      })
    }
    const fromMs = performance.now() - session.program.launchedAt
    await watch(session, { ...pace, timeoutMs: lengthMs }, () => null)
    await stop(session, world, { signal: 'SIGTERM', graceMs: 3000 })
    const members = [...new Set(session.readings.map(({ membership }) => membership))]
    const points = session.readings
      .filter(({ atMs }) => atMs >= fromMs)
      .map(({ atMs, writable, membership }) => [Math.round(atMs), writable, members.indexOf(membership)])
    writeFileSync(
      join(target, `${program.name}-${state}.json`),
      `${JSON.stringify({ program: program.name, state, fromMs: Math.round(fromMs), points })}\n`,
    )
    const values = points.map(([, value]) => value ?? 0)
    const last = values.at(-1) ?? 0
    const different = new Set(values).size
    console.log(
      `${program.name} ${state}: ${points.length} points, ${different} levels, ` +
        `${((values[0] ?? 0) / 1024).toFixed(0)} → ${(last / 1024).toFixed(0)} KiB`,
    )
  }
}
process.exit(0)
