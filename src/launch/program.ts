import { accessSync, closeSync, constants, type Stats, statSync } from 'node:fs'
import { delimiter, join, resolve } from 'node:path'
import { execa } from 'execa'
import { errors } from '../model/errors.ts'
import type { Cookie } from '../proc/cookie.ts'
import { readOomKills } from '../proc/oom-kills.ts'
import { parseStat, type ProcessStat } from '../proc/stat.ts'
import { createProcessTree, type ProcessTree } from '../proc/tree.ts'
import { type Guardian, startGuardian } from './guardian.ts'
import type { Machine } from './machine.ts'
import type { World } from '../model/world.ts'
import { openProgramOutput, type ProgramOutput } from './output.ts'
import { programEnvironment } from './program-environment.ts'

/** A program that has been launched, under a shell that waits for it: its supervisor. */
export interface LaunchedProgram {
  /** Leads the process group and the session of the run; excluded from every figure. */
  readonly supervisorPid: number
  readonly cookie: Cookie
  readonly output: ProgramOutput
  readonly guardian: Guardian
  /** By the clock of the world. */
  readonly launchedAt: number
  /** How many processes the kernel has killed for lack of memory since then, on the whole machine. */
  readonly oomKills: () => number
  /** What the supervisor said when the program had ended; `null` before. */
  readonly report: () => SupervisorReport | null
  /** Whether the supervisor itself is gone: with a report at the program's end, without one when it was killed. */
  readonly isGone: () => boolean
  /** Settles when the supervisor has told the program's end, or is gone; never rejects. */
  readonly ended: Promise<void>
  /** Settles when the supervisor itself is gone; never rejects. */
  readonly gone: Promise<void>
}

export interface SupervisorReport {
  /** As a shell tells it: 128 + n after signal n. */
  readonly exitStatus: number
  /** The supervisor's own counters: the child counts are those of the program and all that it waited for. */
  readonly stat: ProcessStat
}

export interface LaunchOptions {
  readonly command: readonly [string, ...string[]]
  readonly workingDirectory: string
  readonly env: Readonly<Record<string, string>>
  readonly passEnv?: readonly string[]
}

// The program runs without descriptor 3, so only the supervisor can write the report. `ulimit`, `read` and `printf`
// are built in: nothing is forked, which would count as a child.
const SUPERVISOR = `
[ -z "$1" ] || ulimit -Sn "$1" 2>/dev/null
shift
"$@" 3>&-
status=$?
read -r stat </proc/$$/stat
printf '%s %s\\n' "$status" "$stat" >&3
`

/** A launched program, and the processes that it becomes. */
export interface Started {
  readonly program: LaunchedProgram
  readonly tree: ProcessTree
}

/** Launches a program and follows it. @throws UserError as {@link launch} does */
export async function start(options: LaunchOptions, machine: Machine, world: World): Promise<Started> {
  // None of those who are there before can be a member.
  const bystanders = world.proc.pids()
  const program = await launch(options, machine, world)
  const tree = createProcessTree(world.proc, program.supervisorPid, program.cookie, bystanders)
  return { program, tree }
}

/**
 * Launches a program in a session and process group of its own, without a terminal or input, its output into a
 * bounded tail.
 *
 * @throws UserError when the command or its working directory cannot be used.
 */
async function launch(
  options: LaunchOptions,
  machine: Machine,
  { env: stepEnv, clock, proc }: Pick<World, 'env' | 'clock' | 'proc'>,
): Promise<LaunchedProgram> {
  const cookie = machine.createCookie()
  const env = programEnvironment(stepEnv, options, cookie.value)
  const [, ...programArguments] = options.command
  const program = findProgram(options, env['PATH'] ?? '')
  const [file = '/bin/sh', ...args] = [
    ...machine.prefix(cookie),
    '/bin/sh',
    '-c',
    SUPERVISOR,
    'footprint-gate',
    String(machine.openFiles ?? ''),
    program,
    ...programArguments,
  ]
  const output = await openProgramOutput()
  const guardian = startGuardian(cookie, stepEnv)
  // Execa's types know the descriptors up to 9 only; child_process takes any.
  const descriptor = output.descriptor as 9
  const oomKillsBefore = readOomKills(proc)
  const launchedAt = clock.now()
  const supervisor = execa(file, args, {
    cwd: options.workingDirectory,
    env,
    extendEnv: false,
    detached: true,
    cleanup: false,
    reject: false,
    buffer: false,
    stdio: ['ignore', descriptor, descriptor, 'pipe'],
  })
  closeSync(output.descriptor)
  const { pid } = supervisor
  if (pid === undefined) {
    guardian.dismiss()
    output.close()
    throw errors.cannotLaunch(options.command[0], (await supervisor).originalMessage ?? 'no process was made')
  }
  guardian.watch(pid)
  let said = ''
  const reported = new Promise<void>((resolve) => {
    supervisor.stdio[3].setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(0, 4096)
      if (parseReport(said) !== null) resolve()
    })
  })
  let isGone = false
  const gone = supervisor.then(() => {
    isGone = true
  })
  return {
    supervisorPid: pid,
    cookie,
    output,
    guardian,
    launchedAt,
    oomKills: () => readOomKills(proc) - oomKillsBefore,
    report: () => parseReport(said),
    isGone: () => isGone,
    ended: Promise.race([reported, gone]),
    gone,
  }
}

function parseReport(said: string): SupervisorReport | null {
  const match = /^(\d+) (.+)\n/s.exec(said)
  return match === null ? null : { exitStatus: Number(match[1]), stat: parseStat(match[2] ?? '') }
}

/**
 * Finds the program as a shell would, but for what a shell has built in: `"$@"` would run its own `printf` and
 * start no program at all, so it is given a path. A shell would tell what is wrong only as status 126 or 127,
 * which a program may use as well.
 */
function findProgram({ command, workingDirectory }: LaunchOptions, path: string): string {
  const [program] = command
  if (statOf(workingDirectory)?.isDirectory() !== true) throw errors.workingDirectoryMissing(workingDirectory)
  const candidates = program.includes('/')
    ? [resolve(workingDirectory, program)]
    : path.split(delimiter).map((folder) => join(resolve(workingDirectory, folder), program))
  const files = candidates.filter((candidate) => statOf(candidate) !== null)
  if (files.length === 0) throw errors.commandNotFound(program, workingDirectory)
  const found = files.find(isExecutable)
  if (found === undefined) throw errors.commandNotExecutable(files[0] ?? program)
  return program.includes('/') ? program : found
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return statOf(path)?.isFile() ?? false
  } catch {
    return false
  }
}

/** `null` for what is not there, or is behind a folder that we may not search or that is none, as in many a PATH. */
function statOf(path: string): Stats | null {
  try {
    return statSync(path)
  } catch {
    return null
  }
}
