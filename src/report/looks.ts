import type { Verdict } from '../verdict/result.ts'

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
  'no-baseline': { word: 'no baseline', emoji: '🟡', mark: '! ', color: 'yellow' },
  inconclusive: { word: 'inconclusive', emoji: '⚠️', mark: '! ', color: 'yellow' },
  regressed: { word: 'regressed', emoji: '❌', mark: '✗ ', color: 'red' },
  'over-limit': { word: 'over limit', emoji: '❌', mark: '✗ ', color: 'red' },
}
