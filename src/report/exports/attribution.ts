import type { Attribution, AttributionDifference } from '../../model/attribution.ts'
import { formatJson } from '../../model/format-json.ts'

/** The ledger for programs, with everything in it; `difference` where it was compared with another. */
export function renderAttributionJson(
  attribution: Attribution,
  difference: AttributionDifference | null,
): string {
  return formatJson({ ...attribution, difference }, { flatObjectsOnOneLine: true })
}
