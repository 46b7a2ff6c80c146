import type { UnaccountedReason } from '../model/attribution.ts'
import type { TracedMapping, TraceRecord } from '../model/trace-record.ts'
import { kindOfGroup } from './group-kind.ts'

/** Gives pages that nobody saw being made a reason, as many to lost samples as there are of these. */
export function createReasoner(record: TraceRecord): (mapping: TracedMapping) => UnaccountedReason {
  // Who sees nothing cannot say what was not to be seen.
  if (!record.means.includes('perf')) return () => 'unknown'
  let lost = record.lostFaults
  const otherwise: UnaccountedReason =
    record.kernelFaults === false ? 'kernel' : record.means.includes('strace') ? 'unknown' : 'moved'
  return ({ group, anonymousHuge = 0 }) => {
    if (group.startsWith('[stack')) return 'exec'
    if (anonymousHuge > 0) return 'huge'
    if (lost > 0) {
      lost -= 1
      return 'lost'
    }
    return otherwise
  }
}

/** Bytes of a mapping that count and are no page of it. */
export function reasonOfExcess({ group }: TracedMapping): UnaccountedReason {
  return kindOfGroup(group) === 'anonymous' ? 'unknown' : 'page-cache'
}
