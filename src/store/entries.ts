import { isSameSubject, type Subject } from '../config/scenario.ts'
import { type Environment, environmentKey } from '../model/environment.ts'
import {
  BASELINE_SCHEMA,
  type Baseline,
  type BaselineEntry,
  MAX_RECORDINGS,
  type Recording,
} from '../model/baseline.ts'

/** The entry of the scenario in exactly this environment; `null` when nothing was recorded in it. */
export function findEntry(
  baseline: Baseline | null,
  scenario: string,
  environment: Environment,
): BaselineEntry | null {
  const key = environmentKey(environment)
  return (
    baseline?.entries.find(
      (entry) => entry.scenario === scenario && environmentKey(entry.environment) === key,
    ) ?? null
  )
}

/** What one `record` measured of one scenario. */
export interface NewRecording {
  readonly scenario: string
  readonly environment: Environment
  readonly subject: Subject
  readonly recording: Recording
}

/**
 * The baseline with one more recording. Other scenarios, and this one in other environments, are untouched.
 *
 * Of the same scenario and environment, `keep: 'recent'` keeps the youngest recordings, at most
 * {@link MAX_RECORDINGS} with the new one: the spread between them is part of the noise. `keep: 'none'`
 * drops them, for a level that was changed on purpose: a mix of the old and the new would allow for both.
 * They are dropped too when the subject (the command, its workload, …) is another than before.
 */
export function addRecording(
  baseline: Baseline | null,
  { scenario, environment, subject, recording }: NewRecording,
  { keep }: { keep: 'recent' | 'none' },
): Baseline {
  const previous = findEntry(baseline, scenario, environment)
  const comparable = keep === 'recent' && previous !== null && isSameSubject(previous.subject, subject)
  const older = comparable ? previous.recordings : []
  const recordings = [...older, recording].slice(-MAX_RECORDINGS)
  const entry: BaselineEntry = { scenario, environment, subject, recordings }
  const entries = baseline?.entries ?? []
  return {
    schema: BASELINE_SCHEMA,
    entries:
      previous === null ? [...entries, entry] : entries.map((other) => (other === previous ? entry : other)),
  }
}
