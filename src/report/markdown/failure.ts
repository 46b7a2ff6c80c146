import { fence } from './escape.ts'
import { elide } from '../untrusted.ts'

/** Far below every limit of GitHub, and longer than any message of ours. */
const LONGEST_CHARACTERS = 12_000

/**
 * What the comment and the summary say where nothing could be measured: a green comment of an earlier commit
 * must not stand above a gate that has failed since.
 */
export function renderFailure(message: string, runUrl: string): string {
  return [
    '### ❌ footprint-gate could not measure',
    '',
    fence(elide(message.trimEnd(), LONGEST_CHARACTERS), 'text'),
    '',
    `Nothing is known of the memory of this commit: see [the log](${runUrl}).`,
    '',
  ].join('\n')
}
