import { useMemo } from 'preact/hooks'
import { formatFigure } from '../model/units.ts'
import type { PageSpan } from '../report/page/document.ts'
import { TreeGrid, type TreeNode } from './tree-grid.tsx'

/** Which span is inside which: what brought what in. */
export function Spans({ spans, id }: { readonly spans: readonly PageSpan[]; readonly id: string }) {
  const roots = useMemo(() => nest(spans), [spans])
  return (
    <TreeGrid
      id={id}
      title="What is inside what"
      heads={['Span', 'With all inside', 'Self', 'Retained', 'Faults']}
      roots={roots}
    />
  )
}

/** Bytes; of some rows nobody knows, such as what is retained of what is no import. */
export function formatKnown(bytes: number | null): string {
  return bytes === null ? '–' : formatFigure(bytes, 'bytes')
}

function nest(spans: readonly PageSpan[]): readonly TreeNode[] {
  const inside = new Map<number | null, number[]>()
  spans.forEach(({ parent }, place) => {
    const siblings = inside.get(parent) ?? []
    siblings.push(place)
    inside.set(parent, siblings)
  })
  const nodesIn = (parent: number | null): readonly TreeNode[] =>
    (inside.get(parent) ?? [])
      .flatMap((place) => {
        const span = spans[place]
        return span === undefined ? [] : [{ span, place }]
      })
      .toSorted((a, b) => b.span.cumulative - a.span.cumulative)
      .map(({ span: { name, kind, cumulative, self, retained, faults }, place }) => ({
        key: place,
        name,
        hint: kind,
        cells: [
          formatFigure(cumulative, 'bytes'),
          formatFigure(self, 'bytes'),
          formatKnown(retained),
          formatFigure(faults, 'count'),
        ],
        children: nodesIn(place),
      }))
  return nodesIn(null)
}
