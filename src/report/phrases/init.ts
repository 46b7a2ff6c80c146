import type { Until } from '../../config/scenario.ts'
import type { Look } from '../../measure/look.ts'
import type { Environment } from '../../model/environment.ts'
import { METRICS } from '../../model/metrics.ts'
import { formatDuration, formatFigure } from '../../model/units.ts'
import type { MetricNoise, SelftestResult } from '../../verdict/selftest.ts'
import { list, shellWord } from './words.ts'

/** What came of launching a program of which only the command is known. */
export interface TryOut {
  readonly look: Look
  readonly until: Until
  /** As a configuration says it; empty when nothing shows that it has started. */
  readonly ready: readonly string[]
  /** What a few runs of it differ by. */
  readonly noise: SelftestResult
  readonly environment: Environment
}

/** A command as a person would write it. */
export function sayCommand(run: string | readonly string[]): string {
  return typeof run === 'string' ? run : run.map(shellWord).join(' ')
}

/** What a unit of systemd expects that is not there. */
export function sayUnitType(unitType: string): string {
  return `The unit has Type=${unitType}: without systemd the program may want an option to stay in the foreground.`
}

/** What the program did when it was launched for the first time. */
export function sayLook({ look, ready }: TryOut): string {
  const after = formatDuration(look.elapsedMs)
  if (look.end === 'exited')
    return `It ended by itself after ${after}, with status 0: it is measured until its exit.`
  const rest =
    look.end === 'settled'
      ? `It was at rest ${after} after the launch`
      : `It did not come to rest in ${after}`
  if (ready.length > 0) return `${rest}. What shows that it has started: ${list(ready)}.`
  return `${rest}. Nothing shows that it has started: no port, no socket, no last line of its own.`
}

/** How steady a figure was: `writable memory: 9.09 MiB in 5 runs, the same each time`. */
export function sayMeasured({ metric, median, spread, unit }: MetricNoise, runs: number): string {
  const steady = spread === 0 ? 'the same each time' : `${formatFigure(spread, unit)} apart at most`
  return `${METRICS[metric].label}: ${formatFigure(median, unit)} in ${runs} runs, ${steady}`
}

export const NEXT_STEPS: readonly (readonly [command: string, does: string])[] = [
  ['npx footprint-gate record', 'stores a baseline of this machine'],
  ['npx footprint-gate check', 'gives the first verdict'],
]

/** How the gate comes into the repository. */
export function sayHowToCommit(comparesWithBase: boolean): string {
  return comparesWithBase
    ? 'Then commit the two files, without that baseline: the workflow builds and measures the base of each pull request itself.'
    : 'Then commit the two files, without that baseline: one of this machine does not count on a runner. Start the workflow by hand once ("Run workflow"), and commit the baseline that it records.'
}
