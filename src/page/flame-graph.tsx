import flamegraph, { type FlameGraph as Drawn } from 'd3-flame-graph'
import { select } from 'd3-selection'
import { useEffect, useRef, useState } from 'preact/hooks'
import { formatChange, formatFigure, formatNumber } from '../model/units.ts'
import type { Call } from './call-tree.ts'

interface Props {
  readonly root: Call
  readonly isCompared: boolean
  readonly id: string
}

/** What the library draws. */
interface Frame {
  readonly name: string
  readonly value: number
  readonly call: Call
  readonly children: readonly Frame[]
}

type Side = 'head' | 'base'

/** The calls as a picture: a mouse or a finger zooms into it. The tree beside it has the same for keys and ears. */
export function FlameGraph({ root, isCompared, id }: Props) {
  const place = useRef<HTMLDivElement>(null)
  const drawn = useRef<Drawn<Frame> | null>(null)
  const [side, setSide] = useState<Side>('head')
  const [said, say] = useState('')
  const [width, setWidth] = useState(0)
  useEffect(() => {
    const element = place.current
    if (element === null) return
    const observer = new ResizeObserver(() => setWidth(element.clientWidth))
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  useEffect(() => {
    const element = place.current
    if (element === null || width === 0) return
    const whole = root[side]
    const labelOf = ({ call }: Frame) => describe(call, whole, isCompared)
    const chart = flamegraph<Frame>()
      .width(width)
      .cellHeight(20)
      .minFrameSize(1)
      .transitionDuration(0)
      .inverted(true)
      .setColorMapper(({ data }) => (isCompared ? changeColor(data.call) : moduleColor(data.call.module)))
      .setLabelHandler(({ data }) => labelOf(data))
      .onHover(({ data }) => say(labelOf(data)))
      .onClick(({ data }) => say(labelOf(data)))
    select(element).datum(frameOf(root, side)).call(chart)
    drawn.current = chart
    return () => void chart.destroy()
  }, [root, isCompared, side, width])
  return (
    <section>
      <h3 id={id}>Calls as a flame graph</h3>
      <div class="tools">
        {isCompared && (
          <label>
            Width by{' '}
            <select value={side} onChange={(event) => setSide(event.currentTarget.value as Side)}>
              <option value="head">head</option>
              <option value="base">base</option>
            </select>
          </label>
        )}
        <button type="button" onClick={() => drawn.current?.resetZoom()}>
          Show all
        </button>
        <span class="hint">
          {isCompared
            ? 'Red grew, blue shrank, gray is as it was. Click to zoom in.'
            : 'A color is a module. Click to zoom in.'}
        </span>
      </div>
      <div ref={place} class="flame" aria-hidden="true" />
      <p class="said">{said}</p>
    </section>
  )
}

function frameOf(call: Call, side: Side): Frame {
  const children = call.children.filter((child) => child[side] > 0)
  return { name: call.name, value: call[side], call, children: children.map((child) => frameOf(child, side)) }
}

function describe({ name, module, base, head }: Call, whole: number, isCompared: boolean): string {
  const share = whole === 0 ? '' : `, ${formatNumber((head / whole) * 100, 1, 1)} %`
  const change = isCompared ? `, ${formatChange(head - base, 'bytes')}` : ''
  return `${name}${module === '' ? '' : ` (${module})`}: ${formatFigure(head, 'bytes')}${share}${change}`
}

/** Black is read on all of these, in either scheme. */
function changeColor({ base, head }: Call): string {
  if (base === head) return '#d0d0d0'
  const strength = Math.abs(head - base) / Math.max(base, head)
  const other = Math.round(215 - 95 * strength)
  return head > base ? `rgb(255,${other},${other})` : `rgb(${other},${Math.min(235, other + 40)},255)`
}

function moduleColor(module: string): string {
  let hash = 0
  for (const character of module) hash = (hash * 31 + character.charCodeAt(0)) % 360
  return `hsl(${hash},65%,75%)`
}
