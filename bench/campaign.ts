/**
 * The A/A and A/B campaigns: real programs, idle and loaded, gated again and again with no change, and with a
 * known number of pages more. Every run is written down as it ends; bench/campaign-report.ts makes the tables.
 *
 *   npx tsx bench/campaign.ts --out bench/out/campaign.jsonl --aa 20 --one-page 17 --sizes 4 --half 10 [--port 18000] [PROGRAM …]
 */
import { appendFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { addRecording } from '../src/baseline/entries.ts'
import { recordingOf } from '../src/baseline/recording.ts'
import type { Baseline } from '../src/baseline/schema.ts'
import type { Scenario } from '../src/config/scenario.ts'
import { subjectOf } from '../src/config/scenario.ts'
import { createScenario } from '../src/config/scenario-draft.ts'
import type { Run } from '../src/measure/measurement.ts'
import { createMeasurer } from '../src/measure/measurer.ts'
import { selectBaseline } from '../src/verdict/baseline-match.ts'
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
    recordings: { type: 'string', default: '3' },
    port: { type: 'string', default: '18000' },
    states: { type: 'string', default: 'idle,loaded' },
  },
})
const SIZES = [2, 4, 16, 64, 256]

mkdirSync(dirname(options.out), { recursive: true })
const write = (line: object) => appendFileSync(options.out, `${JSON.stringify(line)}\n`)

const work = mkdtempSync(join(tmpdir(), 'campaign-'))
const library = buildDirtyLibrary(work)
const measurer = await createMeasurer({
  env: process.env,
  signal: new AbortController().signal,
  onProgress: () => undefined,
})
const { found, missing } = findPrograms(names)
if (missing.length > 0) console.error(`not installed, left out: ${missing.join(', ')}`)

/** How long each run took, from its launch to the end of the last of its processes. */
const walls = new WeakMap<Run, number>()

let port = Number(options.port)
for (const program of found) {
  for (const state of options.states.split(',')) {
    if (state === 'loaded' && program.load === null) continue
    port += 1
    const folder = mkdtempSync(join(work, `${program.name}-`))
    const draft = program.prepare(folder, port)
    const scenario = createScenario(
      {
        name: `${program.name} ${state}`,
        draft:
          state === 'loaded' && program.load !== null ? { ...draft, workload: program.load(port) } : draft,
        budgets: ['writable=+0', 'minor-faults=none'],
        root: folder,
      },
      (key) => key,
    )
    await campaign(scenario)
  }
}
rmSync(work, { recursive: true })

/** The same program with so many dirty pages more; the command is of the same length for any number. */
function withPages(scenario: Scenario, pages: number): Scenario {
  const dirty = `DIRTY_PAGES=${String(pages).padStart(4, '0')}`
  return { ...scenario, command: ['/usr/bin/env', `LD_PRELOAD=${library}`, dirty, ...scenario.command] }
}

async function campaign(scenario: Scenario): Promise<void> {
  const { environment } = measurer
  await measurer.warmUp(withPages(scenario, 0))
  let baseline: Baseline | null = null
  for (let recording = 0; recording < Number(options.recordings); recording += 1) {
    const runs = await measure(scenario, 0, 5)
    write({ case: scenario.name, kind: 'baseline', recording, runs: runs.map(brief) })
    const meta = { scenario: scenario.name, recordedAt: new Date(), commit: null, tool: 'bench' }
    baseline = addRecording(
      baseline,
      {
        scenario: scenario.name,
        environment,
        subject: subjectOf(scenario),
        recording: recordingOf({ runs }, meta),
      },
      { keep: 'recent' },
    )
  }
  for (let gate = 0; gate < Number(options.aa); gate += 1) await gateOnce(scenario, baseline, 0)
  for (let gate = 0; gate < Number(options['one-page']); gate += 1) await gateOnce(scenario, baseline, 1)
  for (const pages of SIZES) {
    for (let gate = 0; gate < Number(options.sizes); gate += 1) await gateOnce(scenario, baseline, pages)
  }
  if (scenario.workload !== null) {
    const level = baseline?.entries[0]?.recordings[0]?.samples.writable?.[0] ?? 0
    const half = Math.max(1, Math.round((level * 0.005) / 4096))
    for (let gate = 0; gate < Number(options.half); gate += 1) {
      await gateOnce(scenario, baseline, half, '0.5 %')
    }
  }
}

async function gateOnce(
  scenario: Scenario,
  baseline: Baseline | null,
  pages: number,
  size = `${pages} pages`,
): Promise<void> {
  const { environment } = measurer
  const startedAt = performance.now()
  const runs: Run[] = []
  const subject = { scenario, runs, environment, baseline: selectBaseline(baseline, scenario, environment) }
  let result: ScenarioResult | null = null
  while (result === null) {
    const next = decideNext(subject)
    if (next.kind === 'enough') result = next.result
    else runs.push(...(await measure(scenario, pages, next.count)))
  }
  const writable = result.metrics.find(({ metric }) => metric === 'writable')
  write({
    case: scenario.name,
    kind: 'gate',
    pages,
    size,
    verdict: result.verdict,
    delta: writable?.delta,
    allowed: writable?.allowed,
    detectable: writable?.detectable,
    reasons: result.verdict === 'pass' ? [] : [...result.reasons, ...(writable?.reasons ?? [])],
    wallMs: performance.now() - startedAt,
    runs: runs.map(brief),
  })
}

async function measure(scenario: Scenario, pages: number, count: number): Promise<Run[]> {
  const runs: Run[] = []
  for (let run = 0; run < count; run += 1) {
    const startedAt = performance.now()
    const numbering = { kind: 'run', run: 1, runs: 1 } as const
    const [measured] = await measurer.measure(withPages(scenario, pages), 1, numbering)
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
