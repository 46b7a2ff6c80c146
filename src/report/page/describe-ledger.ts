import { aloneStacks, dropUnusedFrames, pruneStacks } from '../../ledger/prune-stacks.ts'
import type { Attribution, AttributionDifference } from '../../model/attribution.ts'
import type { HeavySpans } from '../../model/explanation.ts'
import type { TraceDoubt } from '../../model/trace-doubt.ts'
import { formatFigure } from '../../model/units.ts'
import { NOTHING } from '../figures.ts'
import { NO_STACKS_OF_BASE, sayDisturbance, sayLedger, sayMeans, sayReason } from '../phrases/ledger.ts'
import { sayDoubt } from '../phrases/tracing.ts'
import { capitalized } from '../phrases/words.ts'
import { oneLine } from '../untrusted.ts'
import type { PageLedger, PageLedgerProcess, PageSpan, PageStacks, PageTimeline } from './document.ts'

/**
 * Who made each page, as the HTML report shows it.
 *
 * @param heavy who made most of it, where that is known already
 * @param mostNodes of the stacks; those beyond it stand under their callers
 */
export function describeLedger(
  attribution: Attribution,
  difference: AttributionDifference | null,
  { heavy, mostNodes }: { readonly heavy?: HeavySpans; readonly mostNodes?: number } = {},
): PageLedger {
  const stacks = difference?.stacks ?? (attribution.stacks && aloneStacks(attribution.stacks))
  const areStacksCompared = difference !== null && difference.stacks !== null
  const unaccounted = attribution.coverage.reasons.map(
    ({ reason, bytes }) => `Not accounted for: ${formatFigure(bytes, 'bytes')} ${sayReason(reason)}.`,
  )
  return {
    answer: sayLedger(attribution, difference, heavy).map((part) =>
      typeof part === 'string' ? part : { code: oneLine(part.code) },
    ),
    notes: [
      ...(attribution.gate === null ? [] : [sayDisturbance(attribution.gate)]),
      ...sayMeans(attribution),
      ...unaccounted,
      ...(difference === null || areStacksCompared || stacks === null ? [] : [NO_STACKS_OF_BASE]),
    ].map((note) => capitalized(oneLine(note))),
    isCompared: difference !== null,
    spans: describeSpans(attribution),
    changes: (difference?.spans ?? []).map(({ kind, name, base, head, faults, readBytes }) => ({
      kind,
      name: nameOf(name),
      base,
      head,
      faults,
      readBytes,
    })),
    groups: (difference?.groups ?? attribution.groups.map(alone)).map(({ group, kind, base, head }) => ({
      group: nameOf(group),
      kind,
      base,
      head,
    })),
    processes: describeProcesses(attribution, difference),
    stacks: stacks && describeStacks(stacks, mostNodes),
    areStacksCompared,
    timeline: describeTimeline(attribution),
  }
}

/** What keeps an explanation from being whole, and the command that would allow more. */
export function describeDoubts(doubts: readonly TraceDoubt[]): readonly string[] {
  return doubts.map(sayDoubt).map(({ what, cure }) => oneLine([what, cure ?? ''].join(' ')))
}

const nameOf = (name: string) => oneLine(name) || NOTHING

const alone = ({ group, kind, writable }: Attribution['groups'][number]) => ({
  group,
  kind,
  base: null,
  head: writable,
})

function describeSpans({ spans }: Attribution): readonly PageSpan[] {
  const places = new Map(spans.map(({ id }, place) => [id, place]))
  return spans.map(
    ({ parent, kind, name, self, cumulative, retained = null, faults, readBytes = null, t0, t1 }) => ({
      parent: parent === null ? null : (places.get(parent) ?? null),
      kind,
      name: nameOf(name),
      self,
      cumulative,
      retained,
      faults,
      readBytes,
      t0,
      t1,
    }),
  )
}

/** The second worker is compared with the second worker, as the difference has them. */
function describeProcesses(
  { processes }: Attribution,
  difference: AttributionDifference | null,
): readonly PageLedgerProcess[] {
  const keyOf = (command: string, ordinal: number) => JSON.stringify([command, ordinal])
  const changes = new Map(
    (difference?.processes ?? []).map((change) => [keyOf(change.command, change.ordinal), change]),
  )
  const counts = new Map<string, number>()
  const rows = processes.map((process): PageLedgerProcess => {
    const { pid, command, writable, ownBytes, inheritedBytes, unsharedBytes, shareableBytes } = process
    const ordinal = (counts.get(command) ?? 0) + 1
    counts.set(command, ordinal)
    const change = changes.get(keyOf(command, ordinal))
    changes.delete(keyOf(command, ordinal))
    return {
      pid,
      command: nameOf(command),
      base: difference === null ? null : (change?.base ?? 0),
      head: writable,
      own: ownBytes,
      inherited: inheritedBytes,
      unshared: unsharedBytes,
      shareable: shareableBytes ?? null,
    }
  })
  const gone = [...changes.values()].map(({ command, base }): PageLedgerProcess => ({
    pid: null,
    command: nameOf(command),
    base,
    head: 0,
    own: 0,
    inherited: 0,
    unshared: 0,
    shareable: null,
  }))
  return [...rows, ...gone]
}

function describeStacks(stacks: PageStacks, mostNodes?: number): PageStacks {
  const { frames, nodes } = dropUnusedFrames(pruneStacks(stacks, mostNodes))
  return {
    frames: frames.map(({ name, module }) => ({ name: nameOf(name), module: oneLine(module) })),
    nodes,
  }
}

function describeTimeline({ timeline }: Attribution): PageTimeline {
  const { t, stays, passing, events } = timeline
  return {
    t,
    stays,
    passing,
    events: events.map(({ t: at, kind, name }) => ({ t: at, kind, name: nameOf(name) })),
  }
}
