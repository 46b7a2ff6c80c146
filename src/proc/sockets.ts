import type { ProcFiles } from '../model/proc-files.ts'
import { programName } from './program-name.ts'

/** A TCP socket that accepts connections. */
export interface Listener {
  readonly port: number
  /** Identifies the socket among the open files of processes. */
  readonly inode: string
}

/** The listeners of the network namespace of a process (`self` for ours), of both address families. */
export function readListeners(files: ProcFiles, pid: number | 'self'): Listener[] {
  return ['tcp', 'tcp6'].flatMap((table) => parseListeners(readTable(files, pid, table) ?? ''))
}

/** A process whose first thread has ended shows no network; its other threads do. */
function readTable(files: ProcFiles, pid: number | 'self', table: string): string | null {
  const own = files.readText(`${pid}/net/${table}`)
  if (own !== null) return own
  for (const thread of files.list(`${pid}/task`)) {
    const text = files.readText(`${pid}/task/${thread}/net/${table}`)
    if (text !== null) return text
  }
  return null
}

const LISTEN = '0A' // TCP_LISTEN, include/net/tcp_states.h

/** Reads /proc/net/tcp or tcp6: `sl local_address rem_address st …`, the inode in the tenth column. */
export function parseListeners(table: string): Listener[] {
  return table
    .split('\n')
    .slice(1)
    .map((line) => line.trim().split(/\s+/))
    .filter((columns) => columns[3] === LISTEN)
    .map((columns) => ({
      port: Number.parseInt(columns[1]?.split(':').at(-1) ?? '', 16),
      inode: columns[9] ?? '',
    }))
}

/**
 * Whether the process has the socket of one of the inodes open; `null` when its open files may not be read.
 * Of a process whose first thread has ended, the other threads show them.
 */
export function ownsSocket(files: ProcFiles, pid: number, inodes: ReadonlySet<string>): boolean | null {
  const own = lookFor(files, inodes, `${pid}/fd`)
  if (own === 'there' || own === 'elsewhere') return own === 'there'
  const looks = files.list(`${pid}/task`).map((thread) => lookFor(files, inodes, `${pid}/task/${thread}/fd`))
  if (looks.includes('there')) return true
  return own === 'denied' || looks.includes('denied') ? null : false
}

/** Whether a folder of open files has one of the sockets, has none of them, is empty (or gone), or may not be read. */
function lookFor(
  files: ProcFiles,
  inodes: ReadonlySet<string>,
  folder: string,
): 'there' | 'elsewhere' | 'empty' | 'denied' {
  const descriptors = files.look(folder)
  if (descriptors.kind !== 'names') return descriptors.kind === 'denied' ? 'denied' : 'empty'
  const targets = descriptors.names.map((descriptor) => files.link(`${folder}/${descriptor}`))
  const isThere = targets.some((target) => {
    const inode = /^socket:\[(\d+)\]$/.exec(target ?? '')?.[1]
    return inode !== undefined && inodes.has(inode)
  })
  if (isThere) return 'there'
  // Root without CAP_SYS_PTRACE, as in many a container, may list them all and follow none.
  if (targets.includes(null)) return 'denied'
  return targets.length === 0 ? 'empty' : 'elsewhere'
}

/** `pid (command)` of a process that listens on the port; `null` when nobody whom we may ask does. */
export function describePortOwner(files: ProcFiles, port: number): string | null {
  const inodes = new Set(
    readListeners(files, 'self')
      .filter((listener) => listener.port === port)
      .map(({ inode }) => inode),
  )
  const owner = files.pids().find((pid) => ownsSocket(files, pid, inodes) === true)
  if (owner === undefined) return null
  return `pid ${owner} (${programName(files, owner, files.readText(`${owner}/comm`)?.trim() ?? '?')})`
}
