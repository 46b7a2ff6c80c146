import { rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { loadPlan } from '../config/plan.ts'
import { formatFigure } from '../model/units.ts'
import { check } from '../gate/check.ts'
import { makeTemporaryFolder } from '../launch/temporary-folder.ts'
import { record } from '../gate/record.ts'
import { commandLineOf } from '../report/command-line.ts'
import type { ReportContext } from '../report/context.ts'
import { renderMarkdown } from '../report/markdown/render.ts'
import { VERSION } from '../model/version.ts'
import { createRegistry, DEMO_DAEMON } from './demo-daemon.ts'
import { gateWorld } from './gate-world.ts'
import { nameOfFlag } from './flags.ts'
import type { Terminal } from './terminal.ts'

/**
 * Shows the gate at work with nothing configured: records a small daemon, lets a "pull request" make it parse
 * a registry at start-up, and gates that.
 *
 * @returns 0 when the regression was caught, 1 when it was not: then do not trust the gate on this machine
 */
export async function runDemo(terminal: Terminal): Promise<number> {
  const folder = await makeTemporaryFolder()
  try {
    return await demonstrate(folder, terminal)
  } finally {
    await rm(folder, { recursive: true })
  }
}

async function demonstrate(folder: string, terminal: Terminal): Promise<number> {
  const { say, print } = terminal
  const registry = createRegistry()
  const daemon = join(folder, 'daemon.mjs')
  await writeFile(join(folder, 'registry.xml'), registry)
  await writeFile(daemon, DEMO_DAEMON.before)

  const port = await findFreePort()
  const request = {
    run: [process.execPath, daemon, String(port)],
    name: 'demo daemon',
    ready: [`tcp:${port}`],
    baseline: join(folder, 'footprint-baseline.json'),
    // What there is to trace by is another on each machine.
    explain: 'never',
  }
  const plan = await loadPlan(request, folder, nameOfFlag)
  const { world, done } = gateWorld(terminal)

  say('1. A small HTTP daemon is measured: the baseline (about 8 seconds).\n')
  const { result: before } = await record(plan, world).finally(done)
  const writable = before.scenarios[0]?.metrics.find(({ metric }) => metric === 'writable')?.head
  say(`   It has ${formatFigure(writable?.median ?? 0, 'bytes')} of writable memory.\n`)

  say(
    `2. A pull request makes it parse an XML registry of ${formatFigure(registry.length, 'bytes')} at start-up.\n`,
  )
  await writeFile(daemon, DEMO_DAEMON.after)

  say('3. The gate measures again, and confirms what it finds by fresh runs (about 14 seconds).\n')
  const { result, exitCode } = await check(plan, world).finally(done)

  say('4. It would post this comment, and fail the step:\n\n')
  const context: ReportContext = {
    version: VERSION,
    place: 'workflow',
    baseline: '.github/footprint-baseline.json',
    command: commandLineOf(
      { ready: [`tcp:${port}`], run: ['node', 'daemon.mjs', String(port)] },
      '.github/footprint-baseline.json',
    ),
    runUrl: null,
    commit: null,
  }
  print(`${renderMarkdown(result, context)}\n`)
  if (exitCode === 1) return 0
  say(`The regression was not caught: the verdict is ${result.verdict}. Please report it.\n`)
  return 1
}

/** The kernel's choice; nobody else takes it in the next moment. */
async function findFreePort(): Promise<number> {
  return new Promise((found, fail) => {
    const server = createServer()
    server.on('error', fail)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => found(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}
