import type { Subject } from '../../config/scenario.ts'
import {
  ENVIRONMENT_FACTS,
  type EnvironmentDifference,
  type EnvironmentFact,
  NAMED_FACTS,
} from '../../model/environment.ts'
import { METRICS } from '../../model/metrics.ts'
import { formatChange, formatDuration, formatFigure } from '../../model/units.ts'
import { ALPHA } from '../../statistics/holm.ts'
import type { Blindness, Fall, Raise, Reason } from '../../verdict/reason.ts'
import { sayGaps, sayTooFewReadings, sayUnsettled } from './runs.ts'
import { capitalized, isOrAre, list, plural, shellWord } from './words.ts'

/** A reason as a sentence that stands alone. */
export function sayReason(reason: Reason): string {
  return 'metric' in reason ? sayMetricReason(reason) : sayGeneralReason(reason)
}

type AboutOneMetric = Extract<Reason, { metric: unknown }>
type General = Exclude<Reason, AboutOneMetric>

function sayMetricReason(reason: AboutOneMetric): string {
  const { unit, label } = METRICS[reason.metric]
  const figure = (value: number) => formatFigure(value, unit)
  const name = capitalized(label)
  switch (reason.kind) {
    case 'regressed':
      return `${name} grew by ${figure(reason.delta)}; ${figure(reason.allowed)} is allowed (${sayP(reason.p)}).`
    case 'over-limit': {
      const excess = figure(reason.head - reason.ceiling)
      return `${name} ${isOrAre(reason.metric)} ${figure(reason.head)}, ${excess} over the limit of ${figure(reason.ceiling)}.`
    }
    case 'under-floor': {
      const missing = figure(reason.floor - reason.head)
      return `${name} ${isOrAre(reason.metric)} ${figure(reason.head)}, ${missing} under the floor of ${figure(reason.floor)}.`
    }
    case 'improved':
      return `${name} shrank by ${figure(-reason.delta)}. Record the baseline again to keep the gain.`
    case 'raised':
      return reason.isRefused
        ? `${sayRaise(reason, null)}, which baseline-from: base refuses.`
        : `${sayRaise(reason, null)}.`
    case 'unproven':
      return `${name} grew by ${figure(reason.delta)} (${figure(reason.allowed)} is allowed), but this is not proven.`
    case 'overlap':
      return (
        `Head and base runs overlap in ${label} (${sayP(reason.p)}, and ${ALPHA} is needed): ` +
        'raise max-runs, or make the program steadier.'
      )
    case 'divided':
      return `Some runs stayed within the limit of ${label}.`
    case 'unconfirmed':
      return reason.fromLimit === null
        ? 'There are no fresh runs to confirm it.'
        : `Fresh runs do not confirm it: their median is ${formatChange(reason.fromLimit, unit)} from the limit of ${label}.`
    case 'unconfirmed-fall':
      return reason.fromBase === null
        ? `${name} looked smaller, but max-runs leaves no fresh runs to confirm it.`
        : `${name} looked smaller, but fresh runs do not confirm it: their median is ${formatChange(reason.fromBase, unit)} from the baseline's.`
    case 'noise-limited':
      return (
        `The baseline's own noise allows ${label} to grow by ${figure(reason.allowed)}, ` +
        `more than the budget's ${figure(reason.budgeted)}.`
      )
    case 'two-groups': {
      const { side, lower, upper } = reason
      return (
        `The ${side}'s ${label} falls into two groups, ${lower.count} runs near ${figure(lower.median)} and ` +
        `${upper.count} higher by ${figure(upper.median - lower.median)}: find out what differs; ` +
        'the median represents neither group.'
      )
    }
    case 'trend': {
      const runs = `${reason.runs} runs${reason.side === 'head' ? '' : ' of the baseline'}`
      return (
        `${name} rose run by run, from ${figure(reason.first)} to ${figure(reason.last)} in ${runs}: ` +
        'each finds what the last one left, and proves nothing. Remove that with prepare or cleanup.'
      )
    }
    case 'ended-faults': {
      const more = `${figure(reason.head - reason.base)} more ${label} than in the baseline are of processes that have ended`
      const who = list(reason.parents.map(sayEnded))
      return `${more}${who === '' ? '' : ` (${who})`}: ${
        reason.isCounted
          ? 'your budget counts them.'
          : `the default budget does not count them, and one of your own does (${reason.metric}=+2%).`
      }`
    }
    case 'odd-run': {
      const { side, run, runs, odd, least, most } = reason
      const who = run === null ? `One of the baseline's ${runs} runs` : `One of ${runs} runs, run ${run},`
      const [low, high] = [figure(least), figure(most)]
      const others = `all others at ${low}${low === high ? '' : ` to ${high}`}`
      return `${who} has ${label} at ${figure(odd)}, ${others}: ${side === 'head' ? 'find out what it did, or take more runs' : 'record the baseline again'}.`
    }
    case 'no-run':
      return `No run counts, so there is no figure for ${label}.`
    case 'figure-missing':
      return reason.lacking === reason.runs
        ? `No run has a figure for ${label}.`
        : `${reason.lacking} of ${reason.runs} runs have no figure for ${label}.`
    case 'not-a-number':
      return reason.side === 'head'
        ? `A run's figure for ${label} is not a number.`
        : `The baseline has a sample of ${label} that is not a number. Record it again.`
    case 'not-in-baseline':
      return `The baseline has no samples of ${label}. Record it again.`
    case 'too-few-readings':
      return `${name} ${isOrAre(reason.metric)} not known: ${sayTooFewReadings(reason)}. Page faults are exact: gate those.`
    case 'too-few-readings-recorded':
      return `The baseline has no samples of ${label}: too few readings could be taken when it was recorded. Page faults are exact: gate those.`
  }
}

/** `4 base and 5 head runs can reach p = 0.02 at best, …`: what that means and what to do, in one sentence. */
export function sayTooFewRuns(reason: Blindness): string {
  const advice = [
    ...(reason.baseNeeded === null ? [] : [`record the baseline with at least ${reason.baseNeeded} runs`]),
    ...(reason.headNeeded === null ? [] : [`raise max-runs to ${reason.headNeeded}`]),
  ]
  return (
    `${reason.base} base and ${reason.head} head runs can reach ${sayP(reason.best)} at best, ` +
    `and ${ALPHA} is needed: ${advice.join(', or ') || (reason.isPaired === true ? 'measure with more runs' : 'record and measure with more runs')}.`
  )
}

function sayGeneralReason(reason: General): string {
  switch (reason.kind) {
    case 'too-few-runs':
      return sayTooFewRuns(reason)
    case 'named-facts': {
      const differences = reason.differences.map(
        ({ fact, before, after }) =>
          `${NAMED_FACTS[fact].label} ${formatFigure(before, 'count')} → ${formatFigure(after, 'count')}`,
      )
      return `Not as in the baseline, which may move figures a little: ${list(differences)}.`
    }
    case 'weak-evidence':
      return `Only ${reason.evidence} of ${reason.runs} runs count, too few to prove a failure.`
    case 'blind':
      return `No growth can be proven against this ${reason.isPaired === true ? 'base' : 'baseline'}. ${sayTooFewRuns(reason)}`
    case 'no-budget':
      return 'No metric has a budget, so nothing was judged. Give at least one.'
    case 'not-measured':
      return 'Nothing was measured: there are no runs.'
    case 'unsettled-runs': {
      const [first, ...others] = reason.runs
      if (first === undefined) return ''
      const did = sayUnsettled([first.settlement, ...others.map(({ settlement }) => settlement)])
      return `${who(reason, 'settled', 'did not settle')}: writable memory ${did}.`
    }
    case 'incomplete-runs':
      return `${who(reason, 'is complete', 'is incomplete', 'are incomplete')}: ${sayGaps(reason.runs.flatMap(({ gaps }) => gaps))}.`
    case 'other-subject': {
      if (reason.key === 'env') return sayOtherVariables(reason.before.env, reason.after.env)
      const { label, describe } = SUBJECT[reason.key]
      const [was, is] = [describe(reason.before), describe(reason.after)]
      return `The baseline was recorded with another ${label}: ${was}, and now ${is}. Record it again.`
    }
    case 'stated':
      return reason.sentence
    case 'no-base-run':
      return 'No run of the base counts, so there is nothing to compare with.'
    case 'legs-missing': {
      const missing = reason.expected - reason.found
      return (
        `${missing} of ${plural(reason.expected, 'leg')} left no result: ` +
        `${missing === 1 ? 'it was' : 'they were'} canceled, skipped or failed before measuring.`
      )
    }
    case 'job-missing': {
      const ended = { failure: 'failed before measuring', cancelled: 'was canceled', skipped: 'was skipped' }
      return `The job ${ended[reason.ended]}, and left no result.`
    }
    case 'leg-older':
      return `Its only result is older: ${reason.commit === null ? 'of another run' : `of commit ${reason.commit.slice(0, 12)}`}.`
    case 'leg-failed':
      return `It could not measure: ${reason.message.replace(/\s*[.:]?\s*$/, '')}.`
    case 'did-less': {
      const [first] = reason.falls
      if (first === undefined) return ''
      return (
        `There are ${sayFalls(reason.falls)} than in the baseline: less memory may be less work. ` +
        `A floor, ${first.metric}: ">=${Math.ceil(first.base)}", makes that fail.`
      )
    }
    case 'baseline-removed':
      return 'This pull request takes the baseline away that the base has: nothing would hold it to its level.'
    case 'base-failed':
      return `There is nothing to compare with: ${reason.message}.`
    case 'base-in-doubt':
      return `Of the base: ${reason.message}`
    case 'other-environment': {
      return (
        `The baseline was recorded in another environment (${sayDifferences(reason.differences)}): ` +
        'it cannot prove a regression. Record one here.'
      )
    }
  }
}

/** `gst-plugin-scan below python`. */
function sayEnded({ role, ended }: { readonly role: string; readonly ended: readonly string[] }): string {
  return `${ended.length === 0 ? 'children' : list(ended)} below ${role}`
}

/** `CPUs 4 → 2, transparent huge pages madvise → always`. */
export function sayDifferences(differences: readonly EnvironmentDifference[]): string {
  return differences
    .map(
      ({ fact, before, after }) =>
        `${ENVIRONMENT_FACTS[fact].label} ${sayFact(fact, before)} → ${sayFact(fact, after)}`,
    )
    .join(', ')
}

function sayOtherVariables(before: readonly string[], after: readonly string[]): string {
  const came = after.filter((name) => !before.includes(name))
  const went = before.filter((name) => !after.includes(name))
  const changes = [
    ...(came.length === 0 ? [] : [`${list(came)} came`]),
    ...(went.length === 0 ? [] : [`${list(went)} went`]),
  ]
  return `The baseline was recorded with other variables: ${changes.join(', and ')}. Record it again.`
}

/** `this pull request raises the baseline of manager: 12.00 → 12.80 MiB`. */
export function sayRaise({ metric, from, to }: Raise, name: string | null): string {
  const { unit, label } = METRICS[metric]
  const [before, after] = [formatFigure(from, unit), formatFigure(to, unit)]
  const [figure = '', unitOfIt = ''] = before.split(/\s/)
  const isSameUnit = unitOfIt !== '' && after.split(/\s/).at(-1) === unitOfIt
  const what = metric === 'writable' ? '' : ` (${label})`
  const whose = name === null ? '' : ` of ${name}`
  return `This pull request raises the baseline${whose}${what}: ${isSameUnit ? figure : before} → ${after}`
}

/** `fewer processes (3 → 1) and libraries (40 → 12)`. */
export function sayFalls(falls: readonly Fall[]): string {
  const told = falls.map(({ metric, base, head }) => {
    const { unit, label } = METRICS[metric]
    return `${label} (${formatFigure(base, unit)} → ${formatFigure(head, unit)})`
  })
  return `fewer ${list(told)}`
}

/** `None of the 5 runs settled`, `Runs 2 and 4 of 5 did not settle`, `Run 3 of 5 …`. */
function who(
  { of, runs }: { readonly of: number; readonly runs: readonly { readonly run: number }[] },
  noneDid: string,
  oneDid: string,
  someDid = oneDid,
): string {
  if (of === 1) return `The only run ${oneDid}`
  if (runs.length === of) return `None of the ${of} runs ${noneDid}`
  const numbers = list(runs.map(({ run }) => String(run)))
  return runs.length === 1 ? `Run ${numbers} of ${of} ${oneDid}` : `Runs ${numbers} of ${of} ${someDid}`
}

/** A fact of the environment as people read it. */
export function sayFact(fact: EnvironmentFact, value: string | number): string {
  return ENVIRONMENT_FACTS[fact].kind === 'bytes' ? formatFigure(Number(value), 'bytes') : String(value)
}

/** What a baseline remembers of its scenario, as people read it. */
const SUBJECT: Readonly<
  Record<
    Exclude<keyof Subject, 'env'>,
    { readonly label: string; readonly describe: (subject: Subject) => string }
  >
> = {
  command: { label: 'command', describe: ({ command }) => command.map(shellWord).join(' ') },
  until: { label: 'end', describe: ({ until }) => `until: ${until}` },
  ready: { label: 'ready condition', describe: ({ ready = [] }) => ready.join(', ') || 'none' },
  workload: { label: 'workload', describe: ({ workload }) => workload ?? 'none' },
  prepare: { label: 'prepare', describe: ({ prepare }) => prepare ?? 'none' },
  cleanup: { label: 'cleanup', describe: ({ cleanup }) => cleanup ?? 'none' },
  soakMs: {
    label: 'soak',
    describe: ({ soakMs }) => (soakMs === null ? 'none' : formatDuration(soakMs)),
  },
}

/** Two significant digits; a p-value is never shown as zero. */
export function formatP(p: number): string {
  return p < 0.0001 ? '< 0.0001' : String(Number(p.toPrecision(2)))
}

function sayP(p: number): string {
  return p < 0.0001 ? `p ${formatP(p)}` : `p = ${formatP(p)}`
}
