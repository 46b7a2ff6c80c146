import type { Origin } from '../model/stored-result.ts'
import { VERSION } from '../model/version.ts'

/** What a job knows of itself. */
export type JobOrigin = Omit<Origin, 'tool' | 'measuredAt'>

/** Where a result comes from that is made now; without a job, at somebody's machine. */
export function originOf(commit: string | null, job: Partial<JobOrigin> = {}): Origin {
  return {
    tool: VERSION,
    // To the second, as in a recording.
    measuredAt: new Date().toISOString().replace(/\.\d+Z$/, 'Z'),
    commit,
    job: null,
    leg: null,
    legs: null,
    run: null,
    attempt: null,
    ...job,
  }
}
