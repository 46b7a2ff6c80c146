import { SPAN_NAMES } from '../model/attribution.ts'
import type { SpanKind } from '../model/trace-record.ts'

/** A span in the making; times are those of the trace. */
export interface Span {
  readonly parent: number
  readonly kind: SpanKind
  readonly name: string
  /** The instance that it ran in; -1 for what nobody saw being made. */
  readonly instance: number
  t0: number
  t1: number
  faults: number
  /** Bytes that the program read in it; `null` where none were seen. */
  readBytes: number | null
}

/** All spans, each once: a file that is opened twice within the same import is one span. Parents before children. */
export class SpanTree {
  readonly spans: Span[] = []
  readonly #places = new Map<string, number>()

  /** The place of the span in {@link spans}; it is made where there is none. */
  place(parent: number, kind: SpanKind, name: string, instance: number, t: number): number {
    const key = `${parent} ${instance} ${kind} ${name}`
    const known = this.#places.get(key)
    if (known !== undefined) return known
    this.#places.set(key, this.spans.length)
    this.spans.push({ parent, kind, name, instance, t0: t, t1: t, faults: 0, readBytes: null })
    return this.spans.length - 1
  }

  root(instance: number, t: number): number {
    return this.place(-1, 'rest', SPAN_NAMES.program, instance, t)
  }

  /** Something happened in the span, and so in those around it. */
  touch(span: number, t: number): void {
    for (let at = this.spans[span]; at !== undefined && at.t1 < t; at = this.spans[at.parent]) at.t1 = t
  }
}
