/** What of d3-flame-graph 5 and d3-selection 3 is used: they bring no types. */
declare module 'd3-flame-graph' {
  import type { Selection } from 'd3-selection'

  export interface Frame<Data> {
    readonly data: Data
    readonly highlight?: boolean
  }

  export interface FlameGraph<Data> {
    (selection: Selection): void
    width(pixels: number): this
    cellHeight(pixels: number): this
    minFrameSize(pixels: number): this
    transitionDuration(milliseconds: number): this
    inverted(isInverted: boolean): this
    setColorMapper(colorOf: (frame: Frame<Data>) => string): this
    setLabelHandler(labelOf: (frame: Frame<Data>) => string): this
    onClick(act: (frame: Frame<Data>) => void): this
    onHover(act: (frame: Frame<Data>) => void): this
    resetZoom(): void
    destroy(): this
  }

  export default function flamegraph<Data>(): FlameGraph<Data>
}

declare module 'd3-selection' {
  export interface Selection {
    datum(data: unknown): Selection
    call(draw: (selection: Selection) => void): Selection
  }

  export function select(element: Element): Selection
}
