import type { TraceEvent } from '../model/trace-record.ts'

/** What `strace -f -y -s 0 --absolute-timestamps=format:unix,precision:ns -o FILE` says, event by event. */
export interface StraceReader {
  /** Takes a line; the events that it completes. `pid` is that of the thread: strace knows no other. */
  readonly take: (line: string) => readonly StraceEvent[]
}

export type StraceEvent =
  | Extract<TraceEvent, { kind: 'open' | 'read' | 'map' | 'unmap' | 'move' }>
  /** Another program, by its path as it was given. */
  | (Extract<TraceEvent, { kind: 'exec' }> & { readonly path: string })
  /** The thread made a process that shares its memory until it execs. */
  | { readonly kind: 'shares'; readonly t: number; readonly child: number }

const LINE = /^(\d+)\s+(\d+)\.(\d{9}) (.*)$/
const UNFINISHED = ' <unfinished ...>'
const RESUMED = /^<\.\.\. \w+ resumed>(.*)$/
const OPEN = /^open(?:at)?\((?!.*O_DIRECTORY).*\)\s+= \d+<(.*)>$/
const READ = /^p?read(?:64)?\(\d+<(.*)>, .*\)\s+= (\d+)$/
const MAP =
  /^mmap\((?:NULL|0x[0-9a-f]+), (\d+), ([A-Z_|]+), ([A-Za-z0-9_|<>]+), (-?\d+)(?:<(.*)>)?, \S+\)\s+= 0x([0-9a-f]+)$/
const UNMAP = /^munmap\(0x([0-9a-f]+), (\d+)\)\s+= 0$/
const MOVE = /^mremap\(0x([0-9a-f]+), (\d+), (\d+), .*\)\s+= 0x([0-9a-f]+)$/
const EXEC = /^execve\("((?:[^"\\]|\\.)*)".*\)\s+= 0$/
const SHARES = /^(?:vfork\(|clone3?\(.*CLONE_VM).*\)\s+= (\d+)$/

/**
 * @param offset what to add to seconds of CLOCK_REALTIME for nanoseconds of CLOCK_MONOTONIC: `{ seconds, nanoseconds }`,
 *   apart, as together they are more than a number holds
 */
export function createStraceReader(offset: { seconds: number; nanoseconds: number }): StraceReader {
  /** By thread: the beginning of a call that another thread's line has cut in two. */
  const unfinished = new Map<number, { readonly t: number; readonly text: string }>()

  function take(line: string): readonly StraceEvent[] {
    const match = LINE.exec(line)
    if (match === null) return []
    const [, id = '', seconds = '', nanoseconds = '', text = ''] = match
    const pid = Number(id)
    const t = (Number(seconds) + offset.seconds) * 1e9 + Number(nanoseconds) + offset.nanoseconds
    if (text.endsWith(UNFINISHED)) {
      unfinished.set(pid, { t, text: text.slice(0, -UNFINISHED.length) })
      return []
    }
    const resumed = RESUMED.exec(text)
    if (resumed === null) return parseCall(text, { t, pid, tid: pid })
    const begun = unfinished.get(pid)
    unfinished.delete(pid)
    return begun === undefined
      ? []
      : parseCall(`${begun.text}${resumed[1] ?? ''}`, { t: begun.t, pid, tid: pid })
  }

  return { take }
}

function parseCall(text: string, at: { t: number; pid: number; tid: number }): readonly StraceEvent[] {
  const open = OPEN.exec(text)
  if (open !== null) return fileEvents({ ...at, kind: 'open', file: decodePath(open[1] ?? '') })
  const read = READ.exec(text)
  if (read !== null) {
    // The call begins here; what the kernel touches for it comes after. Where it reads to, strace does not say.
    const file = decodePath(read[1] ?? '')
    return fileEvents({ ...at, kind: 'read', file, address: 0, length: Number(read[2]) })
  }
  const map = MAP.exec(text)
  if (map !== null) {
    const [, length = '', protection = '', flags = '', , file, address = ''] = map
    return [
      {
        ...at,
        kind: 'map',
        address: Number.parseInt(address, 16),
        length: Number(length),
        file: file === undefined ? null : decodePath(file),
        populated: /MAP_(POPULATE|LOCKED)/.test(flags) && protection.includes('PROT_WRITE'),
      },
    ]
  }
  const unmap = UNMAP.exec(text)
  if (unmap !== null) {
    return [{ ...at, kind: 'unmap', address: Number.parseInt(unmap[1] ?? '', 16), length: Number(unmap[2]) }]
  }
  const move = MOVE.exec(text)
  if (move !== null) {
    const [, from = '', oldLength, newLength, to = ''] = move
    return [
      {
        ...at,
        kind: 'move',
        from: Number.parseInt(from, 16),
        to: Number.parseInt(to, 16),
        oldLength: Number(oldLength),
        newLength: Number(newLength),
      },
    ]
  }
  const exec = EXEC.exec(text)
  if (exec !== null) {
    const path = decodePath(exec[1] ?? '')
    return [{ ...at, kind: 'exec', command: path.slice(path.lastIndexOf('/') + 1).slice(0, 15), path }]
  }
  const shares = SHARES.exec(text)
  return shares === null || text.includes('CLONE_THREAD')
    ? []
    : [{ kind: 'shares', t: at.t, child: Number(shares[1]) }]
}

/** Files on a file system: not sockets and pipes, nor what the kernel makes up. */
function fileEvents(
  event: Extract<StraceEvent, { kind: 'open' | 'read' }>,
): readonly Extract<StraceEvent, { kind: 'open' | 'read' }>[] {
  return event.file.startsWith('/') && !/^\/(dev|proc|sys)\//.test(event.file) ? [event] : []
}

/** strace writes what is no printable ASCII as a string of C does. */
function decodePath(text: string): string {
  const bare = text.replace(/ \(deleted\)$/, '').replace(/\(deleted\)$/, '')
  if (!bare.includes('\\')) return bare
  const bytes = bare.replace(/\\([0-7]{1,3}|x[0-9a-f]{2}|.)/g, (_, code: string) => {
    if (/^[0-7]/.test(code)) return String.fromCharCode(Number.parseInt(code, 8))
    if (code.startsWith('x')) return String.fromCharCode(Number.parseInt(code.slice(1), 16))
    return C_ESCAPES[code] ?? code
  })
  return Buffer.from(bytes, 'latin1').toString('utf8')
}

const C_ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', v: '\v', f: '\f' }
