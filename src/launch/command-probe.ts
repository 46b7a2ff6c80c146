import { execa } from 'execa'
import type { Cookie } from '../proc/cookie.ts'
import { createProcessTree } from '../proc/tree.ts'
import { endMarked } from './end-marked.ts'
import { type Guardian, startGuardian } from './guardian.ts'
import { programEnvironment } from './program-environment.ts'
import type { Probe, ReadyContext } from './ready.ts'
import { formatDuration } from '../model/units.ts'

const TIMEOUT_MS = 10_000

/**
 * A probe that runs a shell command, and holds when that ends with status 0. All its calls bear the same marks, which
 * are not those of the program: a probe is in no figure. Nothing outlives a call.
 *
 * @param onEnd called with how a call ended, in words
 */
export function createCommandProbe(
  command: string,
  context: ReadyContext,
  onEnd: (how: string) => void,
): Probe['holds'] {
  const { program, machine, signal } = context
  const own = machine.createCookie()
  // Of its own, too: the end of one call must not be the end of another condition's.
  const cookie: Cookie = { ...own, value: `${program.cookie.value}-probe-${own.value}` }
  let guardian: Guardian | null = null
  return async () => {
    if (signal.aborted) return false
    if (guardian === null) {
      const started = startGuardian(cookie, context.world.env)
      signal.addEventListener('abort', started.dismiss)
      guardian = started
    }
    return succeeds(command, cookie, context, onEnd)
  }
}

async function succeeds(
  command: string,
  cookie: Cookie,
  { scenario, machine, world, signal }: ReadyContext,
  onEnd: (how: string) => void,
): Promise<number | false> {
  const bystanders = world.proc.pids()
  const [file, ...args] = [...machine.prefix(cookie), '/bin/sh', '-c', command]
  const probe = execa(file, args, {
    cwd: scenario.workingDirectory,
    env: programEnvironment(world.env, scenario, cookie.value),
    extendEnv: false,
    detached: true,
    reject: false,
    stdio: 'ignore',
  })
  const { pid } = probe
  if (pid === undefined) return false
  let isGone = false
  const tree = createProcessTree(world.proc, pid, cookie, bystanders)
  const marked = { supervisorPid: pid, cookie, isGone: () => isGone, tree }
  const killLeader = () => void probe.kill('SIGKILL')
  const over = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)])
  over.addEventListener('abort', killLeader)
  const { exitCode } = await probe
  if (!signal.aborted) onEnd(describeEnd(exitCode))
  const endedAt = world.clock.now()
  isGone = true
  over.removeEventListener('abort', killLeader)
  // It is called again and again: all processes are gone through once only, at the end.
  await endMarked(marked, world, exitCode === 0 || signal.aborted)
  return exitCode === 0 && endedAt
}

function describeEnd(exitCode: number | undefined): string {
  if (exitCode === undefined) return `was killed, or had not ended after ${formatDuration(TIMEOUT_MS)}`
  return `ended with status ${exitCode}${exitCode === 127 ? ': command not found' : ''}`
}
