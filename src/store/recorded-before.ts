import type { Baseline, BaselineEntry } from '../model/baseline.ts'
import { environmentKey } from '../model/environment.ts'

/** What was recorded of commits that the base holds, and of what nothing was. */
export interface RecordedBefore {
  readonly entries: readonly BaselineEntry[]
  /** Entries in use that hold recordings of other commits alone. */
  readonly strange: readonly BaselineEntry[]
}

/** Where a scenario was recorded elsewhere so much later, this environment is in use no more. */
const LONGEST_UNUSED_MS = 7 * 24 * 3600 * 1000

/**
 * Of each scenario in each environment the newest entry that was recorded of ancestors, with their recordings alone. Where the
 * level has moved since, a newer entry holds none of them.
 *
 * @param versions of one baseline, the newest first
 * @param ancestors SHAs
 */
export function recordedBefore(
  versions: readonly Baseline[],
  ancestors: ReadonlySet<string>,
): RecordedBefore {
  const found = new Map<string, BaselineEntry>()
  const others = new Map<string, BaselineEntry>()
  for (const entry of versions.flatMap(({ entries }) => entries)) {
    const key = JSON.stringify([entry.scenario, environmentKey(entry.environment)])
    if (found.has(key)) continue
    const recordings = entry.recordings.filter(({ commit }) => commit !== null && ancestors.has(commit))
    if (recordings.length > 0) found.set(key, { ...entry, recordings })
    else if (!others.has(key)) others.set(key, entry)
  }
  const left = [...others].flatMap(([key, entry]) => (found.has(key) ? [] : [entry]))
  const strange = left.filter((entry) => isInUse(entry, versions[0]?.entries ?? []))
  return { entries: [...found.values(), ...left.filter((entry) => !strange.includes(entry))], strange }
}

function isInUse(entry: BaselineEntry, entries: readonly BaselineEntry[]): boolean {
  const times = entries.filter(({ scenario }) => scenario === entry.scenario).map(lastRecordedMs)
  return Math.max(...times) - lastRecordedMs(entry) < LONGEST_UNUSED_MS
}

function lastRecordedMs({ recordings }: BaselineEntry): number {
  return Date.parse(recordings.at(-1)?.recordedAt ?? '')
}
