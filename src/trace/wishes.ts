import { STACK_MEANS, type StackMeans } from '../model/trace-record.ts'

/** What a run can be watched by. */
export const TRACE_MEANS = ['perf', 'files', 'imports'] as const

/** Of {@link STACK_MEANS}: with the code that touched each page. */
export type TraceWish = (typeof TRACE_MEANS)[number] | StackMeans

export function isTraceMeans(word: string): word is (typeof TRACE_MEANS)[number] {
  return TRACE_MEANS.some((means) => means === word)
}

/** `null` where no stacks are wanted. */
export function stacksOf(wishes: ReadonlySet<TraceWish>): StackMeans | null {
  return STACK_MEANS.find((means) => wishes.has(means)) ?? null
}
