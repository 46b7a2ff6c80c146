import { statSync } from 'node:fs'
import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { resolve } from 'node:path'
import { errors } from '../model/errors.ts'
import type { ReadyCondition, Scenario } from '../config/scenario.ts'
import { programName } from '../proc/program-name.ts'
import { describePortOwner, ownsSocket, readListeners } from '../proc/sockets.ts'
import type { World } from '../model/world.ts'
import type { Started } from './program.ts'
import { readStat } from '../proc/tree.ts'
import { createCommandProbe } from './command-probe.ts'
import { createLineFinder } from './line-pattern.ts'
import type { Machine } from './machine.ts'

/** What a probe may look at. */
export interface ReadyContext extends Started {
  readonly scenario: Scenario
  readonly machine: Machine
  readonly world: World
  /** The pids of the tree at the latest reading. */
  readonly memberPids: () => readonly number[]
  /** Ends a probe that is under way: the run is over, or the gate. */
  readonly signal: AbortSignal
}

/**
 * Whether the program is ready now; or since when, by the clock of the world, where the answer took its
 * time. Cheap enough to be asked fifty times a second; never rejects.
 *
 * @throws UserError when it can never hold
 */
export type Probe = () => Promise<boolean | number> | boolean

/**
 * Refuses a port that somebody listens on already: a leftover of an earlier job would answer in the place of
 * the program, which cannot bind, and the gate would measure one and probe the other.
 *
 * @throws UserError `port-occupied` naming the port and, where it may be known, its owner.
 */
export async function checkPortIsFree(condition: ReadyCondition, { proc, clock }: World): Promise<void> {
  if (condition.kind !== 'tcp' && condition.kind !== 'http') return
  const { port } = condition
  const deadline = clock.now() + CLOSING_MS
  while (readListeners(proc, 'self').some((listener) => listener.port === port)) {
    if (clock.now() > deadline) throw errors.portOccupied(port, describePortOwner(proc, port))
    await clock.sleep(CLOSING_MS / 20)
  }
}

/** What somebody has just ended may take so long to close its sockets on a busy machine. */
const CLOSING_MS = 500

/** Prepares the probe of a condition. Called before the launch, as a file that was there before proves nothing. */
export function createProbe(
  condition: ReadyCondition,
  workingDirectory: string,
): (context: ReadyContext) => Probe {
  switch (condition.kind) {
    case 'tcp':
      return (context) => () => treeListensOn(context, condition.port)
    case 'http':
      return (context) => async () =>
        treeListensOn(context, condition.port) && (await answers(condition.url, context.signal))
    case 'log':
      return ({ program }) => {
        const hasMatch = createLineFinder(condition.pattern)
        let seen = false
        let failure: Error | null = null
        program.output.watchLines((lines) => {
          try {
            return (seen = hasMatch(lines))
          } catch (error) {
            failure = error as Error
            return true
          }
        })
        return () => {
          if (failure !== null) throw failure
          return seen
        }
      }
    case 'file': {
      const path = resolve(workingDirectory, condition.path)
      const before = versionOf(path)
      return () => () => {
        const now = versionOf(path)
        return now !== null && now !== before
      }
    }
    case 'command':
      return (context) => createCommandProbe(condition.command, context)
    case 'delay':
      return ({ program, world: { clock } }) =>
        () =>
          clock.now() - program.launchedAt >= condition.delayMs
  }
}

/**
 * What is known of why a condition does not hold, to go on behind its text, and what to do about it where that is
 * not the usual. Never rejects.
 */
export function explainUnready(
  condition: ReadyCondition | null,
  context: ReadyContext,
): { readonly why: string; readonly cure?: string } {
  if (condition?.kind !== 'tcp' && condition?.kind !== 'http') return { why: 'did not hold' }
  const { proc } = context.world
  const listener = findListener(context, condition.port)
  if (listener === 'tree') return { why: 'was not answered with a status below 400' }
  const owner = describePortOwner(proc, condition.port)
  if (owner !== null) return { why: `did not hold: ${owner} listens there, which is none of its processes` }
  if (typeof listener === 'string') return { why: 'did not hold' }
  const { denied } = listener
  const command = programName(proc, denied, proc.readText(`${denied}/comm`)?.trim() ?? '?')
  return {
    why: `did not hold: somebody listens there, and whether it is process ${denied} (${command}) may not be looked at`,
    cure: 'Run the gate as root (in a container with --cap-add SYS_PTRACE), or use another ready condition, such as log:/…/.',
  }
}

function treeListensOn(context: ReadyContext, port: number): boolean {
  return findListener(context, port) === 'tree'
}

/** Who listens on a port; or a process of the tree of which that may not be looked at. */
type PortListener = 'tree' | 'others' | 'nobody' | { readonly denied: number }

/**
 * Asks the members of the latest reading first, as a scan fifty times a second would cost a large tree much; and
 * where these do not know, those of this moment: a daemon may have forked away since.
 */
function findListener(context: ReadyContext, port: number): PortListener {
  const known = context.memberPids()
  const listener = askForListener(context, port, known)
  const [first] = known
  const isCurrent = first === undefined || (readStat(context.world.proc, first)?.state ?? 'Z') !== 'Z'
  if (listener === 'tree' || (listener === 'nobody' && isCurrent)) return listener
  const { members, hidden } = context.tree.scan()
  const pids = members.filter(({ state }) => state !== 'Z').map(({ pid }) => pid)
  const now = askForListener(context, port, pids)
  return now === 'others' && hidden[0] !== undefined ? { denied: hidden[0].pid } : now
}

function askForListener(
  { program, world: { proc } }: ReadyContext,
  port: number,
  pids: readonly number[],
): PortListener {
  // The program may have a network namespace of its own: ask by one of its processes.
  const inodes = new Set(
    readListeners(proc, pids[0] ?? program.supervisorPid)
      .filter((listener) => listener.port === port)
      .map(({ inode }) => inode),
  )
  if (inodes.size === 0) return 'nobody'
  let denied: number | null = null
  for (const pid of pids) {
    const owns = ownsSocket(proc, pid, inodes)
    if (owns === true) return 'tree'
    if (owns === null) denied ??= pid
  }
  return denied === null ? 'others' : { denied }
}

/** Changes whenever the file is made, replaced or written; `null` when there is none, or none that we may see. */
function versionOf(path: string): string | null {
  try {
    const { ino, ctimeNs } = statSync(path, { bigint: true })
    return `${ino} ${ctimeNs}`
  } catch {
    return null
  }
}

const ANSWER_TIMEOUT_MS = 2000

/** A status below 400. Certificates are not checked: local services sign their own. */
async function answers(url: string, signal: AbortSignal): Promise<boolean> {
  return new Promise((done) => {
    const send = url.startsWith('https:') ? httpsRequest : httpRequest
    const request = send(url, { rejectUnauthorized: false, agent: false, timeout: ANSWER_TIMEOUT_MS, signal })
    request.on('response', (response) => {
      response.destroy()
      done((response.statusCode ?? 500) < 400)
    })
    request.on('timeout', () => request.destroy())
    request.on('error', () => done(false))
    request.on('close', () => done(false))
    request.end()
  })
}
