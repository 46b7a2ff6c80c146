import { METRIC_NAMES } from '../model/metrics.ts'
import { environmentKey, NAMED_FACT_NAMES } from '../model/environment.ts'
import { formatJson } from '../model/format-json.ts'
import type { Baseline, BaselineEntry, Recording } from '../model/baseline.ts'

/**
 * The text of a baseline file. People review it as a diff, so one measurement has one text: keys in a fixed
 * order, entries by scenario and environment, groups by name, the samples of a metric on one line, two
 * spaces, a newline at the end.
 */
export function renderBaseline(baseline: Baseline): string {
  const entries = baseline.entries.toSorted(
    (a, b) =>
      compare(a.scenario, b.scenario) ||
      compare(environmentKey(a.environment), environmentKey(b.environment)),
  )
  return formatJson(
    { schema: baseline.schema, entries: entries.map(orderEntry) },
    { flatObjectsOnOneLine: false },
  )
}

function orderEntry({ scenario, environment, subject, recordings }: BaselineEntry) {
  const { architecture, kernel, pageSize, cpus, transparentHugePages, libc, launcher } = environment
  const { command, env, until, ready, workload, prepare, cleanup, soakMs } = subject
  return {
    scenario,
    environment: { architecture, kernel, pageSize, cpus, transparentHugePages, libc, launcher },
    subject: { command, env, until, ready, workload, prepare, cleanup, soakMs },
    recordings: recordings.map(orderRecording),
  }
}

function orderRecording({ recordedAt, commit, tool, facts, samples, groups }: Recording) {
  return {
    recordedAt,
    commit,
    tool,
    facts: facts && Object.fromEntries(NAMED_FACT_NAMES.map((fact) => [fact, facts[fact]])),
    samples: Object.fromEntries(METRIC_NAMES.map((metric) => [metric, samples[metric]])),
    groups: inOrder(groups),
  }
}

function inOrder<Value>(values: Readonly<Record<string, Value>>): Record<string, Value> {
  return Object.fromEntries(Object.entries(values).toSorted(([a], [b]) => compare(a, b)))
}

/** By code unit: the order of a file must not depend on anyone's language. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
