/**
 * The A/A and A/B campaigns: real programs, idle and loaded, gated again and again with no change, and with a
 * known number of pages more; held under their load, with no change and with a leak. Every run is written down as it ends; bench/campaign-report.ts makes the tables.
 *
 *   npx tsx bench/campaign.ts --out bench/out/campaign.jsonl --aa 20 --one-page 17 --sizes 4 --half 10 --leaks 4
 *     [--states idle,loaded,soaked] [--port 18000] [PROGRAM …]
 */
import { appendFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { errors } from '../src/model/errors.ts'
import { sayReason } from '../src/report/phrases/reasons.ts'
import { addRecording } from '../src/store/entries.ts'
import { recordingOf } from '../src/verdict/recording.ts'
import type { Baseline } from '../src/model/baseline.ts'
import type { Scenario } from '../src/config/scenario.ts'
import { subjectOf } from '../src/config/scenario.ts'
import { createScenario } from '../src/config/scenario-text.ts'
import type { Run } from '../src/model/run.ts'
import { quietWorld } from '../test/helpers/world.ts'
import { createMeasurer } from '../src/measure/measurer.ts'
import { selectBaseline } from '../src/verdict/baseline-match.ts'
import { doubtsOfRuns } from '../src/verdict/doubts-of-runs.ts'
import { decideNext } from '../src/verdict/decide-next.ts'
import type { ScenarioResult } from '../src/verdict/result.ts'
import { buildDirtyLibrary, findPrograms } from './programs.ts'

const { values: options, positionals: names } = parseArgs({
  allowPositionals: true,
  options: {
    out: { type: 'string', default: 'bench/out/campaign.jsonl' },
    aa: { type: 'string', default: '20' },
    'one-page': { type: 'string', default: '17' },
    sizes: { type: 'string', default: '4' },
    half: { type: 'string', default: '10' },
    leaks: { type: 'string', default: '4' },
    recordings: { type: 'string', default: '3' },
    port: { type: 'string', default: '18000' },
    states: { type: 'string', default: 'idle,loaded' },
  },
})
const SIZES = [2, 4, 16, 64, 256]
const LEAK_KIB_PER_SECOND = 10
const SOAK = '10s'

/** What is done to a program. */
interface Change {
  readonly pages: number
  readonly leak: number
  readonly size: string
}
const UNCHANGED: Change = { pages: 0, leak: 0, size: '0 pages' }
const morePages = (pages: number, size = `${pages} pages`): Change => ({ ...UNCHANGED, pages, size })

mkdirSync(dirname(options.out), { recursive: true })
const write = (line: object) => appendFileSync(options.out, `${JSON.stringify(line)}\n`)

const work = mkdtempSync(join(tmpdir(), 'campaign-'))
const library = buildDirtyLibrary(work)
const measurer = await createMeasurer(quietWorld())
const { found, missing } = findPrograms(names)
if (missing.length > 0) console.error(`not installed, left out: ${missing.join(', ')}`)

/** How long each run took, from its launch to the end of the last of its processes. */
const walls = new WeakMap<Run, number>()

let port = Number(options.port)
for (const program of found) {
  for (const state of options.states.split(',')) {
    if (state !== 'idle' && program.load === null) continue
    port += 1
    const folder = mkdtempSync(join(work, `${program.name}-`))
    const draft = program.prepare(folder, port)
    const scenario = createScenario(
      {
        ...draft,
        name: `${program.name} ${state}`,
        ...(state === 'idle' || program.load === null ? {} : { workload: program.load(port) }),
        ...(state === 'soaked' ? { soak: SOAK } : {}),
      },
      {
        budgets:
          state === 'soaked'
            ? ['growth=+1KiB/s', 'writable=none', 'minor-faults=none']
            : ['writable=+0', 'minor-faults=none'],
        root: folder,
        nameOf: (key) => key,
      },
    )
    await campaign(scenario)
  }
}
rmSync(work, { recursive: true })

/** The same program, changed; the command is of the same length for any change. */
function changed(scenario: Scenario, { pages, leak }: Change): Scenario {
  const number = (value: number) => String(value).padStart(4, '0')
  const dirty = [`DIRTY_PAGES=${number(pages)}`, `DIRTY_LEAK=${number(leak)}`]
  return { ...scenario, command: ['/usr/bin/env', `LD_PRELOAD=${library}`, ...dirty, ...scenario.command] }
}

async function campaign(scenario: Scenario): Promise<void> {
  const { environment } = measurer
  await measurer.warmUp(changed(scenario, UNCHANGED))
  let baseline: Baseline | null = null
  for (let recording = 0; recording < Number(options.recordings); recording += 1) {
    const runs = await measure(scenario, UNCHANGED, 5)
    write({ case: scenario.name, kind: 'baseline', recording, runs: runs.map(brief) })
    const recorded = recordingOf(runs, { recordedAt: new Date(), commit: null, tool: 'bench' })
    if (recorded === null) {
      throw errors.nothingToRecord(scenario.name, runs.length, doubtsOfRuns(runs).map(sayReason))
    }
    baseline = addRecording(
      baseline,
      {
        scenario: scenario.name,
        environment,
        subject: subjectOf(scenario),
        recording: recorded,
      },
      { keep: 'recent' },
    )
  }
  const level = baseline?.entries[0]?.recordings[0]?.samples.writable?.[0] ?? 0
  const half = Math.max(1, Math.round((level * 0.005) / 4096))
  const more: [count: string, change: Change][] =
    scenario.soakMs !== null
      ? [[options.leaks, { ...UNCHANGED, leak: LEAK_KIB_PER_SECOND, size: `${LEAK_KIB_PER_SECOND} KiB/s` }]]
      : [
          [options['one-page'], morePages(1)],
          ...SIZES.map((pages): [string, Change] => [options.sizes, morePages(pages)]),
          [scenario.workload === null ? '0' : options.half, morePages(half, '0.5 %')],
        ]
  for (const [count, change] of [[options.aa, UNCHANGED] as const, ...more]) {
    for (let gate = 0; gate < Number(count); gate += 1) await gateOnce(scenario, baseline, change)
  }
}

async function gateOnce(scenario: Scenario, baseline: Baseline | null, change: Change): Promise<void> {
  const { environment } = measurer
  const startedAt = performance.now()
  const runs: Run[] = []
  const subject = { scenario, runs, environment, baseline: selectBaseline(baseline, scenario, environment) }
  let result: ScenarioResult | null = null
  while (result === null) {
    const next = decideNext(subject)
    if (next.kind === 'enough') result = next.result
    else runs.push(...(await measure(scenario, change, next.count)))
  }
  const metric = scenario.soakMs === null ? 'writable' : 'growth'
  const judged = result.metrics.find((row) => row.metric === metric)
  write({
    case: scenario.name,
    kind: 'gate',
    ...change,
    metric,
    verdict: result.verdict,
    delta: judged?.delta,
    allowed: judged?.allowed,
    detectable: judged?.detectable,
    reasons: result.verdict === 'pass' ? [] : [...result.reasons, ...(judged?.reasons ?? [])],
    wallMs: performance.now() - startedAt,
    runs: runs.map(brief),
  })
}

async function measure(scenario: Scenario, change: Change, count: number): Promise<Run[]> {
  const runs: Run[] = []
  for (let run = 0; run < count; run += 1) {
    const startedAt = performance.now()
    const numbering = { kind: 'run', run: 1, runs: 1 } as const
    const [measured] = await measurer.measure(changed(scenario, change), 1, numbering)
    if (measured === undefined) continue
    walls.set(measured, performance.now() - startedAt)
    runs.push(measured)
  }
  return runs
}

function brief(run: Run) {
  const { settlement, figures, gaps, readings } = run
  return {
    settlement: settlement.kind,
    steadyMs: settlement.kind === 'settled' ? Math.round(settlement.steadyAtMs) : null,
    windowMs: settlement.kind === 'settled' ? Math.round(settlement.windowMs) : null,
    wallMs: Math.round(walls.get(run) ?? 0),
    readings: readings.length,
    gaps,
    figures,
  }
}
