import { programName } from '../proc/program-name.ts'
import { describeOwner, findSockets, ownsSocket, type SocketAddress } from '../proc/sockets.ts'
import { readStat } from '../proc/tree.ts'
import type { Explanation, ReadyContext } from './ready.ts'

export function treeOwns(context: ReadyContext, address: SocketAddress): boolean {
  return findOwner(context, address) === 'tree'
}

/** Why the tree does not own it; `null` when it does. */
export function explainSocket(context: ReadyContext, address: SocketAddress): Explanation | null {
  const { proc } = context.world
  const owner = findOwner(context, address)
  if (owner === 'tree') return null
  if (owner === 'nobody') return { why: 'did not hold: nothing listens there' }
  const other = describeOwner(proc, findSockets(proc, 'self', address))
  if (other !== null) return { why: `did not hold: ${other} listens there, which is none of its processes` }
  if (typeof owner === 'string') return { why: 'did not hold: what listens there is none of its processes' }
  const { denied } = owner
  const command = programName(proc, denied, proc.readText(`${denied}/comm`)?.trim() ?? '?')
  return {
    why: `did not hold: somebody listens there, and whether it is process ${denied} (${command}) may not be looked at`,
    cure: 'Run the gate as root (in a container with --cap-add SYS_PTRACE), or use another ready condition, such as log:/…/.',
  }
}

/** Who has the socket; or a process of the tree of which that may not be looked at. */
type SocketOwner = 'tree' | 'others' | 'nobody' | { readonly denied: number }

/**
 * Asks the members of the latest reading first, as a scan fifty times a second would cost a large tree much; and
 * where these do not know, those of this moment: a daemon may have forked away since.
 */
function findOwner(context: ReadyContext, address: SocketAddress): SocketOwner {
  const known = context.memberPids()
  const owner = askForOwner(context, address, known)
  const [first] = known
  const isCurrent = first === undefined || (readStat(context.world.proc, first)?.state ?? 'Z') !== 'Z'
  if (owner === 'tree' || (owner === 'nobody' && isCurrent)) return owner
  const { members, hidden } = context.tree.scan()
  const pids = members.filter(({ state }) => state !== 'Z').map(({ pid }) => pid)
  const now = askForOwner(context, address, pids)
  return now === 'others' && hidden[0] !== undefined ? { denied: hidden[0].pid } : now
}

function askForOwner(
  { program, world: { proc } }: ReadyContext,
  address: SocketAddress,
  pids: readonly number[],
): SocketOwner {
  // The program may have a network namespace of its own: ask by one of its processes.
  const inodes = findSockets(proc, pids[0] ?? program.supervisorPid, address)
  if (inodes.size === 0) return 'nobody'
  let denied: number | null = null
  for (const pid of pids) {
    const owns = ownsSocket(proc, pid, inodes)
    if (owns === true) return 'tree'
    if (owns === null) denied ??= pid
  }
  return denied === null ? 'others' : { denied }
}
