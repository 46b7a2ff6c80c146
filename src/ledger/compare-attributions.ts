import type { Attribution, AttributionDifference } from '../model/attribution.ts'

/** What grew, shrank, came and went between two ledgers. */
export function compareAttributions(base: Attribution, head: Attribution): AttributionDifference {
  throw new Error(`unbuilt ${base.total.writable} ${head.total.writable}`)
}
