/** What a run can be watched by. */
export const TRACE_WISHES = ['perf', 'files', 'imports'] as const

export type TraceWish = (typeof TRACE_WISHES)[number]

export function isTraceWish(word: string): word is TraceWish {
  return TRACE_WISHES.some((wish) => wish === word)
}
