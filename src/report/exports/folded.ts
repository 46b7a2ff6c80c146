import type { Attribution } from '../../model/attribution.ts'
import { oneLine } from '../untrusted.ts'
import { pathsOfSpans, pathsOfStacks } from './call-paths.ts'

/** A path of more frames than this is cut at its outer end: flame graphs show no more. */
const DEPTH = 256

/**
 * Folded stacks, as flamegraph.pl, inferno and speedscope read them: a line `main;parse;alloc BYTES` for each. Of the
 * spans, where no stacks were recorded.
 */
export function renderFolded(attribution: Attribution): string {
  const stacks = pathsOfStacks(attribution)
  const paths = stacks.length === 0 ? pathsOfSpans(attribution) : stacks
  return paths
    .map(({ names, bytes }) => {
      const frames = names.slice(-DEPTH).map((name) => oneLine(name, 200).replaceAll(';', ':') || '?')
      return `${frames.join(';')} ${bytes}\n`
    })
    .join('')
}
