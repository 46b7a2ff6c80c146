import type { StackMeans } from '../model/trace-record.ts'

/** What a run can be watched by. */
export const TRACE_MEANS = ['perf', 'files', 'imports'] as const

/** `frame-pointers`, `dwarf`: with the code that touched each page, and how its callers are found. */
export type TraceWish = (typeof TRACE_MEANS)[number] | StackMeans

export function isTraceMeans(word: string): word is (typeof TRACE_MEANS)[number] {
  return TRACE_MEANS.some((means) => means === word)
}

/** `null` where no stacks are wanted. */
export function stacksOf(wishes: ReadonlySet<TraceWish>): StackMeans | null {
  if (wishes.has('dwarf')) return 'dwarf'
  return wishes.has('frame-pointers') ? 'frame-pointers' : null
}
