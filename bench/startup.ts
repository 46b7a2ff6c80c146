/**
 * How long the command line takes to answer, against node itself, in turn; on an idle machine, and while every
 * CPU is kept busy.
 *
 *   npx tsx bench/startup.ts [ROUNDS]
 */
import { spawn, spawnSync } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { markdownTable } from 'markdown-table'
import { median } from '../src/statistics/order-statistics.ts'

const rounds = Number(process.argv[2] ?? 30)
const cli = join(import.meta.dirname, '../dist/cli.js')
const commands = {
  'node -e 0': ['-e', '0'],
  'footprint-gate --version': [cli, '--version'],
  'footprint-gate --help': [cli, '--help'],
  'footprint-gate check --help': [cli, 'check', '--help'],
  'footprint-gate check --no-such-flag': [cli, 'check', '--no-such-flag'],
}

/** Medians in milliseconds, in the order of the commands. */
function measure(): readonly number[] {
  const times = Object.values(commands).map((): number[] => [])
  for (let round = -1; round < rounds; round += 1) {
    for (const [index, args] of Object.values(commands).entries()) {
      const before = performance.now()
      spawnSync(process.execPath, args, { stdio: 'ignore' })
      if (round >= 0) times[index]?.push(performance.now() - before)
    }
  }
  return times.map(median)
}

function whileBusy<Result>(work: () => Result): Result {
  const burners = Array.from({ length: availableParallelism() }, () =>
    spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' }),
  )
  try {
    return work()
  } finally {
    for (const burner of burners) burner.kill('SIGKILL')
  }
}

function cells(medians: readonly number[]): readonly string[][] {
  const bare = medians[0] ?? Number.NaN
  return medians.map((own) => [`${own.toFixed(1)} ms`, (own / bare).toFixed(2)])
}

const idle = cells(measure())
const busy = cells(whileBusy(measure))
console.log(
  markdownTable([
    [
      `command, Node ${process.versions.node}`,
      'idle',
      'against node -e 0',
      'every CPU busy',
      'against node -e 0',
    ],
    ...Object.keys(commands).map((name, index) => [name, ...(idle[index] ?? []), ...(busy[index] ?? [])]),
  ]),
)
