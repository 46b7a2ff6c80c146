import { accessSync, closeSync, constants, type Stats, statSync } from 'node:fs'
import { delimiter, join, resolve } from 'node:path'
import { execa } from 'execa'
import { errors } from '../model/errors.ts'
import { COOKIE_VARIABLE, type Cookie } from '../proc/cookie.ts'
import { readOomKills } from '../proc/oom-kills.ts'
import { parseStat, type ProcessStat } from '../proc/stat.ts'
import { createProcessTree, type ProcessTree, readStat } from '../proc/tree.ts'
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
  /** When the supervisor started, in clock ticks after boot; `Infinity` where that cannot be known. */
  readonly startTime: number
  /** How many processes the kernel has killed for lack of memory since then, on the whole machine. */
  readonly oomKills: () => number
  /** What the supervisor said when the program had ended; `null` before. */
  readonly report: () => SupervisorReport | null
  /** Whether the supervisor itself is gone: with a report at the program's end, without one when it was killed. */
  readonly isGone: () => boolean
  /** Settles when the supervisor has told the program's end, or is gone; never rejects. */
  readonly ended: Promise<void>
  /** Settles when the supervisor itself is gone, and with it the tracer around it; never rejects. */
  readonly gone: Promise<void>
  /** Under a tracer the supervisor stays when the program has ended, as a tracer ends with it, until this. */
  readonly release: () => void
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

// A tracer may leave descriptors open. The supervisor is a process of its own that the tracer has made, so it says which
// one; and a tracer ends when its child does, which is too early where a daemon has left us behind.
const TRACED_SUPERVISOR = `
exec >&4 2>&1 4>&- 5>&- 6>&- 7>&- 8>&- 9>&-
printf '%s\\n' "$$" >&3
${SUPERVISOR}
read -r _ <&3
`

/** What watches a launch from outside: a command that starts another, and ends when that does. */
export interface Tracer {
  /** The words before those that it starts, which are in a session of their own: none of it is in the figures. */
  readonly prefix: readonly [string, ...string[]]
  /** Variables that it sets by itself, beside PATH: the program is not to have them. */
  readonly ownVariables: readonly string[]
}

/** A launched program, and the processes that it becomes. */
export interface Started {
  readonly program: LaunchedProgram
  readonly tree: ProcessTree
}

/**
 * Launches a program, under a tracer where there is one, and follows it.
 *
 * @throws UserError as {@link launch} does
 */
export async function start(
  options: LaunchOptions,
  machine: Machine,
  world: World,
  tracer: Tracer | null = null,
): Promise<Started> {
  // None of those who are there before can be a member.
  const bystanders = world.proc.pids()
  const program = await launch(options, machine, world, tracer)
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
  tracer: Tracer | null,
): Promise<LaunchedProgram> {
  const cookie = machine.createCookie()
  const env = programEnvironment(stepEnv, options, cookie.value)
  const [, ...programArguments] = options.command
  const program = findProgram(options, env['PATH'] ?? '')
  const [file = '/bin/sh', ...args] = [
    ...(tracer === null ? [] : [...tracer.prefix, ...restoringEnvironment(tracer, env)]),
    ...machine.prefix(cookie),
    '/bin/sh',
    '-c',
    tracer === null ? SUPERVISOR : TRACED_SUPERVISOR,
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
    env: tracer === null ? env : withoutCookie(env),
    extendEnv: false,
    detached: true,
    cleanup: false,
    reject: false,
    buffer: false,
    stdio:
      tracer === null
        ? ['ignore', descriptor, descriptor, 'pipe']
        : ['ignore', 'ignore', 'pipe', 'pipe', descriptor],
  })
  closeSync(output.descriptor)
  const giveUp = (): void => {
    guardian.dismiss()
    output.close()
  }
  if (supervisor.pid === undefined) {
    giveUp()
    throw errors.cannotLaunch(options.command[0], (await supervisor).originalMessage ?? 'no process was made')
  }
  let said = ''
  let complaint = ''
  supervisor.stderr?.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(-4096)
  })
  const hold = supervisor.stdio[3]
  /** Settles with each word of the supervisor, while it speaks. */
  let onWord = (): void => undefined
  hold.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(0, 4096)
    onWord()
  })
  let isGone = false
  const gone = supervisor.then(() => {
    isGone = true
  })
  const heard = (isComplete: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      onWord = () => {
        if (isComplete()) resolve()
      }
      onWord()
    })
  let pid = supervisor.pid
  if (tracer !== null) {
    await Promise.race([heard(() => said.includes('\n')), gone])
    const [first = '', ...rest] = said.split('\n')
    if (!/^\d+$/.test(first)) {
      giveUp()
      throw errors.tracerFailed(tracer.prefix[0], complaint)
    }
    pid = Number(first)
    said = rest.join('\n')
  }
  guardian.watch(pid)
  const startTime = readStat(proc, pid)?.startTime ?? Infinity
  const reported = heard(() => parseReport(said) !== null)
  return {
    supervisorPid: pid,
    cookie,
    output,
    guardian,
    launchedAt,
    startTime,
    oomKills: () => readOomKills(proc) - oomKillsBefore,
    report: () => parseReport(said),
    isGone: () => isGone,
    ended: Promise.race([reported, gone]),
    gone,
    release: () => hold.destroy(),
  }
}

/** What must not look like a process of the run. */
export function withoutCookie(env: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter(([name]) => name !== COOKIE_VARIABLE))
}

/** Words that give the program the environment it would have without a tracer. */
function restoringEnvironment(
  { ownVariables }: Tracer,
  env: Readonly<Record<string, string>>,
): readonly string[] {
  const names = ['PATH', COOKIE_VARIABLE, ...ownVariables]
  return [
    'env',
    ...names.filter((name) => !(name in env)).flatMap((name) => ['-u', name]),
    ...names.filter((name) => name in env).map((name) => `${name}=${env[name] ?? ''}`),
  ]
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
