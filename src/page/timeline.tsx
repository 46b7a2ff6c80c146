import { useMemo } from 'preact/hooks'
import { formatFigure } from '../model/units.ts'
import type { PageSpan, PageTimeline } from '../report/page/document.ts'
import { ChartView } from './chart-view.tsx'
import { type Column, DataTable } from './data-table.tsx'

interface Props {
  readonly timeline: PageTimeline
  readonly spans: readonly PageSpan[]
  readonly id: string
}

/** So many moments are drawn: more lines than these hide what they stand in. */
const DRAWN = 12

/** What stays and what only passes through, from the start to the snapshot, with what happened meanwhile. */
export function Timeline({ timeline, spans, id }: Props) {
  const { t, stays, passing, events } = timeline
  const lines = useMemo(
    () => [
      { x: t, y: stays.map((bytes, index) => bytes + (passing[index] ?? 0)), look: 'light' as const },
      { x: t, y: stays, look: 'solid' as const },
    ],
    [t, stays, passing],
  )
  const moments = useMemo(
    () =>
      events
        .filter(({ kind }) => kind !== 'library')
        .slice(0, DRAWN)
        .map(({ t: atMs, name }) => ({ atMs, label: name })),
    [events],
  )
  const say = (at: number) => {
    const [time = 0, held = 0, passes = 0] = [t[at], stays[at], passing[at]]
    const within = innermost(spans, time)
    return (
      `At ${formatFigure(time, 'ms')}: ${formatFigure(held, 'bytes')} that stays, ` +
      `${formatFigure(passes, 'bytes')} that passes through${within === null ? '' : `, in ${within.kind} ${within.name}`}`
    )
  }
  return (
    <section>
      <h3>What stays, and what only passed through</h3>
      <p class="hint">
        <span class="key head">Blue</span>: pages that are still there at the snapshot. Gray, above it: pages
        that were given back before.
      </p>
      <ChartView
        id={id}
        label="memory that stays and that passes through, over time"
        lines={lines}
        unit="bytes"
        moments={moments}
        walked={lines[0] ?? { x: [], y: [] }}
        whole={Math.max(1, t.at(-1) ?? 0)}
        say={say}
      />
      {events.length > 0 && (
        <DataTable id={`${id}-events`} title="What happened when" rows={events} columns={EVENTS} />
      )}
    </section>
  )
}

const EVENTS: readonly Column<PageTimeline['events'][number]>[] = [
  { label: 'Name', kind: 'text', value: ({ name }) => name, show: ({ name }) => <code>{name}</code> },
  { label: 'Time', kind: 'figure', value: ({ t }) => t, show: ({ t }) => formatFigure(t, 'ms') },
  { label: 'Kind', kind: 'text', value: ({ kind }) => kind },
]

/** The import or file that was being worked on: of those around a time the last to begin. */
function innermost(spans: readonly PageSpan[], time: number): PageSpan | null {
  const around = spans.filter(
    ({ kind, t0, t1 }) => (kind === 'import' || kind === 'file') && t0 <= time && time <= t1,
  )
  return around.reduce<PageSpan | null>(
    (last, span) => (last === null || span.t0 >= last.t0 ? span : last),
    null,
  )
}
