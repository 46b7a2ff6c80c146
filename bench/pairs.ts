/**
 * A/A of pairs: a repository whose head changes a document alone is gated against its base, which is checked out,
 * "built" and measured in turn, with `writable=+0`. Whatever is not a pass is a false alarm.
 *
 *   npx tsx bench/pairs.ts [--gates 10] [PROGRAM …]
 */
import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { markdownTable } from 'markdown-table'
import { loadPlan } from '../src/config/plan.ts'
import type { Request } from '../src/config/request.ts'
import { check } from '../src/gate/check.ts'
import { onThisMachine } from '../src/proc/this-machine.ts'
import { formatFigure } from '../src/model/units.ts'
import { median } from '../src/statistics/order-statistics.ts'
import { findPrograms } from './programs.ts'

const PORT = 18_800

/** Of these each side has its own, in a folder of the same length. */
const IN_REPOSITORY: Readonly<Record<string, readonly string[]>> = {
  python: ['/usr/bin/python3', '-m', 'http.server', '--bind', '127.0.0.1', String(PORT)],
  node: ['node', 'built/server.mjs', String(PORT)],
}

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { gates: { type: 'string', default: '10' } },
})

const folder = mkdtempSync(join(tmpdir(), 'footprint-gate-pairs-'))
const workspace = join(folder, 'workspace')
mkdirSync(workspace)
const git = (...args: readonly string[]) =>
  execFileSync('git', ['-c', 'user.name=bench', '-c', 'user.email=bench@example.org', ...args], {
    cwd: workspace,
    stdio: 'ignore',
  })

git('init', '--initial-branch=main')
copyFileSync(join(import.meta.dirname, 'apps/server.mjs'), join(workspace, 'server.mjs'))
writeFileSync(join(workspace, '.gitignore'), 'built\n')
writeFileSync(join(workspace, 'README.md'), 'word\n')
git('add', '--all')
git('commit', '--message', 'base')
writeFileSync(join(workspace, 'README.md'), 'words\n')
git('add', '--all')
git('commit', '--message', 'words')

const BUILD = 'mkdir -p built && cp server.mjs built/'
execFileSync('sh', ['-c', BUILD], { cwd: workspace })
const world = onThisMachine({
  env: process.env,
  signal: new AbortController().signal,
  onProgress: () => undefined,
  onNotice: () => undefined,
})

const rows: string[][] = []
try {
  const { found, missing } = findPrograms(positionals)
  if (missing.length > 0) console.error(`not installed, left out: ${missing.join(', ')}`)
  for (const { name, prepare } of found) {
    const { run, env } = prepare(mkdtempSync(join(folder, 'files-')), PORT)
    for (const [variable, value] of Object.entries(env ?? {})) process.env[variable] = value
    const request: Request = {
      run: IN_REPOSITORY[name] ?? [run].flat(),
      name,
      ready: [`tcp:${PORT}`],
      'pass-env': Object.keys(env ?? {}),
      'compare-with': 'HEAD~1',
      build: BUILD,
      budget: ['writable=+0', 'minor-faults=none'],
    }
    const plan = await loadPlan(request, workspace, (key) => key)
    const verdicts = new Map<string, number>()
    const samples: number[] = []
    const detected: number[] = []
    const seconds: number[] = []
    const runs: number[] = []
    for (let gate = 0; gate < Number(options.gates); gate += 1) {
      const startedAt = performance.now()
      const { result } = await check(plan, world)
      seconds.push((performance.now() - startedAt) / 1000)
      verdicts.set(result.verdict, (verdicts.get(result.verdict) ?? 0) + 1)
      const metric = result.scenarios[0]?.metrics.find((one) => one.metric === 'writable')
      samples.push(...(metric?.base?.samples ?? []), ...(metric?.head?.samples ?? []))
      runs.push(result.scenarios[0]?.runs.length ?? 0)
      if (typeof metric?.detectable === 'number') detected.push(metric.detectable)
      process.stderr.write(
        `${name}: ${result.verdict}, ${String(metric?.delta)} B, ${runs.at(-1) ?? 0} pairs\n`,
      )
    }
    rows.push([
      name,
      formatFigure(median(samples), 'bytes'),
      formatFigure(Math.max(...samples) - Math.min(...samples), 'bytes'),
      [...verdicts].map(([verdict, count]) => `${count} ${verdict}`).join(', '),
      String(Math.max(...runs)),
      detected.length === 0 ? '' : formatFigure(Math.max(...detected), 'bytes'),
      `${median(seconds).toFixed(1)} s`,
    ])
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}

process.stdout.write(
  `${markdownTable(
    [
      ['program', 'level', 'spread of all runs', 'gates', 'pairs at most', 'detects', 'time of a gate'],
      ...rows,
    ],
    { align: ['l', 'r', 'r', 'l', 'r', 'r', 'r'] },
  )}\n`,
)
