import type { ExportFormat } from '../../config/exports.ts'
import type { GateResult } from '../../verdict/result.ts'
import { renderBencher } from './bencher.ts'
import { renderBenchmark } from './benchmark.ts'
import { renderJunit } from './junit.ts'
import { renderOpenMetrics } from './openmetrics.ts'

const RENDERERS: Readonly<Record<ExportFormat, (result: GateResult) => string>> = {
  'github-action-benchmark': renderBenchmark,
  bencher: renderBencher,
  openmetrics: renderOpenMetrics,
  junit: renderJunit,
}

/** The result as another tool reads it. */
export function renderExport(format: ExportFormat, result: GateResult): string {
  return RENDERERS[format](result)
}
