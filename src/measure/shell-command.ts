import type { Machine } from '../launch/machine.ts'
import { type LaunchOptions, start } from '../launch/program.ts'
import { stop } from '../launch/stop.ts'
import { workloadShell } from '../launch/workload-shell.ts'
import type { World } from '../model/world.ts'

export type CommandEnd =
  /** `status`: `null` when it was killed without a word to its supervisor. `output`: the end of what it printed. */
  | { readonly kind: 'ended'; readonly status: number | null; readonly output: string }
  | { readonly kind: 'timed-out'; readonly output: string }

export type ShellCommandOptions = Omit<LaunchOptions, 'command'> & {
  readonly timeoutMs: number
  /** How long it may go on when the gate is aborted. */
  readonly lastMs?: number
}

/**
 * Runs the text of a shell to its end, launched like a program: in a clean environment, and nothing of it survives.
 *
 * @throws the reason of the world's signal when the gate is aborted
 */
export async function runShellCommand(
  text: string,
  { timeoutMs, lastMs = 0, workingDirectory, env, passEnv }: ShellCommandOptions,
  machine: Machine,
  world: World,
): Promise<CommandEnd> {
  const shell = workloadShell(env['PATH'] ?? world.env['PATH'] ?? '')
  const launch = {
    command: [...shell, text],
    workingDirectory,
    env,
    ...(passEnv !== undefined && { passEnv }),
  } as const
  const started = await start(launch, machine, world)
  const { program } = started
  const ended = new AbortController()
  void program.ended.then(() => ended.abort())
  try {
    await world.clock.sleep(timeoutMs, AbortSignal.any([ended.signal, world.signal]))
    if (world.signal.aborted) await world.clock.sleep(lastMs, ended.signal)
    world.signal.throwIfAborted()
    const status = program.report()?.exitStatus ?? null
    const output = program.output.tail()
    return status === null && !program.isGone()
      ? { kind: 'timed-out', output }
      : { kind: 'ended', status, output }
  } finally {
    await stop(started, world, { signal: 'SIGTERM', graceMs: 0 })
  }
}
