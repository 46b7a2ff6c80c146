import { createReadStream } from 'node:fs'
import { execa } from 'execa'
import type { Refusal } from '../model/trace-doubt.ts'
import type { World } from '../model/world.ts'
import { forEachLine } from './lines.ts'
import { createStraceReader, type StraceEvent } from './parse-strace.ts'

const CALLS = '?open,openat,read,pread64,mmap,mremap,munmap,execve,?vfork,?clone,?clone3'

/**
 * The words before a command whose files and mappings are to be written to a file. The tracer stands aside, in a session
 * of its own, so that the command is the process that these words began as.
 */
export function straceWords(file: string): readonly string[] {
  const aside = ['-DDD', '-f', '-q', '--seccomp-bpf']
  const what = ['-e', `trace=${CALLS}`, '-e', 'signal=none', '-y', '-s', '0']
  return ['strace', ...aside, ...what, '--absolute-timestamps=format:unix,precision:ns', '-o', file]
}

/** Tries strace on `true`. */
export async function findStrace({ env }: Pick<World, 'env'>): Promise<'found' | Refusal> {
  const [program = '', ...args] = straceWords('/dev/null')
  const { exitCode, code, stderr } = await execa(program, [...args, 'true'], {
    env,
    extendEnv: false,
    reject: false,
    timeout: 20_000,
    stdin: 'ignore',
  })
  if (code === 'ENOENT') return { why: 'absent', said: '' }
  return exitCode === 0 ? 'found' : { why: 'refused', said: stderr.trim().split('\n')[0]?.trim() ?? '' }
}

/** Reads what it wrote, line by line. */
export async function readStrace(
  file: string,
  offset: ClockOffset,
  take: (event: StraceEvent) => void,
): Promise<void> {
  const reader = createStraceReader(offset)
  await forEachLine(createReadStream(file), (line) => reader.take(line).forEach(take))
}

/** From CLOCK_REALTIME to CLOCK_MONOTONIC; in two parts, as the sum in nanoseconds is more than a number holds. */
export interface ClockOffset {
  readonly seconds: number
  readonly nanoseconds: number
}

/** So often, as a busy machine delays a look by up to a millisecond; never the other way. */
const LOOKS = 12

/** strace knows CLOCK_REALTIME alone. The next millisecond of it begins: what is the other clock's time? */
export function measureClockOffset(): ClockOffset {
  let least: bigint | null = null
  for (let look = 0; look < LOOKS; look += 1) {
    const before = Date.now()
    let now = before
    while (now === before) now = Date.now()
    const offset = process.hrtime.bigint() - BigInt(now) * 1_000_000n
    if (least === null || offset < least) least = offset
  }
  const offset = least ?? 0n
  return { seconds: Number(offset / 1_000_000_000n), nanoseconds: Number(offset % 1_000_000_000n) }
}
