import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { CliFolder } from '../../test/helpers/cli.ts'
import { livingOf, pidsIn, waitFor } from '../../test/helpers/processes.ts'

export const KINDS = ['process', 'files', 'API', 'surroundings'] as const

/** One injected fault, and what must come of it. */
export interface FaultCase {
  readonly kind: (typeof KINDS)[number]
  readonly name: string
  /** Exit codes that are right; `null` is a death by a signal. */
  readonly exitCodes: readonly (number | null)[]
  /** Where it cannot be tried, why. */
  readonly skip?: string | undefined
  readonly run: (folder: CliFolder) => Promise<Ended>
}

/** How a gate ended. */
export interface Ended {
  readonly exitCode: number | null
  /** All that it printed. */
  readonly text: string
  /** What else is wrong, by column of the table. */
  readonly wrong?: Partial<Record<Column, string>>
}

export const COLUMNS = {
  exit: 'exit code as expected',
  stack: 'no stack, no "bug"',
  survivors: 'nothing survives',
  files: 'no file lost or half-written',
  verdict: 'verdict as without the fault',
} as const
export type Column = keyof typeof COLUMNS

export interface CaseResult {
  readonly fault: FaultCase
  readonly wrong: Partial<Record<Column, string>>
  readonly durationMs: number
}

/** Tries one case in a folder of its own and looks at what it left. */
export async function tryCase(fault: FaultCase): Promise<CaseResult> {
  const folder = await CliFolder.create()
  const started = performance.now()
  try {
    const { exitCode, text, wrong = {} } = await fault.run(folder)
    const durationMs = performance.now() - started
    const found: Partial<Record<Column, string>> = { ...wrong }
    if (!fault.exitCodes.includes(exitCode)) found.exit = `${exitCode}: ${text.slice(-300)}`
    if (/^\s+at .+:\d+|This is a bug/m.test(text)) found.stack = text.slice(-300)
    const survivors = await survivorsOf(folder)
    if (survivors.length > 0) found.survivors = survivors.join(' ')
    // Whoever was killed leaves files; the next one sweeps them, which is a case of its own.
    const left = exitCode === null ? [] : leftoversIn(folder.path)
    if (left.length > 0) found.files ??= left.join(' ')
    return { fault, wrong: found, durationMs }
  } catch (error) {
    return { fault, wrong: { exit: `not tried: ${String(error)}` }, durationMs: performance.now() - started }
  } finally {
    await folder.remove()
  }
}

/** Runs the gate with a marked environment, which the measured program inherits. */
export async function gate(
  folder: CliFolder,
  args: readonly string[],
  options: Parameters<CliFolder['run']>[1] = {},
): Promise<Ended> {
  const env = { TMPDIR: folder.path, ...options.env }
  const { exitCode, stdout, stderr } = await folder.run(args, { ...options, env })
  return { exitCode, text: stdout + stderr }
}

/** After a death without a word, ending everything is the guardian's work, which may take a moment. */
async function survivorsOf(folder: CliFolder): Promise<readonly number[]> {
  const find = () => [...marked(folder.path), ...livingOf(pidsIn(folder.file('pids')))]
  try {
    await waitFor('their end', () => find().length === 0, 20_000)
  } catch {
    // Told below.
  }
  return find()
}

function marked(path: string): number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => {
      try {
        return pid > 0 && readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`TMPDIR=${path}\0`)
      } catch {
        return false
      }
    })
}

function leftoversIn(path: string): string[] {
  if (!existsSync(path)) return []
  return readdirSync(path, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.lock|footprint-gate-\d+-|\.json\.\d+-/.test(name),
  )
}
