import { join } from 'node:path'
import { execa } from 'execa'
import type { Refusal } from '../model/trace-doubt.ts'
import type { World } from '../model/world.ts'
import type { StackMeans, TraceEvent, TraceStacks } from '../model/trace-record.ts'
import { forEachLine } from './lines.ts'
import { parsePerfLine, type PerfLine } from './parse-perf.ts'
import { createStackReader } from './parse-stacks.ts'

/** A perf that records page faults here. */
export interface Perf {
  /** Pages of its buffers, as many as this user may lock. */
  readonly bufferPages: number
  /** Whether faults are seen that the kernel takes for a program; a user of perf_event_paranoid 2 sees its own alone. */
  readonly kernelFaults: boolean
  readonly stacks: StackMeans | null
}

/** How perf calls its event where it sees the faults of user code alone. */
const USER_ALONE = /page-faults(?::|\/\S*\/)u:/
const MOST_BUFFER_PAGES = 2048
const LEAST_BUFFER_PAGES = 8
/** A trace must not take longer than what it traces. */
const PROBE_TIMEOUT_MS = 20_000

/** Variables that perf gives to what it starts. */
export const PERF_VARIABLES: readonly string[] = [
  'PREFIX',
  'PERF_BUILDID_DIR',
  'PERF_EXEC_PATH',
  'DEBUGINFOD_URLS',
]

/**
 * 8 KiB of the stack are copied at one fault in 17 (a prime, that no loop of the program keeps step with): more would
 * overflow the buffers, and take the addresses of other faults with it.
 */
const DWARF = ['-e', 'minor-faults/period=17,call-graph=dwarf/']

/** What is recorded of each fault. */
const WHAT: Readonly<Record<StackMeans | 'none', readonly string[]>> = {
  none: ['-e', 'page-faults', '-c', '1'],
  'frame-pointers': ['-e', 'page-faults', '-c', '1', '-g'],
  dwarf: ['-e', 'page-faults/period=1/', ...DWARF],
  both: ['-e', 'page-faults/period=1,call-graph=fp/', ...DWARF],
}

/** The words before a command whose page faults are to be recorded in a file. */
export function recordWords(
  { bufferPages, stacks }: Pick<Perf, 'bufferPages' | 'stacks'>,
  file: string,
): readonly [string, ...string[]] {
  // Without build ids (-B, -N) and programs of the kernel, it takes an eighth of the time.
  const lean = ['-q', '-B', '-N', '--no-bpf-event']
  const what = [...WHAT[stacks ?? 'none'], '-d', '-k', 'CLOCK_MONOTONIC']
  return ['perf', 'record', ...lean, ...what, '-m', String(bufferPages), '-o', file, '--']
}

/**
 * Tries perf on `true`, with smaller and smaller buffers: what it says of its rights and what it does differ, and it
 * fails without a word where there is too little memory to lock.
 */
export async function findPerf(
  { env }: Pick<World, 'env'>,
  folder: string,
  stacks: StackMeans | null,
): Promise<Perf | Refusal> {
  const file = join(folder, 'probe.data')
  const options = {
    env,
    extendEnv: false,
    reject: false,
    timeout: PROBE_TIMEOUT_MS,
    stdin: 'ignore',
  } as const
  let said = ''
  for (let bufferPages = MOST_BUFFER_PAGES; bufferPages >= LEAST_BUFFER_PAGES; bufferPages /= 2) {
    const [program, ...args] = recordWords({ bufferPages, stacks }, file)
    const recorded = await execa(program, [...args, 'true'], options)
    if (recorded.code === 'ENOENT') return { why: 'absent', said: '' }
    said = firstLine(recorded.stderr) || said
    if (recorded.exitCode !== 0) continue
    const [reader, ...words] = scriptWords(file)
    const { stdout, stderr } = await execa(reader, words, options)
    const lines = stdout.split('\n')
    if (lines.some((line) => parsePerfLine(line)?.kind === 'fault')) {
      return { bufferPages, stacks, kernelFaults: !USER_ALONE.test(stdout) }
    }
    return { why: 'refused', said: firstLine(stderr) || said }
  }
  return { why: 'refused', said }
}

export type PerfEvent = Extract<TraceEvent, { kind: 'fault' | 'fork' | 'exec' | 'exit' }>

/** What a recording holds. */
export interface PerfRecording {
  readonly events: PerfEvent[]
  /** The process of each thread that is not the first of its process. */
  readonly processOf: ReadonlyMap<number, number>
  readonly lost: number
}

/** More would not fit into the memory of a small runner: 100 bytes each. */
const MOST_EVENTS = 5_000_000

/** Reads a recording line by line. @throws Error when perf cannot read what it wrote */
export async function readPerf(world: Pick<World, 'env' | 'signal'>, file: string): Promise<PerfRecording> {
  const events: PerfEvent[] = []
  const processOf = new Map<number, number>()
  let lost = 0
  const take = (line: PerfLine | null): void => {
    if (line === null) return
    if (line.kind === 'lost') lost += line.count
    else if (line.kind === 'thread') processOf.set(line.tid, line.pid)
    else if (events.length < MOST_EVENTS) events.push(line)
    else lost += 1
  }
  await runScript(world, scriptWords(file), (line) => take(parsePerfLine(line)))
  return { events, processOf, lost }
}

/** More would be read by nobody; and each costs a line. */
const DEEPEST_STACK = '64'

/**
 * Reads the stacks of a recording, and gives each fault of `events` that is wanted its own. A pass of its own, as they
 * are a hundred times as long as all the rest.
 *
 * @throws Error when perf cannot read what it wrote
 */
export async function readStacks(
  world: Pick<World, 'env' | 'signal'>,
  file: string,
  events: readonly PerfEvent[],
  { means, isKept }: { readonly means: StackMeans; readonly isKept: (address: number) => boolean },
): Promise<TraceStacks> {
  const faults = events.filter((event) => event.kind === 'fault')
  const isWanted = (place: number) => isKept(faults[place]?.address ?? -1)
  const onStack = (place: number, node: number) => {
    const fault = faults[place]
    if (fault !== undefined) fault.stack = node
  }
  const reader = createStackReader(means, isWanted, onStack)
  const fields = ['-F', 'pid,tid,time,event,ip,sym,dso', '--max-stack', DEEPEST_STACK]
  await runScript(world, ['perf', 'script', '-f', '-i', file, '--ns', '--no-inline', ...fields], reader.take)
  return reader.finish()
}

async function runScript(
  { env, signal }: Pick<World, 'env' | 'signal'>,
  [program, ...args]: readonly [string, ...string[]],
  take: (line: string) => void,
): Promise<void> {
  const script = execa(program, args, {
    env,
    extendEnv: false,
    reject: false,
    buffer: { stdout: false },
    cancelSignal: signal,
    stdin: 'ignore',
  })
  await forEachLine(script.stdout, take)
  const { exitCode, stderr } = await script
  if (exitCode !== 0) throw new Error(`perf: ${firstLine(stderr)}`)
}

function scriptWords(file: string): readonly [string, ...string[]] {
  const events = ['--ns', '--show-task-events', '--show-lost-events', '-F', 'pid,tid,time,event,addr']
  return ['perf', 'script', '-f', '-i', file, ...events]
}

/** perf puts a heading above what it says. */
function firstLine(text: string): string {
  const lines = text.split('\n').map((line) => line.trim())
  return lines.find((line) => line !== '' && line !== 'Error:') ?? ''
}
