import type { ScenarioExplanation, Unexplained } from '../../model/explanation.ts'
import type { Lack, TraceDoubt } from '../../model/trace-doubt.ts'
import { formatDuration } from '../../model/units.ts'
import { oneLine } from '../untrusted.ts'
import { sayGaps, saySettlement } from './runs.ts'

/** Whether anybody saw who made the pages, or can estimate it: else it says no more than the mappings do. */
export function saysWho({ attribution, doubts }: ScenarioExplanation): boolean {
  return attribution.coverage.means.includes('perf') || doubts.some(({ kind }) => kind === 'estimated')
}

/** Why it is not said where the memory came from, beginning with a small letter. */
export function sayUnexplained(unexplained: Unexplained): string {
  return `where the memory came from is not explained: ${sayWhy(unexplained)}`
}

function sayWhy(unexplained: Unexplained): string {
  switch (unexplained.kind) {
    case 'until-exit':
      return 'with until: exit there is no moment at which the pages of the program could be read. To have its start-up explained, let it wait at its end, and measure it until it is steady.'
    case 'target':
      return 'another service starts its target, and only what footprint-gate launches can be traced. To have it explained, let run start the program itself, without target.'
    case 'leak-unseen':
      return 'it grew in the soak, and what is made there is seen by perf alone, which is not installed or may not trace here. footprint-gate explain, with the same flags, says how to allow it.'
    case 'no-time':
      return `the traces of the other scenarios took the ${formatDuration(unexplained.limitMs)} that a gate has for them.`
    case 'failed':
      return oneLine(unexplained.why, 400)
    case 'unreadable':
      return `what the stored result has in its place is none (${oneLine(unexplained.why, 200)}).`
  }
}

/** A doubt of an explanation in words. */
export interface DoubtWords {
  readonly what: string
  /** The command that would allow more, or what else to do; `null` where nothing can be done. */
  readonly cure: string | null
}

const LOST: Readonly<Record<Lack['means'], string>> = {
  perf: 'who touched which page is not known',
  dwarf: 'callers are found by frame pointers',
  strace: 'files are known of Python alone, and memory that was moved is charged to nobody',
}

const INSTALL: Readonly<Record<Lack['means'], string>> = {
  perf: 'sudo apt-get install -y linux-tools-$(uname -r)  # Debian: linux-perf',
  dwarf: 'sudo apt-get install -y linux-tools-$(uname -r)  # Debian: linux-perf',
  strace: 'sudo apt-get install -y strace',
}

const ALLOW: Readonly<Record<Lack['means'], string>> = {
  perf: 'sudo sysctl -w kernel.perf_event_paranoid=1  # in a container: --cap-add PERFMON',
  dwarf: 'perf version --build-options | grep -e dwarf -e libunwind  # one of them has to be on',
  strace: 'sudo sysctl -w kernel.yama.ptrace_scope=1  # in a container: --cap-add SYS_PTRACE',
}

export function sayDoubt(doubt: TraceDoubt): DoubtWords {
  switch (doubt.kind) {
    case 'lack': {
      const { means, why, said } = doubt
      const own = said === '' ? '' : ` ("${oneLine(said, 160)}")`
      const state = why === 'absent' ? 'is not installed' : `may not trace here${own}`
      return { what: `${means} ${state}: ${LOST[means]}.`, cure: (why === 'absent' ? INSTALL : ALLOW)[means] }
    }
    case 'estimated':
      return {
        what: 'The spans are estimates: what the process had grown by from one mark of a probe to the next.',
        cure: null,
      }
    case 'no-probe':
      return {
        what: `${oneLine(doubt.command, 60)} loaded no probe, so its imports are not told apart.`,
        cure: 'Start it without -E, -I and -S, and with the environment that it is given.',
      }
    case 'no-es-modules':
      return {
        what: `Node ${oneLine(doubt.version, 20)} does not tell ES modules apart; Node 22.15 and later do.`,
        cure: null,
      }
    case 'unsettled':
      return { what: `The traced run never came to rest: it ${saySettlement(doubt.settlement)}.`, cure: null }
    case 'gaps':
      return { what: `Not all of it was read: ${sayGaps(doubt.gaps)}.`, cure: null }
  }
}
