import type { Lack } from '../../trace/trace-run.ts'
import { oneLine } from '../untrusted.ts'

/** What a person can do where something to trace by is missing. */
export interface LackWords {
  /** What is missing, and what is not known for want of it. */
  readonly what: string
  /** The command that would allow more. */
  readonly cure: string
}

const LOST: Readonly<Record<Lack['means'], string>> = {
  perf: 'which page was touched when, and by whom, is not known, only what grew at the marks of a probe',
  strace: 'files are known of Python programs alone, and memory that was moved is charged to nobody',
}

const INSTALL: Readonly<Record<Lack['means'], string>> = {
  perf: 'sudo apt-get install -y linux-tools-$(uname -r) (Debian: linux-perf)',
  strace: 'sudo apt-get install -y strace',
}

const ALLOW: Readonly<Record<Lack['means'], string>> = {
  perf: 'sudo sysctl -w kernel.perf_event_paranoid=1 (in a container: --cap-add PERFMON)',
  strace: 'sudo sysctl -w kernel.yama.ptrace_scope=1 (in a container: --cap-add SYS_PTRACE)',
}

/** A tracer that is not to be had, in words. */
export function sayLack({ means, why, said }: Lack): LackWords {
  const reason =
    why === 'absent'
      ? 'is not installed'
      : `may not trace here${said === '' ? '' : ` (${oneLine(said, 200)})`}`
  return {
    what: `${means} ${reason}: ${LOST[means]}.`,
    cure: why === 'absent' ? INSTALL[means] : ALLOW[means],
  }
}
