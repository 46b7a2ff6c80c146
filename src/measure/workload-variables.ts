import type { StatedCondition } from '../config/scenario.ts'
import type { Session } from './session.ts'

const PREFIX = 'FOOTPRINT_GATE_'

/**
 * What of being ready a workload may use: the port of the first condition that names one, and what the groups of
 * `log:` patterns caught, by number through all patterns and by name. A group may be called `port`, for a program that
 * chooses it.
 */
export function readyVariables(
  stated: readonly StatedCondition[],
  caught: readonly RegExpExecArray[],
): Readonly<Record<string, string>> {
  const port = stated.flatMap(({ condition }) => ('port' in condition ? [condition.port] : []))[0]
  const numbered = caught.flatMap((match) => match.slice(1) as (string | undefined)[])
  const named = caught.flatMap((match) => Object.entries<string | undefined>(match.groups ?? {}))
  const all: readonly (readonly [string, string | undefined])[] = [
    ['PORT', port?.toString()],
    ...numbered.map((text, index) => [String(index + 1), text] as const),
    ...named.map(([name, text]) => [name.toUpperCase(), text] as const),
  ]
  // A variable cannot hold a NUL character; a group that took no part has none.
  return Object.fromEntries(
    all.flatMap(([name, text]) =>
      text === undefined ? [] : [[PREFIX + name, text.replaceAll('\0', '')] as const],
    ),
  )
}

/**
 * {@link readyVariables}, with the pid of the program (of its daemon, where that has taken its place), and where it
 * runs: of a base that is not where the workload does.
 */
export function workloadVariables({
  caught = {},
  program,
  scenario,
  tree,
}: Pick<Session, 'caught' | 'program' | 'scenario' | 'tree'>): Readonly<Record<string, string>> {
  const living = tree.scan().members.filter(({ state }) => state !== 'Z')
  const pids = living.map(({ pid }) => pid)
  const main =
    living.find(({ parentPid }) => parentPid === program.supervisorPid) ??
    living.find(({ parentPid }) => !pids.includes(parentPid))
  return {
    ...caught,
    [`${PREFIX}DIRECTORY`]: scenario.workingDirectory,
    ...(main !== undefined && { [`${PREFIX}PID`]: String(main.pid) }),
  }
}
