import { formatJson } from '../../model/format-json.ts'
import type { BisectResult } from '../../verdict/bisect.ts'
import { sayDoubt } from '../phrases/tracing.ts'

/**
 * The result of `bisect` for other programs: bytes and counts as plain numbers. `explanation` is what `explain --json`
 * would write at the first bad commit against the last good one; `null` where they were not traced.
 */
export function renderBisectJson({ explanation, ...result }: BisectResult): string {
  const { attribution, difference, doubts = [] } = explanation ?? {}
  return formatJson(
    {
      schema: 'footprint-gate/bisect@1',
      ...result,
      explanation: attribution === undefined ? null : { ...attribution, difference, leak: null },
      doubts: doubts.map((doubt) => sayDoubt(doubt).what),
    },
    { flatObjectsOnOneLine: true },
  )
}
