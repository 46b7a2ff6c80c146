import { isLeftOut } from './rows.ts'
import type { MetricResult, Verdict } from '../verdict/result.ts'

interface Look {
  /** What it is called where people read it. */
  readonly word: string
  readonly emoji: string
  /** Stands before a line of a terminal, for eyes that see no color. */
  readonly mark: string
  readonly color: 'green' | 'yellow' | 'red'
}

/** How a verdict looks, wherever it is shown. */
export const LOOKS: Readonly<Record<Verdict, Look>> = {
  pass: { word: 'pass', emoji: '✅', mark: '✓ ', color: 'green' },
  improved: { word: 'improved', emoji: '✅', mark: '✓ ', color: 'green' },
  accepted: { word: 'accepted', emoji: '☑️', mark: '✓ ', color: 'yellow' },
  'no-baseline': { word: 'no baseline', emoji: '🟡', mark: '! ', color: 'yellow' },
  inconclusive: { word: 'inconclusive', emoji: '⚠️', mark: '! ', color: 'yellow' },
  regressed: { word: 'regressed', emoji: '❌', mark: '✗ ', color: 'red' },
  'over-limit': { word: 'over limit', emoji: '❌', mark: '✗ ', color: 'red' },
}

/** What the verdict is called on this metric: `over-limit` is one of a ceiling, or of a floor. */
export function verdictWord(verdict: Verdict, metric: MetricResult | null): string {
  if (metric !== null && isLeftOut(metric)) return 'not gated'
  const isUnder = metric?.reasons.some(({ kind }) => kind === 'under-floor') === true
  return verdict === 'over-limit' && isUnder ? 'under floor' : LOOKS[verdict].word
}
