import type { RecordingDecision } from '../../verdict/decide-recording.ts'
import type { Notice, Phase } from '../../model/progress.ts'
import { shortCommit } from './bisect.ts'
import { sayBase } from './pair.ts'
import { sayDifferences, sayReason, sayTooFewRuns } from './reasons.ts'
import { sayTooFewReadings } from './runs.ts'
import { sayUnexplained } from './tracing.ts'
import { plural } from './words.ts'

/** A notice as a sentence. */
export function sayNotice(notice: Notice): string {
  const scenario = 'scenario' in notice ? notice.scenario : ''
  switch (notice.kind) {
    case 'runs-not-stored':
      return `${scenario}: ${notice.discarded} of ${notice.runs} runs were discarded, because they do not count.`
    case 'too-few-readings':
      return `${scenario}: page faults alone are stored and gated: ${sayTooFewReadings(notice)}.`
    case 'rising-runs':
      return `${scenario}: ${sayReason({ ...notice, kind: 'trend', side: 'head' })}`
    case 'blind-recording':
      return `${scenario}: no growth could ever be proven against what is recorded here. ${sayTooFewRuns(notice)}`
    case 'blind-check':
      return `${scenario}: no growth can be proven by this check. ${sayTooFewRuns(notice)}`
    case 'environment-changed':
      return `The machine changed while it was measured: ${sayDifferences(notice.differences)}. Not all runs are of the same environment: run again.`
    case 'runner':
      return `${scenario}: "${notice.words}" stays beside the program it starts, and is measured with it. Run the program itself, such as node server.js: its figure is smaller, and steadier.`
    case 'client':
      return `${scenario}: "${notice.words}" asks another service to run the program, whose processes may be in no figure. Run the program itself, or name its processes by target, such as container:NAME.`
    case 'base':
      return `Comparing with ${sayBase(notice)}${notice.build === null ? '.' : `; it is built by: ${notice.build}`}`
    case 'base-unread':
      return `Whether this pull request raises or removes a baseline is not known: ${notice.why}`
    case 'entry-dropped':
      return `${scenario}: this pull request drops it, and its baseline, which the base has. A scenario that was renamed starts anew, without the level that it had.`
    case 'stand-in':
      return sayStandIn(notice)
    case 'no-base-known':
      return `What this is compared with was recorded last, which may be of changes that came later than the base: ${notice.why}`
    case 'recordings-unread':
      return `The base is measured, as nobody knows whether it was recorded: ${notice.why}`
    case 'bisecting':
      return `Trying ${shortCommit(notice.commit)} ${notice.subject}`
    case 'tracing-commit':
      return `Tracing ${shortCommit(notice.commit)} ${notice.subject}`
    case 'not-explained':
      return `${scenario}: ${sayUnexplained(notice.unexplained)}`
    case 'unequal-paths':
      return `The path of the base, ${notice.base}, is ${plural(Math.abs(notice.difference), 'byte')} ${notice.difference > 0 ? 'longer' : 'shorter'} than that of the head: figures may differ by a page or two for that alone. Give both paths the same length.`
  }
}

/** Those of what the head is compared with: without them, its figures are read wrongly. */
const CAVEATS: ReadonlySet<Notice['kind']> = new Set([
  'stand-in',
  'no-base-known',
  'entry-dropped',
  'base-unread',
])

export function isCaveat({ kind }: Notice): boolean {
  return CAVEATS.has(kind)
}

function sayStandIn({ base, nearest }: Extract<Notice, { kind: 'stand-in' }>): string {
  const of = `The base, ${shortCommit(base)}, was not recorded`
  if (nearest.kind === 'ancestor') {
    const { commit, distance } = nearest
    return `${of}: compared with the recording of ${shortCommit(commit)}, ${plural(distance, 'commit')} before it.`
  }
  const { scenarios, commit } = nearest
  const newest = commit === null ? 'the newest recording' : `the newest recording, of ${shortCommit(commit)}`
  return `${of}, nor any of the 500 commits before it that are known, of ${scenarios.join(', ')}: compared with ${newest}, which may hold changes that the base has not.`
}

/** What became of the runs of one scenario. */
export interface StoredScenario {
  readonly scenario: string
  /** How many of them count. */
  readonly runs: number
  readonly decision: RecordingDecision
}

export function sayStored({ scenario, runs, decision }: StoredScenario): string {
  const samples = `${scenario}: ${plural(runs, 'run')} stored`
  switch (decision) {
    case 'first':
      return `${samples}, the first recording in this environment`
    case 'other-subject':
      return `${samples}; the older recordings were of another command, other variables, another workload, until or soak, and were dropped`
    case 'moved':
      return `${samples}; the level has changed, so older recordings were dropped`
    case 'beside':
      return `${samples} beside the older ones`
    case 'unchanged':
      return `${scenario}: unchanged; the level has not moved, and enough recordings of it are stored`
  }
}

/** What a run is doing now, for a person who watches. */
export const PHASE_WORDS: Readonly<Record<Phase, string>> = {
  starting: 'waiting until ready',
  settling: 'settling',
  'under-workload': 'under workload',
  soaking: 'soaking',
  running: 'running',
}
