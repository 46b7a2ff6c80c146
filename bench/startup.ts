/**
 * How long the command line takes to answer, against node itself, in turn.
 *
 *   npx tsx bench/startup.ts [ROUNDS]
 */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { markdownTable } from 'markdown-table'
import { median } from '../src/statistics/order-statistics.ts'

const rounds = Number(process.argv[2] ?? 30)
const cli = join(import.meta.dirname, '../dist/cli.js')
const commands = {
  'node -e 0': ['-e', '0'],
  'footprint-gate --version': [cli, '--version'],
  'footprint-gate check --help': [cli, 'check', '--help'],
}
const times = new Map(Object.keys(commands).map((name) => [name, [] as number[]]))
for (let round = -1; round < rounds; round += 1) {
  for (const [name, args] of Object.entries(commands)) {
    const before = performance.now()
    spawnSync(process.execPath, args, { stdio: 'ignore' })
    if (round >= 0) times.get(name)?.push(performance.now() - before)
  }
}
const bare = median(times.get('node -e 0') ?? [])
console.log(
  markdownTable([
    ['command', `median of ${rounds}`, 'against node -e 0'],
    ...[...times].map(([name, own]) => [
      name,
      `${median(own).toFixed(1)} ms`,
      (median(own) / bare).toFixed(2),
    ]),
  ]),
)
