import { stringify } from 'yaml'
import { splitCommand } from '../../config/command.ts'
import type { Guess } from '../../config/guess/project.ts'
import type { Until } from '../../config/scenario.ts'
import type { MetricNoise } from '../../verdict/selftest.ts'
import { sayCommand, sayMeasured } from '../phrases/init.ts'
import { oneLine } from '../untrusted.ts'

const REPOSITORY = 'https://github.com/footprint-gate/footprint-gate/blob/main'
const SCHEMA =
  'https://raw.githubusercontent.com/footprint-gate/footprint-gate/main/docs/footprint.schema.json'

/** A scenario as it is to be written. */
export interface Starter {
  readonly name: string
  readonly run: Guess['run']
  readonly env: Readonly<Record<string, string>>
  /** Where the command is from; `null` when it was given. */
  readonly source: string | null
  readonly ready: readonly string[]
  readonly until: Until
  /** Of the metrics that are gated by default, with what was measured of them. */
  readonly budgets: readonly { readonly noise: MetricNoise; readonly spec: string }[]
  readonly runs: number
  /** Where the baseline is kept, from the file; `null`: at its usual place. */
  readonly baseline: string | null
}

/**
 * The text of a first `footprint.yml`.
 *
 * @param others commands that were found besides, to be chosen from by hand
 */
export function renderStarterConfig(starter: Starter, others: readonly Guess[]): string {
  const { name, run, env, source, ready, until } = starter
  const scenario = toYaml({
    name,
    ...commandOf(run),
    ...(Object.keys(env).length > 0 && { env }),
    ...(until === 'exit' && { until }),
    ...(ready.length > 0 && { ready: ready.length === 1 ? ready[0] : ready }),
  })
  return [
    `# yaml-language-server: $schema=${SCHEMA}`,
    '#',
    `# What footprint-gate measures. Every key: ${REPOSITORY}/docs/configuration.md`,
    '',
    ...(starter.baseline === null ? [] : [...toYaml({ baseline: starter.baseline }), '']),
    'scenarios:',
    ...(source === null ? [] : [`  # The command is from ${oneLine(source)}.`]),
    ...asItem(scenario),
    ...budgetLines(starter),
    ...(ready.length > 0 || until === 'exit' ? [] : NOT_READY),
    ...others.flatMap((other) => ['', ...commentedOut(other)]),
    '',
  ].join('\n')
}

const NOT_READY = [
  '    # It listens on no port, and printed nothing that would say that it has started. Say what does:',
  '    # ready: log:/listening on/',
]

function budgetLines({ budgets, runs, until }: Starter): readonly string[] {
  // Of a program that ends, the default says by itself whether it was read often enough.
  const written = budgets.filter(({ noise }) => until === 'steady' || noise.metric !== 'writable')
  if (written.length === 0) return []
  const lines = written.flatMap(({ noise, spec }) => [
    `      # When this was written, ${sayMeasured(noise, runs)}.`,
    ...toYaml({ [noise.metric]: spec }).map((line) => `      ${line}`),
  ])
  return ['    budgets:', ...lines]
}

function commentedOut({ source, name, run, env }: Guess): readonly string[] {
  const lines = toYaml({ name, ...commandOf(run), ...(Object.keys(env).length > 0 && { env }) })
  return [`  # Or, from ${oneLine(source)}:`, ...asItem(lines).map((line) => line.replace(/^ {2}/, '  # '))]
}

/** One text, where a person would write it so; else its words, or the text of a shell. */
function commandOf(run: Guess['run']): object {
  if (typeof run === 'string') return { run, shell: true }
  const text = sayCommand(run)
  try {
    return JSON.stringify(splitCommand(text)) === JSON.stringify(run) ? { run: text } : { run }
  } catch {
    return { run }
  }
}

function toYaml(value: object): readonly string[] {
  return stringify(value, { lineWidth: 0 }).trimEnd().split('\n')
}

function asItem(lines: readonly string[]): readonly string[] {
  return lines.map((line, index) => (index === 0 ? `  - ${line}` : `    ${line}`))
}
