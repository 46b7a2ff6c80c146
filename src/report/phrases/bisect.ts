import { definitionOf } from '../../model/metrics.ts'
import { formatFigure } from '../../model/units.ts'
import type { BisectResult, Growth, Standing } from '../../verdict/bisect.ts'
import { formatPercent } from '../figures.ts'
import { list } from './words.ts'

/** As many digits as git shows of a SHA in a large repository. */
export const shortCommit = (commit: string) => commit.slice(0, 12)

/** The answer in one sentence. */
export function sayBisection({ found, candidates, growth }: BisectResult, subject: string): string {
  if (found === null) {
    return `Not decided: the first bad commit is one of ${list(candidates.map(shortCommit))}`
  }
  const grew = growth === null ? '' : `: ${sayGrowth(growth)}`
  return `${shortCommit(found.commit)} ${subject}${grew}`
}

function sayGrowth({ metric, unit, before, after }: Growth): string {
  const percent = formatPercent(after - before, before)
  const share = percent === null ? '' : ` (${percent})`
  return `${definitionOf(metric).label} grew by ${formatFigure(after - before, unit)}${share}`
}

export const STANDING_WORDS: Readonly<Record<Standing, string>> = {
  good: 'good',
  bad: 'bad',
  unknown: 'skipped',
}

/** Why so many commits are left. */
export const UNDECIDED = 'Of these nothing is known: they do not build, do not run, or prove nothing.'
