import type { PageMetric, PageSamples } from '../report/page/document.ts'

const WIDTH = 180
const HEIGHT = 44
const MARGIN = 6
/** The middle of the dots of a side, and how far apart those are that would hide one another. */
const ROWS = { base: 12, head: 32 }
const STEP = 3

/** Every sample as a dot, those of the base above those of the head, and the limit as a line. */
export function Samples({ metric }: { readonly metric: PageMetric }) {
  const { base, head, highest } = metric
  const all = [...(base?.samples ?? []), ...(head?.samples ?? [])]
  if (all.length === 0) return <>–</>
  const [least, most] = [Math.min(...all), Math.max(...all)]
  // A limit far away would push all dots into one.
  const isNear = highest !== null && highest <= most + 3 * Math.max(most - least, highest * 0.05)
  const place = scale([...all, ...(isNear ? [highest] : [])])
  const words = [
    ...(base === null ? [] : [`base: ${base.inWords}`]),
    ...(head === null ? [] : [`head: ${head.inWords}`]),
  ].join('; ')
  return (
    <svg class="samples" role="img" aria-label={words} viewBox={`0 0 ${WIDTH} ${HEIGHT}`}>
      <title>{words}</title>
      {isNear && <line class="limit" x1={place(highest)} x2={place(highest)} y1="2" y2={HEIGHT - 2} />}
      <Dots side="base" samples={base} place={place} />
      <Dots side="head" samples={head} place={place} />
    </svg>
  )
}

interface DotsProps {
  readonly side: 'base' | 'head'
  readonly samples: PageSamples | null
  readonly place: (figure: number) => number
}

function Dots({ side, samples, place }: DotsProps) {
  const taken = new Map<number, number>()
  return (
    <>
      {(samples?.samples ?? []).map((sample, index) => {
        const x = place(sample)
        const before = taken.get(Math.round(x / 4)) ?? 0
        taken.set(Math.round(x / 4), before + 1)
        // 0, 1, -1, 2, -2: equal samples stand around the middle; more than fit in lie upon each other.
        const shift = Math.min(3, Math.ceil(before / 2)) * (before % 2 === 0 ? -STEP : STEP)
        return <circle key={index} class={side} cx={x} cy={ROWS[side] + shift} r="3" />
      })}
    </>
  )
}

/** From a figure to its place in the picture; figures that are all one stand in the middle. */
function scale(figures: readonly number[]): (figure: number) => number {
  const [least, most] = [Math.min(...figures), Math.max(...figures)]
  if (least === most) return () => WIDTH / 2
  return (figure) => MARGIN + ((figure - least) / (most - least)) * (WIDTH - 2 * MARGIN)
}
