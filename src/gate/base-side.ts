import { realpathSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { PairPlan, Scenario } from '../config/scenario.ts'
import { errors } from '../model/errors.ts'
import type { World } from '../model/world.ts'

/** Two folders that are each other's counterpart. */
export interface Sides {
  readonly head: string
  readonly base: string
}

/**
 * The counterpart of a folder.
 *
 * @throws UserError `outside-workspace` when it has none
 */
export function counterpart(path: string, { head, base }: Sides): string {
  const real = realPath(path)
  const inside = relative(realPath(head), real)
  if (inside === '..' || inside.startsWith('../')) throw errors.outsideWorkspace(real, head)
  return inside === '' ? base : join(base, inside)
}

/** As the kernel would call it; what is not there keeps its name, and is an error where it is used. */
function realPath(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return path
  }
}

/** The scenario as it runs in the base: the same command, under the load of the head. */
export function scenarioOfBase(scenario: Scenario, sides: Sides, name: string): Scenario {
  return {
    ...scenario,
    name,
    workingDirectory: counterpart(scenario.workingDirectory, sides),
    workloadDirectory: scenario.workingDirectory,
  }
}

/**
 * By an absolute path the base would run, or change, what is the head's.
 *
 * @throws UserError `path-into-workspace`
 */
export function refuseAbsolutePaths(
  scenario: Scenario,
  { headDirectory }: Pick<PairPlan, 'headDirectory'>,
  root: string,
): void {
  const roots = [...new Set([root, headDirectory, realPath(headDirectory)])]
  const texts: readonly (readonly [what: string, text: string])[] = [
    ...scenario.command.map((word) => ['run', word] as const),
    ...Object.entries(scenario.env).map(([name, value]) => [`env.${name}`, value] as const),
    ...(scenario.ready ?? []).map(({ text }) => ['ready', text] as const),
    ['target', scenario.target?.text ?? ''],
    ...(['prepare', 'cleanup'] as const).map((what) => [what, scenario[what] ?? ''] as const),
  ]
  for (const [what, text] of texts) {
    if (roots.some((folder) => holdsPath(text, folder))) {
      throw errors.pathIntoWorkspace(scenario.name, what, text, headDirectory)
    }
  }
}

function holdsPath(text: string, folder: string): boolean {
  return text
    .split(folder)
    .slice(1)
    .some((rest) => rest === '' || /^[/:;,\s"')]/.test(rest))
}

/** Variables that say where programs and libraries are. */
const SEARCHED = /PATH$|^VIRTUAL_ENV$|_HOME$/

/** The step's environment for the base: what is searched in the workspace is searched in its counterpart. */
export function environmentOfBase(env: World['env'], { head, base }: Sides): World['env'] {
  return Object.fromEntries(
    Object.entries(env).map(([name, value]) => [
      name,
      value !== undefined && SEARCHED.test(name)
        ? value
            .split(':')
            .map((folder) => moved(folder, head, base))
            .join(':')
        : value,
    ]),
  )
}

function moved(folder: string, head: string, base: string): string {
  return folder === head || folder.startsWith(`${head}/`) ? base + folder.slice(head.length) : folder
}
