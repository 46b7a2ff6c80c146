import { aloneStacks } from '../../ledger/prune-stacks.ts'
import { shrinkExplanation } from '../../ledger/shrink-explanation.ts'
import type { ScenarioExplanation } from '../../model/explanation.ts'
import { elide } from '../untrusted.ts'

/** In the middle of a longer name is nothing that a reader would miss. */
const NAME_LENGTH = 300

/**
 * The part of a result that says where the memory came from: bounded, with names of {@link NAME_LENGTH} characters. The
 * environment and the states of rows are not in it, as a reader finds them elsewhere.
 */
export function describeExplanation(whole: ScenarioExplanation) {
  const { attribution, difference, heavy, doubts } = shrinkExplanation(whole)
  const { total, gate, coverage, processes, groups, spans, timeline, since } = attribution
  return {
    rows: heavy.rows.map((row) => ({ ...row, name: cut(row.name) })),
    others: heavy.others,
    total,
    ...(since === undefined ? {} : { since }),
    gate,
    coverage,
    processes: processes.map((process) => ({ ...process, command: cut(process.command) })),
    groups: groups.map((group) => ({ ...group, group: cut(group.group) })),
    spans: spans.map((span) => ({ ...span, name: cut(span.name) })),
    ...describeStacks(attribution.stacks, difference?.stacks ?? null),
    timeline: { ...timeline, events: timeline.events.map((event) => ({ ...event, name: cut(event.name) })) },
    difference:
      difference === null
        ? null
        : {
            total: { base: difference.total.base, head: difference.total.head },
            processes: difference.processes.map(({ command, ordinal, base, head }) => ({
              command: cut(command),
              ordinal,
              base,
              head,
            })),
            groups: difference.groups.map(({ group, kind, base, head }) => ({
              group: cut(group),
              kind,
              base,
              head,
            })),
            spans: difference.spans.map(({ kind, name, base, head, faults, readBytes }) => ({
              kind,
              name: cut(name),
              base,
              head,
              faults,
              readBytes,
            })),
          },
    doubts,
  }
}

const cut = (name: string) => elide(name, NAME_LENGTH)

/** The calls of the head are in those of both sides. */
function describeStacks(
  alone: ScenarioExplanation['attribution']['stacks'],
  compared: NonNullable<ScenarioExplanation['difference']>['stacks'],
) {
  const stacks = compared ?? (alone && aloneStacks(alone))
  const areStacksCompared = compared !== null
  if (stacks === null) return { stacks, areStacksCompared }
  const frames = stacks.frames.map(({ name, module }) => ({ name: cut(name), module: cut(module) }))
  return { stacks: { frames, nodes: stacks.nodes }, areStacksCompared }
}
