/** What a run can be watched by. */
export const TRACE_MEANS = ['perf', 'files', 'imports'] as const

/** `stacks`: with the code that touched each page. */
export type TraceWish = (typeof TRACE_MEANS)[number] | 'stacks'

export function isTraceMeans(word: string): word is (typeof TRACE_MEANS)[number] {
  return TRACE_MEANS.some((means) => means === word)
}
