import type { Notice, Phase } from '../../model/progress.ts'
import { plural } from './words.ts'

/** A notice as a sentence. */
export function sayNotice({ scenario, discarded, runs }: Notice): string {
  return `${scenario}: ${discarded} of ${runs} runs were discarded, because they do not count.`
}

/** What was stored of one scenario. */
export interface StoredScenario {
  readonly scenario: string
  readonly runs: number
  /** The first recording in its environment, one more beside older ones, or one that replaces them. */
  readonly kind: 'first' | 'added' | 'level-changed'
}

export function sayStored({ scenario, runs, kind }: StoredScenario): string {
  const samples = `${scenario}: ${plural(runs, 'run')} stored`
  switch (kind) {
    case 'first':
      return `${samples}, the first recording in this environment`
    case 'added':
      return `${samples} beside the older ones`
    case 'level-changed':
      return `${samples}; the level has changed, so older recordings were dropped`
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
