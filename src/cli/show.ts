import { resolve } from 'node:path'
import { choicesOf } from '../config/options.ts'
import { oneOf } from '../config/one-of.ts'
import { type Show, show } from '../gate/show.ts'
import { errors } from '../model/errors.ts'
import { UserError } from '../model/errors/user-error.ts'
import { Interrupted } from '../model/interrupt.ts'
import type { Inventory, StoredInventory } from '../model/inventory.ts'
import { DURATION_WORDS, parseDuration } from '../model/units.ts'
import { createProcFiles } from '../proc/files.ts'
import { systemClock } from '../proc/this-machine.ts'
import { renderShowJson } from '../report/exports/show-json.ts'
import { compareInventories, type InventoryChanges } from '../report/inventory-changes.ts'
import { ALL_ENDED, sayReading } from '../report/phrases/show.ts'
import { renderShow } from '../report/terminal/show.ts'
import { readInventory } from '../store/show-file.ts'
import { type Flags, nameOfFlag } from './flags.ts'
import { createScreen } from './screen.ts'
import type { Terminal } from './terminal.ts'
import { checkReportFiles, writeReport } from './write-report.ts'

/** Prints where the memory of running processes is, once or again and again. */
export async function runShow(words: readonly string[], flags: Flags, terminal: Terminal): Promise<number> {
  const intervalMs = flags.watch === undefined ? null : intervalOf(flags.watch)
  const view = flags.by === undefined ? null : oneOf(choicesOf('by'), flags.by, nameOfFlag('by'))
  const earlier =
    flags.against === undefined ? null : await readInventory(resolve(terminal.cwd, flags.against))
  await checkReportFiles({ '--json': flags.json }, terminal)
  const subject = show(words, { tree: flags['no-tree'] === undefined }, createProcFiles())

  const textOf = (inventory: Inventory, changes: InventoryChanges | null, reading?: string) =>
    renderShow(inventory, {
      view,
      color: terminal.color.stdout,
      width: terminal.width,
      reading,
      against: changes === null ? undefined : { changes, file: flags.against ?? '' },
    })
  const changesOf = (inventory: Inventory) => compare(earlier, inventory)
  const write = async (inventory: Inventory) => {
    if (flags.json === undefined) return
    await writeReport(flags.json, renderShowJson(inventory, changesOf(inventory)), terminal)
  }

  if (intervalMs === null) {
    const inventory = subject.read()
    await write(inventory)
    if (flags.json !== '-') terminal.print(textOf(inventory, changesOf(inventory)))
    return 0
  }
  const screen = flags.json === '-' ? null : createScreen(terminal)
  try {
    return await watch(subject, intervalMs, terminal, async (inventory, since) => {
      await write(inventory)
      screen?.show(textOf(inventory, changesOf(inventory), sayReading(new Date(), since)))
    })
  } finally {
    screen?.end()
  }
}

/** A shorter one would be work for the machine, and nothing to look at. */
const SHORTEST_MS = 100

/** @throws UserError `bad-value` */
function intervalOf(text: string): number {
  const intervalMs = parseDuration(text)
  if (intervalMs !== null && intervalMs >= SHORTEST_MS) return intervalMs
  throw errors.badValue(nameOfFlag('watch'), text, `${DURATION_WORDS}, and of at least 100ms`)
}

function compare(earlier: StoredInventory | null, inventory: Inventory): InventoryChanges | null {
  return earlier === null ? null : compareInventories(earlier, inventory)
}

/**
 * Reads until somebody stops it, the processes have ended, or nobody reads what is said.
 *
 * @returns 0: Ctrl-C is how a watch ends; 143 after SIGTERM
 */
async function watch(
  subject: Show,
  intervalMs: number,
  { signal, isHeard, say }: Terminal,
  tell: (inventory: Inventory, since: number | null) => Promise<void>,
): Promise<number> {
  let first: number | null = null
  while (isHeard() && !signal.aborted) {
    const inventory = readOrEnd(subject, first !== null)
    if (inventory === null) {
      say(`${ALL_ENDED}\n`)
      return 0
    }
    await tell(inventory, first === null ? null : inventory.total.writable - first)
    first ??= inventory.total.writable
    await systemClock.sleep(intervalMs, signal)
  }
  const cause: unknown = signal.reason
  return cause instanceof Interrupted && cause.exitCode === 143 ? 143 : 0
}

/** `null` when the processes have ended that were there before. */
function readOrEnd(subject: Show, wasThere: boolean): Inventory | null {
  try {
    return subject.read()
  } catch (error) {
    if (wasThere && error instanceof UserError && error.code === 'no-memory') return null
    throw error
  }
}
