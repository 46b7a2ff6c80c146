import { VERDICTS, type Verdict } from './result.ts'

/** The worst of several verdicts, which holds for the whole. Of none: nothing was shown, so nothing is green. */
export function worstVerdict(verdicts: readonly Verdict[]): Verdict {
  return VERDICTS.findLast((verdict) => verdicts.includes(verdict)) ?? 'inconclusive'
}

/** Whether a verdict says that a limit was broken. */
export function isFailure(verdict: Verdict): boolean {
  return verdict === 'regressed' || verdict === 'over-limit'
}
