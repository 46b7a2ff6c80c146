import { formatFigure } from '../model/units.ts'
import { SERIES } from './series.ts'
import { type ChartInput, useChart } from './use-chart.ts'

interface Props extends ChartInput {
  readonly id: string
  readonly onActive: (run: number) => void
}

/** The readings as lines, the active run above the others. What the keys walk to is said. */
export function ReadingsChart({ runs, series, active, id, onActive }: Props) {
  const { place, at, walkTo, zoom, reset, range } = useChart({ runs, series, active })
  const { unit, label } = SERIES[series]
  const keys: Readonly<Record<string, () => void>> = {
    ArrowRight: () => walkTo(at + 1),
    ArrowLeft: () => walkTo(at - 1),
    PageDown: () => walkTo(at + 20),
    PageUp: () => walkTo(at - 20),
    Home: () => walkTo(0),
    End: () => walkTo(Number.MAX_SAFE_INTEGER),
    ArrowDown: () => onActive(Math.min(runs.length - 1, active + 1)),
    ArrowUp: () => onActive(Math.max(0, active - 1)),
    '+': () => zoom(0.5),
    '-': () => zoom(2),
    '0': reset,
    Escape: reset,
  }
  const readings = runs[active]?.readings
  const [time, figure] = [readings?.atMs[at], readings?.[series][at]]
  return (
    <>
      <div
        ref={place}
        class="chart"
        tabIndex={0}
        role="application"
        aria-roledescription="chart"
        aria-label={`${label} over time, run ${active + 1} of ${runs.length}`}
        aria-describedby={`${id}-keys`}
        onKeyDown={(event) => {
          const act = event.ctrlKey || event.metaKey || event.altKey ? undefined : keys[event.key]
          if (act === undefined) return
          event.preventDefault()
          act()
        }}
      />
      <div class="tools">
        <button type="button" onClick={() => zoom(0.5)}>
          Zoom in
        </button>
        <button type="button" onClick={() => zoom(2)}>
          Zoom out
        </button>
        <button type="button" onClick={reset}>
          Show all
        </button>
        <span class="hint">{range}</span>
      </div>
      <p role="status" class="said">
        {time !== undefined &&
          figure !== undefined &&
          `Run ${active + 1}, reading ${at + 1} of ${readings?.atMs.length ?? 0}: ` +
            `${formatFigure(time, 'ms')}, ${label} ${formatFigure(figure, unit)}`}
      </p>
      <p class="hint" id={`${id}-keys`}>
        Drag to zoom in, double-click to see all. By keys: ← → a reading, ↑ ↓ a run, + − zoom, 0 all.
      </p>
    </>
  )
}
