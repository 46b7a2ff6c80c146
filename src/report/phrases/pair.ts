import type { Pair } from '../../model/pair.ts'
import type { GateResult } from '../../verdict/result.ts'
import { list } from './words.ts'

/** What the head was compared with, in a sentence; `null` of a stored baseline. */
export function sayPair({ pair, scenarios }: GateResult): string | null {
  if (pair === undefined) return null
  const failed = scenarios.filter(({ reasons }) => reasons.some(({ kind }) => kind === 'base-failed'))
  if (failed.length === scenarios.length) return `Not measured: ${sayBase(pair)}.`
  if (pair.recorded.length > 0) {
    const isAll = scenarios.every(({ name }) => pair.recorded.includes(name))
    return isAll
      ? `Compared with ${sayBase(pair)}, as it was recorded in this environment: no run of it was needed.`
      : `Compared with ${sayBase(pair)}, measured in turn with the head; of ${list(pair.recorded)}, as it was recorded in this environment.`
  }
  return `Compared with ${sayBase(pair)}, measured in turn with the head.`
}

/** `the base 1a2b3c4d5e6f, which the pull request is merged into`. */
export function sayBase({ rule, commit, name }: Pick<Pair, 'rule' | 'commit' | 'name'>): string {
  const sha = commit?.slice(0, 12) ?? ''
  switch (rule) {
    case 'first-parent':
      return `the base ${sha}, which the pull request is merged into`
    case 'merge-base':
      return `the merge base ${sha}`
    case 'queue':
      return `the base ${sha}, on which the merge queue puts the group`
    case 'before-push':
      return `${sha}, which was there before the push`
    case 'named':
      return sha === '' || name.startsWith(sha) ? name : `${name} (${sha})`
  }
}

/** What the first line adds where the head says itself how it is measured; else empty. */
export function sayChangedHarness(pair: Pair | undefined): string {
  if (pair === undefined || pair.changed.length === 0) return ''
  return `; the head changes how it is measured (${list(pair.changed)})`
}
