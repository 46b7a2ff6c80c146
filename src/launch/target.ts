import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Scenario, Target } from '../config/scenario.ts'
import { causeInWords } from '../model/errors/words.ts'
import type { World } from '../model/world.ts'
import { isGroupOfContainer, isInGroup } from '../proc/cgroup.ts'
import { isHidden } from '../proc/hidden.ts'
import { isLiving, readStat } from '../proc/tree.ts'
import { type FoundContainer, findContainerId } from './container-id.ts'
import { withoutCookie } from './program.ts'
import { programEnvironment } from './program-environment.ts'
import type { Explanation } from './ready.ts'

/** Says which processes are meant that another service has started. What they are known by may come late. */
export interface TargetFinder {
  /** As a person wrote it. */
  readonly text: string
  /** Finds out anew what takes a command to know: the id of a container. */
  readonly refresh: () => Promise<void>
  /** For one scan: whether a process is meant, whatever its parents are. */
  readonly named: () => (pid: number) => boolean
  /** Why none was found, and what to do about it. */
  readonly explain: () => Required<Explanation>
  /** What ends it, for a person to put into `cleanup`. */
  readonly cleanup: string
}

const BY_ROOT = 'Run the gate as root: sudo -n env "PATH=$PATH" npx footprint-gate …'

/**
 * @param scenario where its client runs, and with what variables
 * @param startTime who started before is none of this run's, in clock ticks after boot
 */
export function createTargetFinder(
  target: Target,
  scenario: Scenario,
  startTime: number,
  { env, proc, signal }: Pick<World, 'env' | 'proc' | 'signal'>,
): TargetFinder {
  const { text } = target

  /** The pid of a process that is meant, and was there before the launch. */
  function findOlder(named: (pid: number) => boolean): string | null {
    for (const pid of proc.pids()) {
      const stat = readStat(proc, pid)
      if (stat === null || !isLiving(stat) || stat.startTime >= startTime || !named(pid)) continue
      return `${pid} (${stat.command})`
    }
    return null
  }

  function refuseOlder(named: (pid: number) => boolean): Required<Explanation> | null {
    const older = findOlder(named)
    return older === null
      ? null
      : {
          why: `process ${older} was there before this run, which is to start a fresh one`,
          cure: `Stop it before each run, in "prepare": ${cleanup}`,
        }
  }

  const cleanup = cleanupOf(target)
  switch (target.kind) {
    case 'pid-file': {
      const path = resolve(scenario.workingDirectory, target.path)
      const named = () => {
        const found = readPid(path)
        return (pid: number) => pid === found
      }
      const explain = () => {
        const found = readPid(path)
        const cure = 'Correct its path, which is relative to the working directory, or raise ready-timeout.'
        if (typeof found === 'string')
          return { why: found, cure: found.includes('permission') ? BY_ROOT : cure }
        const older = refuseOlder(named())
        if (older !== null)
          return { ...older, why: `${path} is stale, or the program was not started: ${older.why}` }
        return isHidden(proc, found)
          ? { why: `process ${found} of ${path} lives, but /proc hides it`, cure: BY_ROOT }
          : { why: `${path} is stale: process ${found} does not live`, cure }
      }
      return { text, refresh: () => Promise.resolve(), named, explain, cleanup }
    }
    case 'unit': {
      const named = () => (pid: number) => isInGroup(proc, pid, (part) => part === target.name)
      const explain = () =>
        refuseOlder(named()) ?? {
          why: `no process is in the control group of ${target.name}`,
          cure: `See systemctl status ${target.name}, or raise ready-timeout. ${BY_ROOT} where /proc hides what others run.`,
        }
      return { text, refresh: () => Promise.resolve(), named, explain, cleanup }
    }
    case 'container': {
      const clientEnv = withoutCookie(programEnvironment(env, scenario, ''))
      let found: FoundContainer = { why: 'nobody has been asked' }
      const named = () => {
        const id = 'id' in found ? found.id : null
        return (pid: number) => id !== null && isInGroup(proc, pid, (part) => isGroupOfContainer(part, id))
      }
      const explain = () => {
        if ('why' in found)
          return {
            why: found.why,
            cure: `Give the container that name (docker run --name ${target.name}), and the gate what it takes to ask for it (pass-env: DOCKER_*).`,
          }
        return (
          refuseOlder(named()) ?? {
            why: `no process of the container ${found.id.slice(0, 12)} is in /proc: it has ended, or runs on another machine`,
            cure: 'See docker logs. Of a container in a virtual machine (Docker Desktop), or on another host, nothing can be read.',
          }
        )
      }
      const refresh = async () => {
        found = await findContainerId(target.name, clientEnv, scenario.workingDirectory, signal)
      }
      return { text, refresh, named, explain, cleanup }
    }
  }
}

function cleanupOf(target: Target): string {
  switch (target.kind) {
    case 'pid-file':
      return 'what ends it and waits for its end, such as supervisorctl stop NAME'
    case 'container':
      return `docker rm -f ${target.name}`
    case 'unit':
      return `systemctl stop ${target.name}`
  }
}

/** More than any pid and a line's end. */
const PID_BYTES = 32

/** What the file begins with, or why that is no pid. The program may put anything there: a pipe would never end. */
function readPid(path: string): number | string {
  try {
    const descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
    try {
      if (!fstatSync(descriptor).isFile()) return `${path} is not a file`
      const bytes = Buffer.alloc(PID_BYTES)
      const text = bytes.toString('latin1', 0, readSync(descriptor, bytes))
      const pid = /^\s*(\d{1,9})\s/.exec(`${text}\n`)?.[1]
      return pid === undefined ? `${path} does not begin with the number of a process` : Number(pid)
    } finally {
      closeSync(descriptor)
    }
  } catch (error) {
    return `cannot read ${path}: ${causeInWords(error as NodeJS.ErrnoException)}`
  }
}
