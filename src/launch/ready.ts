import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import { errors } from '../model/errors.ts'
import type { ReadyCondition, Scenario, StatedCondition } from '../config/scenario.ts'
import { describeOwner, findSockets } from '../proc/sockets.ts'
import type { World } from '../model/world.ts'
import type { Started } from './program.ts'
import { createCommandProbe } from './command-probe.ts'
import { type Answer, ask, explainAnswer, isExpected } from './http-probe.ts'
import { createLogProbe } from './log-probe.ts'
import type { Machine } from './machine.ts'
import { explainSocket, treeOwns } from './socket-probe.ts'

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

/** Why a condition does not hold, to go on behind its text, and what to do about it where that is not the usual. */
export interface Explanation {
  readonly why: string
  readonly cure?: string
}

export interface Probe {
  /**
   * Whether the condition holds now; or since when, by the clock of the world, where the answer took its time. Cheap
   * enough to be asked fifty times a second.
   *
   * @throws UserError when it can never hold
   */
  readonly holds: () => Promise<boolean | number> | boolean
  readonly explain: () => Explanation
  /** What the groups of a pattern caught. */
  readonly caught?: () => RegExpExecArray | null
}

/**
 * Refuses a port that somebody has already: a leftover of an earlier job would answer in the place of the program,
 * which cannot bind, and the gate would measure one and probe the other.
 *
 * @throws UserError `port-occupied` naming the port and, where it may be known, its owner.
 */
export async function checkPortIsFree(condition: ReadyCondition, { proc, clock }: World): Promise<void> {
  if (condition.kind !== 'tcp' && condition.kind !== 'http' && condition.kind !== 'udp') return
  const { port } = condition
  const kind = condition.kind === 'udp' ? 'udp' : 'tcp'
  const deadline = clock.now() + CLOSING_MS
  for (;;) {
    const inodes = findSockets(proc, 'self', { kind, port })
    if (inodes.size === 0) return
    if (clock.now() > deadline) throw errors.portOccupied(port, describeOwner(proc, inodes))
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
    case 'udp':
      return (context) => ({
        holds: () => treeOwns(context, condition),
        explain: () => explainSocket(context, condition) ?? HOLDS_NOW,
      })
    case 'unix': {
      const address = { ...condition, directory: workingDirectory }
      return (context) => ({
        holds: () => treeOwns(context, address),
        explain: () => explainSocket(context, address) ?? HOLDS_NOW,
      })
    }
    case 'http': {
      const { url, port, status } = condition
      const address = { kind: 'tcp', port } as const
      return (context) => {
        let latest: Answer = { failure: 'was not answered' }
        return {
          holds: async () => {
            if (!treeOwns(context, address)) return false
            const answer = await ask(url, context.signal)
            if (!context.signal.aborted) latest = answer
            return isExpected(answer, status)
          },
          explain: () => explainSocket(context, address) ?? { why: explainAnswer(latest, status) },
        }
      }
    }
    case 'log':
      return (context) => createLogProbe(condition.pattern, context)
    case 'file': {
      const path = resolve(workingDirectory, condition.path)
      const before = versionOf(path)
      return () => ({
        holds: () => {
          const now = versionOf(path)
          return now !== null && now !== before
        },
        explain: () => ({
          why:
            versionOf(path) === null
              ? 'did not hold: there is no such file'
              : 'did not hold: the file was there before the launch, and has not changed since',
        }),
      })
    }
    case 'command':
      return (context) => {
        let latest = 'has not ended once'
        const holds = createCommandProbe(condition.command, context, (ended) => (latest = ended))
        return { holds, explain: () => ({ why: latest }) }
      }
    case 'delay':
      return ({ program, world: { clock } }) => ({
        holds: () => clock.now() - program.launchedAt >= condition.delayMs,
        explain: () => ({ why: 'takes longer than that' }),
      })
  }
}

/** Between the last look and the explanation. */
const HOLDS_NOW: Explanation = { why: 'held a moment too late' }

/** All conditions of a scenario as one. */
export interface ReadyProbe {
  /** Whether all of them hold now, or since when. */
  readonly holds: () => Promise<boolean | number>
  /** Of those that do not hold, with their texts. */
  readonly explain: () => readonly Explanation[]
  /** Of all patterns, in the order of the conditions. */
  readonly caught: () => readonly RegExpExecArray[]
}

interface Asked {
  readonly text: string
  readonly probe: Probe
  /** The latest. */
  answer: boolean | number
}

/** {@link createProbe} of several conditions, which must all hold at the same time. */
export function createReadyProbe(
  stated: readonly StatedCondition[],
  workingDirectory: string,
): (context: ReadyContext) => ReadyProbe {
  const prepared = stated.map(({ condition, text }) => ({
    text,
    create: createProbe(condition, workingDirectory),
  }))
  return (context) => {
    const all = prepared.map(({ text, create }): Asked => ({ text, probe: create(context), answer: false }))
    return {
      holds: async () => {
        await Promise.all(all.map(async (one) => (one.answer = await one.probe.holds())))
        const times = all.flatMap(({ answer }) => (typeof answer === 'number' ? [answer] : []))
        if (all.some(({ answer }) => answer === false)) return false
        return times.length === all.length ? Math.max(...times) : true
      },
      explain: () =>
        all
          .filter(({ answer }) => answer === false)
          .map(({ text, probe }) => {
            const explanation = probe.explain()
            return { ...explanation, why: `${text} ${explanation.why}` }
          }),
      caught: () => all.map(({ probe }) => probe.caught?.() ?? null).filter((match) => match !== null),
    }
  }
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
