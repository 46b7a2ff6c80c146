import { createColors } from 'picocolors'
import type { Guess } from '../../config/guess/project.ts'
import {
  NEXT_STEPS,
  sayCommand,
  sayHowToCommit,
  sayLook,
  sayMeasured,
  sayUnitType,
  type TryOut,
} from '../phrases/init.ts'
import { sayNoise } from '../phrases/selftest.ts'
import { neutralize, oneLine } from '../untrusted.ts'
import { padEnd, wrapBehind } from './columns.ts'

interface Look {
  readonly color: boolean
  readonly width: number
}

/** The commands that were found, with where, and which of them is tried. */
export function renderGuesses(guesses: readonly Guess[], { width }: Look): string {
  const lines = guesses.flatMap(({ source, run, unitType }, index) => [
    ...wrapBehind(index === 0 ? '> ' : '  ', oneLine(`${sayCommand(run)}  (${source})`), width),
    ...(index > 0 || unitType === undefined ? [] : wrapBehind('  ', sayUnitType(unitType), width)),
  ])
  return `${lines.join('\n')}\n`
}

/** What init leaves behind. */
interface Written {
  readonly paths: readonly string[]
  /** Whether the workflow builds and measures the base, and so needs no baseline. */
  readonly comparesWithBase: boolean
}

/** What was seen of the program, what was written, and what to do next. */
export function renderInit(
  tried: TryOut,
  { paths, comparesWithBase }: Written,
  { color, width }: Look,
): string {
  const colors = createColors(color)
  const { noise, environment } = tried
  const gated = noise.metrics.filter((metric) => metric.gated)
  const column = Math.max(...NEXT_STEPS.map(([command]) => command.length)) + 2
  const lines = [
    ...wrapBehind('', neutralize(sayLook(tried)), width),
    ...gated.flatMap((metric) => wrapBehind('  ', sayMeasured(metric, noise.usable), width)),
    ...sayNoise(noise, environment).flatMap((note) => wrapBehind('- ', neutralize(note), width)),
    '',
    ...paths.map((path) => colors.bold(`Wrote ${oneLine(path)}`)),
    '',
    'Next:',
    ...NEXT_STEPS.map(([command, does]) => `  ${padEnd(command, column)}${does}`),
    ...wrapBehind('', sayHowToCommit(comparesWithBase), width),
  ]
  return `${lines.join('\n')}\n`
}
