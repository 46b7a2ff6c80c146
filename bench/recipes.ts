/**
 * Every figure of docs/recipes: real programs of each runtime, measured as they are and with what tames them.
 * bench/recipes/RUNTIME holds prepare.sh (makes the program; prints the versions), variants.yml (the program as it
 * is, and all that was tried) and footprint.yml (the recipe, as the docs print it).
 *
 *   npx tsx bench/recipes.ts [--runs 8] [--only REGEXP] [RUNTIME …]
 */
import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { release, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { loadPlan } from '../src/config/plan.ts'
import type { Scenario } from '../src/config/scenario.ts'
import { isEvidence, isUnsettled, type Run } from '../src/model/run.ts'
import { quietWorld } from '../test/helpers/world.ts'
import { createMeasurer } from '../src/measure/measurer.ts'
import { sayGaps, saySettlement } from '../src/report/phrases/runs.ts'
import { median } from '../src/statistics/order-statistics.ts'
import { detectableIncrease, noiseFloor } from '../src/statistics/noise.ts'

const HERE = import.meta.dirname
const RECIPES = join(HERE, 'recipes')
const OUT = join(HERE, 'out')
/** The programs listen on fixed ports, as in the docs: one campaign at a time. */
const FILES = ['variants.yml', 'footprint.yml']

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: 'string', default: '8' },
    only: { type: 'string', default: '' },
  },
})
const count = Number(options.runs)
const only = new RegExp(options.only)
const known = readdirSync(RECIPES, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
const unknown = positionals.filter((name) => !known.includes(name))
if (unknown.length > 0 || !Number.isInteger(count) || count < 2) {
  console.error(`usage: recipes.ts [--runs N] [--only REGEXP] [RUNTIME …]; runtimes: ${known.join(', ')}`)
  process.exit(2)
}

/** What the runs of one scenario say. */
interface Figures {
  readonly scenario: string
  readonly measuredAt: string
  readonly file: string
  readonly runs: number
  /** Runs that never settled or were not read in full: they are in no figure. */
  readonly unusable: readonly string[]
  readonly writable: Spread | null
  readonly minorFaults: Spread | null
  readonly processes: number | null
  /** Launch to end of the last process, the median. */
  readonly wallMs: number
}

interface Spread {
  readonly median: number
  /** Largest − smallest. */
  readonly spread: number
  /** The smallest increase that a gate with budget `+0` and such samples on both sides would tell. */
  readonly detectable: number
  readonly samples: readonly number[]
}

mkdirSync(OUT, { recursive: true })
const measurer = await createMeasurer(quietWorld())
const { environment } = measurer
let failed = false
for (const runtime of known) {
  if (positionals.length > 0 && !positionals.includes(runtime)) continue
  // Not below /root or the checkout: PostgreSQL and PHP-FPM give up their privileges and must still get there.
  const folder = mkdtempSync(join(tmpdir(), 'recipes-'))
  chmodSync(folder, 0o755)
  try {
    failed = !(await measureRuntime(runtime, folder)) || failed
  } catch (error) {
    console.error(`${runtime}: ${tell(error)}`)
    failed = true
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
process.exit(failed ? 1 : 0)

async function measureRuntime(runtime: string, folder: string): Promise<boolean> {
  cpSync(join(RECIPES, runtime), folder, { recursive: true })
  cpSync(join(RECIPES, 'load.mjs'), join(folder, 'load.mjs'))
  const versions = execFileSync('sh', ['-eu', 'prepare.sh'], {
    cwd: folder,
    env: { ...process.env, APPS: join(HERE, 'apps') },
    encoding: 'utf8',
  }).trim()
  console.log(`\n## ${runtime}: ${versions}, ${count} runs each\n`)
  console.log('| scenario | writable | spread | would be seen | faults (spread) | processes | a run takes |')
  console.log('|---|---:|---:|---:|---:|---:|---:|')
  const request = { budget: ['writable=+0', 'minor-faults=none'] }
  const plans = await Promise.all(
    FILES.map(async (file) => {
      const { scenarios } = await loadPlan({ ...request, 'config-file': file }, folder, (key) => key)
      return scenarios.map((scenario) => ({ scenario, file }))
    }),
  )
  const names = plans.flat().map(({ scenario }) => scenario.name)
  const all: Figures[] = []
  let complete = true
  for (const { scenario, file } of plans.flat()) {
    if (!only.test(scenario.name)) continue
    try {
      const figures = await measureScenario(scenario, file)
      all.push(figures)
      console.log(renderRow(figures))
    } catch (error) {
      console.error(`${scenario.name}: ${tell(error)}`)
      complete = false
    }
    save(runtime, versions, all, names)
  }
  return complete
}

async function measureScenario(scenario: Scenario, file: string): Promise<Figures> {
  await measurer.warmUp(scenario)
  const runs: Run[] = []
  const walls: number[] = []
  for (let run = 1; run <= count; run += 1) {
    const startedAt = performance.now()
    runs.push(...(await measurer.measure(scenario, 1, { kind: 'run', run, runs: count })))
    walls.push(performance.now() - startedAt)
  }
  const evidence = runs.filter(isEvidence)
  const figure = (metric: 'writable' | 'minor-faults' | 'processes') =>
    evidence.flatMap(({ figures }) => figures[metric] ?? [])
  const processes = figure('processes')
  return {
    scenario: scenario.name,
    measuredAt: new Date().toISOString(),
    file,
    runs: runs.length,
    unusable: runs
      .filter((run) => !isEvidence(run))
      .map(({ settlement, gaps }) => (isUnsettled(settlement) ? saySettlement(settlement) : sayGaps(gaps))),
    writable: spreadOf(figure('writable'), environment.pageSize),
    minorFaults: spreadOf(figure('minor-faults'), 1),
    processes: processes.length === 0 ? null : median(processes),
    wallMs: Math.round(median(walls)),
  }
}

function spreadOf(samples: readonly number[], quantum: number): Spread | null {
  if (samples.length < 2) return null
  return {
    median: median(samples),
    spread: Math.max(...samples) - Math.min(...samples),
    detectable: detectableIncrease(samples, samples, noiseFloor([samples]), quantum),
    samples,
  }
}

function renderRow({ scenario, writable, minorFaults, processes, wallMs, unusable, runs }: Figures): string {
  const kib = (bytes: number) => `${(bytes / 1024).toFixed(0)} KiB`
  const share = (part: number, whole: number) => (part === 0 ? '0' : `${((part / whole) * 100).toFixed(2)} %`)
  const cells =
    writable === null || minorFaults === null
      ? ['–', '–', '–', '–']
      : [
          kib(writable.median),
          writable.spread === 0
            ? '0'
            : `${kib(writable.spread)} (${share(writable.spread, writable.median)})`,
          `${kib(writable.detectable)} (${share(writable.detectable, writable.median)})`,
          `${minorFaults.median} (${minorFaults.spread})`,
        ]
  const doubt = unusable.length === 0 ? '' : ` [${unusable.length} of ${runs} unusable: ${unusable[0] ?? ''}]`
  return `| ${[`${scenario}${doubt}`, ...cells, processes ?? '–', `${(wallMs / 1000).toFixed(1)} s`].join(' | ')} |`
}

/** Keeps the figures of scenarios that were not measured this time (`--only`). */
function save(
  runtime: string,
  versions: string,
  scenarios: readonly Figures[],
  names: readonly string[],
): void {
  const path = join(OUT, `recipes-${runtime}.json`)
  const before = existsSync(path)
    ? (JSON.parse(readFileSync(path, 'utf8')) as { scenarios: readonly Figures[] }).scenarios
    : []
  const all = names.flatMap((name) => {
    const figures = [...scenarios, ...before].find(({ scenario }) => scenario === name)
    return figures === undefined ? [] : [figures]
  })
  const content = { runtime, versions, kernel: release(), environment, scenarios: all }
  writeFileSync(path, `${JSON.stringify(content, null, 2)}\n`)
}

function tell(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const detail = 'detail' in error && typeof error.detail === 'string' ? `\n${error.detail}` : ''
  return `${error.message}${detail}`
}
