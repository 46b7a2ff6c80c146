import { constants } from 'node:os'
import type { ProcFailure } from '../proc-files.ts'
import type { Phase } from '../progress.ts'
import { UserError } from './user-error.ts'
import { someOf } from './words.ts'

const { signals } = constants

/** As a shell tells it: above 128 a signal. */
function describeStatus(status: number): string {
  const signal = Object.entries(signals).find(([, number]) => number === status - 128)?.[0]
  return signal === undefined ? `status ${status}` : `status ${status} (${signal})`
}

/** When a program ended that should have kept running. */
const DURING: Readonly<Record<Phase, string>> = {
  starting: 'before it was ready',
  settling: 'while it came to rest',
  'under-workload': 'under its workload',
  soaking: 'during the soak',
  running: 'while it ran',
}

/** `null`: without a word to its supervisor. */
function describeEnd(status: number | null): string {
  return status === null ? 'was killed' : `ended with ${describeStatus(status)}`
}

/** What may have to do with the end of a program. */
interface Circumstances {
  /** Names of the variables that the step has and the program did not get. */
  readonly heldBack?: readonly string[]
  /** Processes of this machine that were killed meanwhile for lack of memory. */
  readonly oomKills?: number
}

/** Of many variables the first ones tell what kind they are. */
const SHOWN_VARIABLES = 12

/** What to do where a program may have missed a variable of the step; empty when nothing was held back. */
function handOver(heldBack: readonly string[]): string {
  return heldBack.length === 0
    ? ''
    : ` It did not get these variables of the step: ${someOf(heldBack, SHOWN_VARIABLES)}. Name by pass-env what it needs.`
}

/** What to do about SIGKILL, which a program can say nothing about; `null` of every other end. */
function cureOfKill(status: number | null, oomKills: number): string | null {
  if (status !== null && status !== 128 + signals.SIGKILL) return null
  return oomKills > 0
    ? `Meanwhile the kernel killed ${oomKills === 1 ? 'a process' : `${oomKills} processes`} for lack of memory (out of memory): give the machine or the container more.`
    : 'The kernel killed nothing for lack of memory meanwhile, as far as /proc/vmstat shows: find who sent SIGKILL, such as a supervisor or a limit of time.'
}

/** What programs do that cannot be measured, and machines that cannot measure. */
export const programErrors = {
  nothingToExplain: (scenario: string) =>
    new UserError(
      'nothing-to-explain',
      `${scenario} runs until it exits: there is no point at rest where its memory could be looked at`,
      'Explain a program that keeps running: until steady, with a ready condition.',
    ),
  nothingToTrace: (scenario: string, target: string) =>
    new UserError(
      'nothing-to-trace',
      `${scenario} has the target ${target}, which another service starts: only what footprint-gate launches can be traced or given other variables`,
      'Let "run" start the program itself, without "target".',
    ),
  targetNotFound: (
    scenario: string,
    target: string,
    timeout: string,
    why: string,
    cure: string,
    output: string,
  ) =>
    new UserError(
      'target-not-found',
      `the target ${target} of ${scenario} was not found in ${timeout}: ${why}`,
      cure,
      {
        detail: output,
      },
    ),
  targetEnded: (scenario: string, target: string, during: Phase, output: string) =>
    new UserError(
      'target-ended',
      `the target ${target} of ${scenario} ended ${DURING[during]}`,
      'A service must keep running. Look at the log that the service which starts it keeps of it.',
      { detail: output },
    ),
  targetSurvived: (scenario: string, target: string, processes: readonly string[], cleanup: string) =>
    new UserError(
      'target-survived',
      `the target ${target} of ${scenario} still lives after the run: ${someOf(processes, 5)}`,
      `It would be measured again in the next run, and footprint-gate ends only what it has launched. Stop it in "cleanup": ${cleanup}`,
    ),
  tracerFailed: (tracer: string, complaint: string) =>
    new UserError(
      'tracer-failed',
      `${tracer} did not start the program${complaint.trim() === '' ? '' : `:\n${complaint.trim()}`}`,
      'Explain without it (--trace imports or --trace none), or look at what it says.',
    ),
  workingDirectoryMissing: (path: string) =>
    new UserError(
      'working-directory-missing',
      `the working directory ${path} does not exist`,
      'Make it, or name another by working-directory (relative paths start at the configuration file).',
    ),
  commandNotFound: (program: string, workingDirectory: string) =>
    new UserError(
      'command-not-found',
      `the command "${program}" was not found`,
      program.includes('/')
        ? `Paths are relative to ${workingDirectory}. Is the program built before this step?`
        : 'It is in no folder of PATH. Give its path, or install it before this step.',
    ),
  commandNotExecutable: (path: string) =>
    new UserError('command-not-executable', `${path} is not executable`, `Make it so: chmod +x ${path}`),
  cannotLaunch: (program: string, why: string) =>
    new UserError(
      'cannot-launch',
      `cannot launch "${program}": ${why}`,
      'Does it run from a shell on this machine?',
    ),
  portOccupied: (port: number, owner: string | null) =>
    new UserError(
      'port-occupied',
      `port ${port} is occupied before the launch${owner === null ? '' : ` by ${owner}`}`,
      'Stop what listens there, or let the program use another port: a leftover would answer in its place.',
    ),
  exitedEarly: (
    scenario: string,
    status: number | null,
    during: Phase,
    output: string,
    { heldBack = [], oomKills = 0 }: Circumstances = {},
  ) =>
    new UserError(
      'exited-early',
      `${scenario} ${describeEnd(status)} ${DURING[during]}`,
      cureOfKill(status, oomKills) ??
        (status === 0
          ? 'It has no input: a program that reads commands from stdin ends at once, and may have an option to keep running. One that is meant to end by itself takes "until: exit".'
          : `A service must keep running. For a program that ends by itself, with status 0, use "until: exit".${handOver(heldBack)}`),
      { detail: output },
    ),
  programFailed: (
    scenario: string,
    status: number | null,
    output: string,
    { heldBack = [], oomKills = 0 }: Circumstances = {},
  ) =>
    new UserError(
      'program-failed',
      `${scenario} ${status === null ? 'was killed' : `failed with ${describeStatus(status)}`}`,
      cureOfKill(status, oomKills) ??
        `With "until: exit" the program must end with status 0: figures of a failed run are no evidence.${handOver(heldBack)}`,
      { detail: output },
    ),
  neverEnded: (scenario: string, timeout: string, output: string) =>
    new UserError(
      'never-ended',
      `${scenario} had not ended after ${timeout}`,
      'Raise settle-timeout, or use "until: steady" for a program that keeps running.',
      { detail: output },
    ),
  neverReady: (
    scenario: string,
    timeout: string,
    unmet: readonly string[],
    output: string,
    cure = 'Correct the ready condition, or raise ready-timeout.',
  ) =>
    new UserError('never-ready', `${scenario} was not ready after ${timeout}: ${unmet.join('; ')}`, cure, {
      detail: output,
    }),
  slowPattern: (condition: string, seconds: number) =>
    new UserError(
      'slow-pattern',
      `the pattern of ${condition} was still at work on a part of the output after ${seconds} s`,
      'Repeats within repeats, such as (a+)+, may take forever. Write a simpler pattern.',
    ),
  workloadFailed: (
    scenario: string,
    command: string,
    status: number | null,
    output: string,
    heldBack: readonly string[],
  ) =>
    new UserError(
      'workload-failed',
      `the workload of ${scenario} failed ${status === null ? '(killed)' : `with ${describeStatus(status)}`}: ${command}`,
      status === 128 + signals.SIGPIPE
        ? 'A reader of a pipe, such as head or grep -q, ended before its writer. Let it read to the end, or end that part by "|| true".'
        : `Every part of it must end with status 0, each command and each part of a pipe. Run it by hand against the running program.${handOver(heldBack)}`,
      { detail: output },
    ),
  workloadTimedOut: (scenario: string, command: string, timeout: string) =>
    new UserError(
      'workload-timed-out',
      `the workload of ${scenario} had not ended after ${timeout}: ${command}`,
      'Make it shorter, or raise workload-timeout in the configuration file.',
    ),
  commandFailed: (
    what: 'prepare' | 'cleanup',
    scenario: string,
    command: string,
    status: number | null,
    output: string,
    heldBack: readonly string[],
  ) =>
    new UserError(
      `${what}-failed`,
      `${what} of ${scenario} ${status === null ? 'was killed' : `failed with ${describeStatus(status)}`}: ${command}`,
      `Every part of it must end with status 0, each command and each part of a pipe. It runs in the working directory of the program.${handOver(heldBack)}`,
      { detail: output },
    ),
  commandTimedOut: (what: 'prepare' | 'cleanup', scenario: string, command: string, timeout: string) =>
    new UserError(
      `${what}-timed-out`,
      `${what} of ${scenario} had not ended after ${timeout}: ${command}`,
      'Make it shorter, or raise workload-timeout in the configuration file.',
    ),
  buildFailed: (
    what: 'base' | 'commit',
    command: string,
    status: number | null,
    output: string,
    heldBack: readonly string[],
  ) =>
    new UserError(
      'build-failed',
      `the ${what} does not build: ${command} ${status === null ? 'was killed' : `failed with ${describeStatus(status)}`}`,
      `It ran in a fresh checkout of the ${what}, by bash -eo pipefail: what earlier steps made for the head is not there.${handOver(heldBack)}`,
      { exitCode: 3, detail: output },
    ),
  buildTimedOut: (what: 'base' | 'commit', command: string, timeout: string, output: string) =>
    new UserError(
      'build-timed-out',
      `the ${what} does not build: ${command} had not ended after ${timeout}`,
      'Make it quicker, or build it in a step of its own, and name its folder by base-working-directory.',
      { exitCode: 3, detail: output },
    ),
  notLinux: (platform: string) =>
    new UserError(
      'not-linux',
      `footprint-gate measures on Linux only, not on ${platform}`,
      'It reads /proc/PID/smaps. Run it on a Linux machine: in a workflow, "runs-on: ubuntu-latest".',
    ),
  noProc: (found: 'text' | ProcFailure['kind']) =>
    new UserError(
      'no-proc',
      `cannot read /proc/self/smaps: ${found === 'text' ? 'it is empty' : found}`,
      'The kernel needs CONFIG_PROC_PAGE_MONITOR, and the container its /proc. Run on a plain Linux runner.',
    ),
} as const
