import type { BisectResult } from '../../verdict/bisect.ts'

/** The result of `bisect` for other programs: bytes and counts as plain numbers. */
export function renderBisectJson(result: BisectResult): string {
  return `${JSON.stringify({ schema: 'footprint-gate/bisect@1', ...result }, null, 2)}\n`
}
