import type { Attribution, AttributionDifference } from '../../model/attribution.ts'
import { formatJson } from '../../model/format-json.ts'

/**
 * The ledger for programs, with everything in it; `difference` where it was compared with another, `leak` what a soak
 * left.
 */
export function renderAttributionJson(
  attribution: Attribution,
  difference: AttributionDifference | null,
  leak: Attribution | null = null,
): string {
  return formatJson({ ...attribution, difference, leak }, { flatObjectsOnOneLine: true })
}
