import { METRIC_NAMES, type Metric } from '../model/metrics.ts'
import { isEvidence, type Run, sparsenessOf } from '../model/run.ts'
import { median } from '../statistics/order-statistics.ts'
import type { NamedFacts } from '../model/environment.ts'
import type { Recording } from '../model/baseline.ts'
import { hasRoles, medianRoles } from './roles.ts'

/** What a recording says beside its figures. */
export interface RecordingMeta {
  readonly recordedAt: Date
  readonly commit: string | null
  readonly tool: string
  readonly facts?: NamedFacts
}

/**
 * Turns the runs that are evidence into a recording: one sample a run of every metric that each of these
 * runs has (a metric that some of them lack would pair samples of different runs), and the median writable
 * bytes of every group of mappings, where a run without the group counts as zero. What was read too seldom to say
 * how high it went is left out. `null` when no run is evidence: a baseline is never made of less.
 */
export function recordingOf(
  runs: readonly Run[],
  { recordedAt, commit, tool, facts }: RecordingMeta,
): Recording | null {
  const evidence = runs.filter(isEvidence)
  const samples: Partial<Record<Metric, readonly number[]>> = {}
  for (const metric of METRIC_NAMES) {
    if (sparsenessOf(metric, evidence) !== null) continue
    const figures = evidence.map((run) => run.figures[metric]).filter((figure) => figure !== undefined)
    if (figures.length > 0 && figures.length === evidence.length) samples[metric] = figures
  }
  if (Object.keys(samples).length === 0) return null
  return {
    // To the second: finer would be a difference in every diff that nobody asked for.
    recordedAt: recordedAt.toISOString().replace(/\.\d+Z$/, 'Z'),
    commit,
    tool,
    ...(facts !== undefined && { facts }),
    samples,
    groups: sparsenessOf('writable', evidence) === null ? medianGroups(evidence) : {},
    ...(hasRoles(evidence) && { processes: medianRoles(evidence) }),
  }
}

function medianGroups(runs: readonly Run[]): Record<string, number> {
  const names = [...new Set(runs.flatMap((run) => Object.keys(run.groups)))]
  // fromEntries defines own properties, so that a group may be called `__proto__`.
  return Object.fromEntries(
    names.map((name) => [
      name,
      median(runs.map((run) => (Object.hasOwn(run.groups, name) ? (run.groups[name] ?? 0) : 0))),
    ]),
  )
}
