import type { Gap, Run, RunWarning, Settlement, Sparseness, Unsettled } from '../../model/run.ts'
import { isUnsettled } from '../../model/run.ts'
import { formatDuration, formatFigure } from '../../model/units.ts'
import { list } from './words.ts'

/** How a run ended, in a few words: `settled`, `kept growing by 12.3 KiB/s`. */
export function saySettlement(settlement: Settlement): string {
  return isUnsettled(settlement) ? sayUnsettled([settlement]) : settlement.kind
}

/** What runs did that never came to rest for the same kind of cause, with the range of their figures. */
export function sayUnsettled(runs: readonly [Unsettled, ...Unsettled[]]): string {
  const [first] = runs
  switch (first.kind) {
    case 'creeping': {
      const speeds = ofKind(runs, 'creeping').map(({ bytesPerSecond }) => bytesPerSecond)
      const times = ofKind(runs, 'creeping').map(({ overMs }) => overMs)
      return `kept growing by ${range(speeds, perSecond)} for ${range(times, formatDuration)}`
    }
    case 'sawtooth': {
      const saws = ofKind(runs, 'sawtooth')
      const falls = range(
        saws.map((saw) => saw.falls),
        (count) => String(count),
      )
      return `rose and fell ${falls} times, by ${spreadAndLevel(saws)}`
    }
    case 'noisy':
      return `kept moving by ${spreadAndLevel(ofKind(runs, 'noisy'))}`
    case 'unread': {
      const readings = ofKind(runs, 'unread').map((run) => run.readings)
      return `could be read only ${range(readings, (count) => String(count))} times`
    }
  }
}

function spreadAndLevel(runs: readonly { readonly spreadBytes: number; readonly levelBytes: number }[]) {
  const spread = range(
    runs.map(({ spreadBytes }) => spreadBytes),
    bytes,
  )
  const level = range(
    runs.map(({ levelBytes }) => levelBytes),
    bytes,
  )
  return `${spread} around ${level}`
}

function ofKind<Kind extends Unsettled['kind']>(runs: readonly Unsettled[], kind: Kind) {
  return runs.filter((run): run is Extract<Unsettled, { kind: Kind }> => run.kind === kind)
}

const bytes = (value: number) => formatFigure(value, 'bytes')
const perSecond = (value: number) => formatFigure(value, 'bytes/s')

/** `12.3 KiB/s`, or `12 to 16 KiB/s` where they differ in what a reader sees. */
function range(values: readonly number[], format: (value: number) => string): string {
  const [least, most] = [format(Math.min(...values)), format(Math.max(...values))]
  if (least === most) return least
  const [leastNumber = '', leastUnit] = least.split(' ')
  const [, mostUnit] = most.split(' ')
  return `${leastUnit !== undefined && leastUnit === mostUnit ? leastNumber : least} to ${most}`
}

/** What could not be read, each process once. */
export function sayGaps(gaps: readonly Gap[]): string {
  const processes = (kind: 'memory-denied' | 'hidden') => [
    ...new Set(gaps.flatMap((gap) => (gap.kind === kind ? [gap.process] : []))),
  ]
  const [denied, hidden] = [processes('memory-denied'), processes('hidden')]
  return [
    ...(denied.length === 0
      ? []
      : [`the memory of ${named(denied)} could not be read (run as root: sudo -n)`]),
    ...(hidden.length === 0
      ? []
      : [
          `${named(hidden)} ${hidden.length === 1 ? 'is' : 'are'} alive, but /proc hides ${hidden.length === 1 ? 'it' : 'them'} (run as root: sudo -n; or without hidepid)`,
        ]),
    ...(gaps.some(({ kind }) => kind === 'nothing-read') ? ['no memory of any process could be read'] : []),
  ].join('; ')
}

function named(processes: readonly string[]): string {
  return `${processes.length === 1 ? 'process' : 'the processes'} ${list(processes)}`
}

export function sayWarning(warning: RunWarning): string {
  switch (warning.kind) {
    case 'no-ready-condition':
      return 'No ready condition: that start-up had ended is a guess from the readings.'
    case 'memory-never-read':
      return 'The program ended before its memory could be read once.'
    case 'no-rest-before-workload':
      return (
        `The program was not at rest before its workload, which began after ${formatDuration(warning.waitedMs)} ` +
        'all the same: runs may have begun it from different levels. Give it longer with rest-timeout.'
      )
    case 'unkillable':
      return `These processes could not be killed: ${list(warning.pids.map(String))}.`
  }
}

/** What a person should know of runs that changes no verdict; each sentence once. */
export function sayWarnings(runs: readonly Run[]): readonly string[] {
  return [...new Set(runs.flatMap(({ warnings }) => warnings.map(sayWarning)))]
}

/** `in a run of 153 ms there was no reading for 98 ms, …`: the end of a sentence. */
export function sayTooFewReadings({ unseenMs, lifeMs }: Sparseness): string {
  const [unseen, life] = [formatFigure(unseenMs, 'ms'), formatFigure(lifeMs, 'ms')]
  return `in a run of ${life} there was no reading for ${unseen} (a tenth of it, at most, may go unread)`
}
