import { readdirSync, readlinkSync } from 'node:fs'
import type { ProcFiles } from './files.ts'
import { programName } from './program-name.ts'

/** A TCP socket that accepts connections. */
export interface Listener {
  readonly port: number
  /** Identifies the socket among the open files of processes. */
  readonly inode: string
}

/** The listeners of the network namespace of a process (`self` for ours), of both address families. */
export function readListeners(files: ProcFiles, pid: number | 'self'): Listener[] {
  return ['tcp', 'tcp6'].flatMap((table) => parseListeners(files.readText(`${pid}/net/${table}`) ?? ''))
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

/** Whether the process has the socket of one of the inodes open; `null` when its open files cannot be read. */
export function ownsSocket(root: string, pid: number, inodes: ReadonlySet<string>): boolean | null {
  let descriptors: string[]
  try {
    descriptors = readdirSync(`${root}/${pid}/fd`)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ESRCH') return false
    if (code === 'EACCES' || code === 'EPERM') return null
    throw error
  }
  return descriptors.some((descriptor) => {
    const inode = /^socket:\[(\d+)\]$/.exec(readLink(`${root}/${pid}/fd/${descriptor}`))?.[1]
    return inode !== undefined && inodes.has(inode)
  })
}

/** `pid (command)` of a process that listens on the port; `null` when nobody whom we may ask does. */
export function describePortOwner(root: string, files: ProcFiles, port: number): string | null {
  const inodes = new Set(
    readListeners(files, 'self')
      .filter((listener) => listener.port === port)
      .map(({ inode }) => inode),
  )
  for (const name of readdirSync(root)) {
    const pid = Number(name)
    if (!(pid > 0) || ownsSocket(root, pid, inodes) !== true) continue
    return `pid ${name} (${programName(files, pid, files.readText(`${name}/comm`)?.trim() ?? '?')})`
  }
  return null
}

function readLink(path: string): string {
  try {
    return readlinkSync(path)
  } catch {
    return '' // Closed in the meantime.
  }
}
