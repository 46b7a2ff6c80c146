import type { Baseline, BaselineEntry } from '../model/baseline.ts'
import { type Environment, type EnvironmentDifference, environmentDifferences } from '../model/environment.ts'

/** What a scenario is compared with. */
export type BaselineMatch =
  | { readonly kind: 'found'; readonly entry: BaselineEntry }
  /** Recorded elsewhere only: good enough to see that nothing grew, never to say that something did. */
  | {
      readonly kind: 'other-environment'
      readonly entry: BaselineEntry
      readonly differences: readonly EnvironmentDifference[]
    }
  | { readonly kind: 'missing' }

/**
 * The entry that was recorded in this environment or, failing that, the scenario's entry from the environment
 * that differs in the fewest things; the newer one of equals.
 */
export function selectBaseline(
  baseline: Baseline | null,
  scenario: { readonly name: string },
  environment: Environment,
): BaselineMatch {
  const [closest] = (baseline?.entries ?? [])
    .filter((entry) => entry.scenario === scenario.name)
    .map((entry) => ({ entry, differences: environmentDifferences(entry.environment, environment) }))
    .sort(
      (a, b) =>
        a.differences.length - b.differences.length ||
        newestRecording(b.entry).localeCompare(newestRecording(a.entry)),
    )
  return matchOf(closest?.entry ?? null, environment)
}

/** What an entry is worth to a measurement in this environment. */
export function matchOf(entry: BaselineEntry | null, environment: Environment): BaselineMatch {
  if (entry === null) return { kind: 'missing' }
  const differences = environmentDifferences(entry.environment, environment)
  return differences.length === 0
    ? { kind: 'found', entry }
    : { kind: 'other-environment', entry, differences }
}

/** ISO 8601 in UTC sorts as text. */
function newestRecording(entry: BaselineEntry): string {
  return entry.recordings.at(-1)?.recordedAt ?? ''
}
