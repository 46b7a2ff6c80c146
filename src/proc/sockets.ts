import { resolve } from 'node:path'
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

/** Where a socket may be found. */
export type SocketAddress =
  | { readonly kind: 'tcp' | 'udp'; readonly port: number }
  /** Relative paths, on either side, start at the directory. */
  | { readonly kind: 'unix'; readonly path: string; readonly directory: string }

/**
 * The sockets at an address, by their inodes: those that accept connections, or datagrams. In the network namespace of
 * a process (`self` for ours), and of both address families.
 */
export function findSockets(
  files: ProcFiles,
  pid: number | 'self',
  address: SocketAddress,
): ReadonlySet<string> {
  if (address.kind === 'unix') {
    const wanted = resolve(address.directory, address.path)
    const found = parseUnixSockets(readTable(files, pid, 'unix') ?? '')
    return new Set(
      found
        .filter(({ path }) => path === address.path || resolve(address.directory, path) === wanted)
        .map(({ inode }) => inode),
    )
  }
  const found =
    address.kind === 'tcp'
      ? readListeners(files, pid)
      : ['udp', 'udp6'].flatMap((table) => parseAddresses(readTable(files, pid, table) ?? ''))
  return new Set(found.filter(({ port }) => port === address.port).map(({ inode }) => inode))
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

/** Those of a table of TCP that accept connections. */
export function parseListeners(table: string): Listener[] {
  return parseAddresses(table)
    .filter(({ state }) => state === LISTEN)
    .map(({ port, inode }) => ({ port, inode }))
}

/** Reads /proc/net/{tcp,udp}{,6}: `sl local_address rem_address st …`, the inode in the tenth column. */
function parseAddresses(table: string): readonly (Listener & { readonly state: string })[] {
  return table
    .split('\n')
    .slice(1)
    .map((line) => line.trim().split(/\s+/))
    .filter((columns) => columns.length > 9)
    .map((columns) => ({
      port: Number.parseInt(columns[1]?.split(':').at(-1) ?? '', 16),
      inode: columns[9] ?? '',
      state: columns[3] ?? '',
    }))
}

const ACCEPTS_CONNECTIONS = 0x10000 // __SO_ACCEPTCON, include/linux/net.h
const DATAGRAM = '0002' // SOCK_DGRAM, which never accepts any

/** Reads /proc/net/unix, `Num RefCount Protocol Flags Type St Inode Path`: those with a name that take what comes. */
export function parseUnixSockets(table: string): { readonly path: string; readonly inode: string }[] {
  return table.split('\n').flatMap((line) => {
    const [, flags = '', type, inode = '', path = ''] =
      /^[0-9a-f]+: \w+ \w+ (\w+) (\w+) \w+ +(\d+) (.+)$/i.exec(line) ?? []
    const accepts = (Number.parseInt(flags, 16) & ACCEPTS_CONNECTIONS) !== 0
    return path !== '' && (accepts || type === DATAGRAM) ? [{ path, inode }] : []
  })
}

/** What the processes accept connections at: ports of TCP, ascending, and absolute paths of sockets, sorted. */
export function findListening(
  files: ProcFiles,
  pids: readonly number[],
): { readonly ports: readonly number[]; readonly paths: readonly string[] } {
  const [first] = pids
  if (first === undefined) return { ports: [], paths: [] }
  const isOwn = (inode: string) => pids.some((pid) => ownsSocket(files, pid, new Set([inode])) === true)
  const ports = readListeners(files, first).filter(({ inode }) => isOwn(inode))
  const named = parseUnixSockets(readTable(files, first, 'unix') ?? '').filter(
    ({ path, inode }) => path.startsWith('/') && isOwn(inode),
  )
  return {
    ports: [...new Set(ports.map(({ port }) => port))].sort((a, b) => a - b),
    paths: [...new Set(named.map(({ path }) => path))].toSorted(),
  }
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

/** `pid (command)` of a process that has one of the sockets; `null` when nobody whom we may ask does. */
export function describeOwner(files: ProcFiles, inodes: ReadonlySet<string>): string | null {
  const owner = files.pids().find((pid) => ownsSocket(files, pid, inodes) === true)
  if (owner === undefined) return null
  return `pid ${owner} (${programName(files, owner, files.readText(`${owner}/comm`)?.trim() ?? '?')})`
}
