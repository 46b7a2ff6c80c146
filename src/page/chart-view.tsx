import { type ChartInput, useChart } from './use-chart.ts'

interface Props extends ChartInput {
  readonly id: string
  readonly label: string
  /** What is said of the point that the keys walked to. */
  readonly say: (at: number) => string
  /** Other keys, and what they do. */
  readonly keys?: Readonly<Record<string, () => void>>
  /** The same, for people. */
  readonly keysInWords?: string
}

/** A chart that mouse, fingers and keys zoom into and walk along; where one has walked to is said. */
export function ChartView({ id, label, say, keys: others = {}, keysInWords = '', ...input }: Props) {
  const { place, at, walkTo, zoom, reset, range } = useChart(input)
  const keys: Readonly<Record<string, () => void>> = {
    ArrowRight: () => walkTo(at + 1),
    ArrowLeft: () => walkTo(at - 1),
    PageDown: () => walkTo(at + 20),
    PageUp: () => walkTo(at - 20),
    Home: () => walkTo(0),
    End: () => walkTo(Number.MAX_SAFE_INTEGER),
    '+': () => zoom(0.5),
    '-': () => zoom(2),
    '0': reset,
    Escape: reset,
    ...others,
  }
  return (
    <>
      <div
        ref={place}
        class="chart"
        tabIndex={0}
        role="application"
        aria-roledescription="chart"
        aria-label={label}
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
        {at >= 0 && say(at)}
      </p>
      <p class="hint" id={`${id}-keys`}>
        Drag to zoom in, double-click to see all. By keys: ← → from point to point, {keysInWords}+ − zoom, 0
        all.
      </p>
    </>
  )
}
