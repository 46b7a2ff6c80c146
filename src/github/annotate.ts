import * as core from '@actions/core'
import { failingMetrics } from '../report/annotations.ts'
import { headline } from '../report/phrases/headline.ts'
import type { GateResult } from '../verdict/result.ts'

/**
 * Annotates the run: an error for each failing metric; where none failed and the step fails still, an error
 * that says why; where nothing could be compared and that may pass, a warning.
 */
export function annotateVerdict(result: GateResult, exitCode: number): void {
  const failures = failingMetrics(result)
  for (const { title, message } of failures) core.error(message, { title })
  if (failures.length > 0) return
  const title = `footprint-gate: ${result.verdict}`
  if (exitCode !== 0) core.error(headline(result), { title })
  else if (result.verdict === 'no-baseline' || result.verdict === 'inconclusive') {
    core.warning(headline(result), { title })
  }
}
