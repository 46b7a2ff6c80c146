import { formatFigure } from '../../model/units.ts'
import { canTell, type TriedRemedy, type WhatIfResult } from '../../verdict/what-if.ts'

/** The answer in one sentence: what gives most back. */
export function sayWhatIf({ tried, runs }: WhatIfResult, name: string): string {
  const [best] = gains(tried)
  if (best?.effect) {
    const { delta, before } = best.effect
    return `${name}: ${best.remedy.change} gives back ${formatFigure(-delta, 'bytes')} of ${formatFigure(before, 'bytes')}`
  }
  if (tried.every(({ effect }) => effect === null)) return `${name}: no remedy could be measured`
  return canTell(runs)
    ? `${name}: nothing that was tried gives memory back`
    : `${name}: ${runs} runs are too few to say what gives memory back; use --runs 5`
}

/** Those that certainly give memory back, the most first. */
function gains(tried: readonly TriedRemedy[]): readonly TriedRemedy[] {
  return tried
    .filter(({ effect }) => effect !== null && effect.isEvident && effect.delta < 0)
    .toSorted((a, b) => (a.effect?.delta ?? 0) - (b.effect?.delta ?? 0))
}

/** Why there is no figure. */
export function sayNoEffect({ failure }: TriedRemedy): string {
  return failure === null ? 'it came to no rest' : failure.message
}

export const WHAT_IF_NOTES = [
  'Each was measured with runs of its own, in turn with the program as it is. "in the noise": its runs and those of the program as it is cannot be told apart.',
  'The effects of several do not add up: try those that you take together, in the env of footprint.yml.',
] as const
