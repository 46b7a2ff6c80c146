import type { Gap, Unsettled } from './run.ts'

/** Why a tracer is of no use here. */
export interface Refusal {
  readonly why: 'absent' | 'refused'
  /** Its own words, one line; untrusted. */
  readonly said: string
}

/** What was wished for and is not to be had here. */
export interface Lack extends Refusal {
  readonly means: 'perf' | 'dwarf' | 'strace'
}

/** What keeps an explanation from being whole. */
export type TraceDoubt =
  | ({ readonly kind: 'lack' } & Lack)
  /** Nobody saw the pages being touched: spans are what a process had grown by between two marks. */
  | { readonly kind: 'estimated' }
  /** A program in a language that has a probe loaded none. */
  | { readonly kind: 'no-probe'; readonly command: string }
  /** This version of Node has nothing by which ES modules could be told apart. */
  | { readonly kind: 'no-es-modules'; readonly version: string }
  | { readonly kind: 'unsettled'; readonly settlement: Unsettled }
  | { readonly kind: 'gaps'; readonly gaps: readonly Gap[] }
