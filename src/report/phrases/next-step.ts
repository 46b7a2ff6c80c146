import type { GateResult } from '../../verdict/result.ts'
import type { ReportContext } from '../context.ts'
import type { Reason } from '../../verdict/reason.ts'
import { reasonsOf, shownVerdict } from '../rows.ts'
import { oneLine } from '../untrusted.ts'
import { isFailure } from '../../verdict/worst-verdict.ts'

/** A part of a sentence: plain words of ours, or what is written as code (a path, which is untrusted text). */
export type Part = string | { readonly code: string } | { readonly link: string; readonly href: string }

/** As plain text. */
export function textOf(part: Part): string {
  if (typeof part === 'string') return part
  return 'code' in part ? oneLine(part.code) : `${part.link} (${part.href})`
}

/** What a reader should do now. */
export interface NextStep {
  /** When to do it: the beginning of the sentence. */
  readonly lead: string
  readonly action: readonly Part[]
  /** Whether the command that records follows, to be pasted. */
  readonly showsCommand: boolean
}

/** The one next step after a verdict; `null` after a pass, and where there is nothing to record. */
export function nextStep(result: GateResult, context: ReportContext): NextStep | null {
  if (context.place === 'stored') return null
  if (result.pair !== undefined) return nextStepOfPair(result, context)
  switch (shownVerdict(result)) {
    case 'no-baseline':
      return record('To start gating', 'record the baseline', context)
    case 'improved':
      return record(
        didLess(result) ? 'If this is meant' : 'To keep the gain',
        'record the new level',
        context,
      )
    case 'accepted':
      // The branch takes it over by itself; and a baseline that was raised holds it already.
      return context.store === 'branch' || result.accepted === undefined
        ? null
        : record('To compare later changes with the new level', 'record it', context)
    case 'regressed':
    case 'over-limit':
      return stepOnBaseline(result) ?? orAccept(afterFailure(result, context), context)
    case 'inconclusive':
      if (needsRecording(result))
        return record('To compare like with like', 'record the baseline again', context)
      return (
        takeMoreRuns(result, context) ?? plain('There is no verdict', 'so fix the cause above and run again.')
      )
    case 'accepted':
    case 'pass':
      return null
  }
}

/** Where the head has done to its baseline what cannot be accepted. */
function stepOnBaseline({ scenarios }: GateResult): NextStep | null {
  if (scenarios.some(({ reasons }) => reasons.some(({ kind }) => kind === 'baseline-removed'))) {
    return plain('To go on', 'restore the entry from the base, or record the scenario again and commit that.')
  }
  const isRefused = scenarios.some(({ metrics }) =>
    metrics.some(({ reasons }) => reasons.some((reason) => reason.kind === 'raised' && reason.isRefused)),
  )
  return isRefused
    ? plain(
        'To go on',
        'take the baseline of the base: a level is raised there, and not by what it must hold.',
      )
    : null
}

function afterFailure(result: GateResult, context: ReportContext): NextStep {
  const isKept = context.store === 'branch'
  if (result.verdict === 'regressed') {
    return isKept
      ? plain('If this growth is meant', `allow for it in the budget. ${MOVES_BY_ITSELF}`)
      : record('If this growth is meant', 'record the new level', context)
  }
  if (isUnderFloor(result)) return plain('If this is meant', 'lower the floor in the budget.')
  return hasGrown(result) && !isKept
    ? record('If this is meant', 'raise the ceiling in the budget, record the new level', context)
    : plain('If this is meant', 'raise the ceiling in the budget.')
}

/** The other way, where there is a conversation to say it in. */
function orAccept(step: NextStep, { acceptance }: ReportContext): NextStep {
  if (acceptance === undefined) return step
  const way: readonly Part[] = [
    ' For this commit alone, let somebody who may write to the repository comment ',
    { code: acceptance },
    '.',
  ]
  return { ...step, action: [...step.action, ...way] }
}

/** Two sides that were measured in turn: where nothing is stored, nothing helps but the budget. */
function nextStepOfPair(result: GateResult, context: ReportContext): NextStep | null {
  switch (shownVerdict(result)) {
    case 'regressed':
      return orAccept(
        context.ready === undefined
          ? plain('If this growth is meant', 'allow for it in the budget.')
          : record('If this growth is meant', 'record the new level', context),
        context,
      )
    case 'over-limit':
      return (
        stepOnBaseline(result) ??
        orAccept(
          plain(
            'If this is meant',
            `${isUnderFloor(result) ? 'lower the floor' : 'raise the ceiling'} in the budget.`,
          ),
          context,
        )
      )
    case 'no-baseline':
    case 'inconclusive':
      return plain(
        'There is no verdict',
        `so fix the cause above and run again. ${cureOfBase(result)}`.trim(),
      )
    case 'improved':
    case 'accepted':
    case 'pass':
      return null
  }
}

function cureOfBase({ scenarios }: GateResult): string {
  const reasons = scenarios.flatMap((scenario) => scenario.reasons)
  return (
    reasons.map((reason) => (reason.kind === 'base-failed' ? reason.hint : '')).find((hint) => hint !== '') ??
    ''
  )
}

/** A metric over its ceiling may have regressed as well: then raising the ceiling alone leaves it red. */
function hasGrown({ scenarios }: GateResult): boolean {
  return scenarios.some(({ metrics }) =>
    metrics.some(({ reasons }) => reasons.some(({ kind }) => kind === 'regressed')),
  )
}

/** Whether nothing but floors is what fails. */
function isUnderFloor({ scenarios }: GateResult): boolean {
  const failing = scenarios.flatMap(({ metrics }) => metrics.filter(({ verdict }) => isFailure(verdict)))
  return failing.every(
    ({ reasons }) => !reasons.some(({ kind }) => kind === 'over-limit' || kind === 'regressed'),
  )
}

/** Whether a fall may be that of a program that did less. */
function didLess({ scenarios }: GateResult): boolean {
  return scenarios.some(({ reasons }) => reasons.some(({ kind }) => kind === 'did-less'))
}

/** Whether the baseline is what keeps the gate from a verdict. */
function needsRecording({ scenarios }: GateResult): boolean {
  return scenarios.some(({ reasons }) =>
    reasons.some(({ kind }) => kind === 'other-environment' || kind === 'other-subject'),
  )
}

/** What more runs can tell; not where runs do not count, or build on each other. */
const WANTS_RUNS: readonly Reason['kind'][] = ['overlap', 'divided', 'unconfirmed', 'too-few-runs']
const IS_NO_MATTER_OF_RUNS: readonly Reason['kind'][] = ['trend', 'unsettled-runs', 'incomplete-runs']
const MOST_RUNS = 100

/** Twice the runs that were taken, or as many as it takes; `null` where they are not what is lacking. */
function takeMoreRuns({ scenarios }: GateResult, { place }: ReportContext): NextStep | null {
  const counts = scenarios.flatMap((scenario) => {
    const reasons = reasonsOf(scenario)
    const isWanted = reasons.some(({ kind }) => WANTS_RUNS.includes(kind))
    if (!isWanted || reasons.some(({ kind }) => IS_NO_MATTER_OF_RUNS.includes(kind))) return []
    const needed = reasons.map((reason) => (reason.kind === 'too-few-runs' ? (reason.headNeeded ?? 0) : 0))
    return [Math.max(2 * scenario.runs.length, ...needed)]
  })
  if (counts.length === 0) return null
  const count = Math.min(MOST_RUNS, Math.max(...counts))
  return {
    lead: 'To be certain',
    action: [
      'take more runs: ',
      { code: place === 'workflow' ? `max-runs: ${count}` : `--max-runs ${count}` },
      '.',
    ],
    showsCommand: false,
  }
}

function plain(lead: string, action: string): NextStep {
  return { lead, action: [action], showsCommand: false }
}

/**
 * A baseline counts only in the environment that it was recorded in. The reader of a workflow's report sits at
 * another machine: there the command would add an entry that the workflow never compares with.
 */
function record(lead: string, action: string, context: ReportContext): NextStep {
  const { place, baseline, command } = context
  if (context.store === 'branch') return recordOnBranch(lead, action, context)
  const file: Part = baseline === null ? 'it' : { code: baseline }
  if (place === 'machine') {
    const showsCommand = command !== null
    return { lead, action: [`${action} and commit `, file, showsCommand ? ':' : '.'], showsCommand }
  }
  const start: readonly Part[] =
    context.recorder === undefined ? [] : [{ link: 'the workflow that records', href: context.recorder }]
  if (context.ready !== undefined) {
    return {
      lead,
      action: [
        `${action} by committing the samples of this run as `,
        file,
        ': that file is ready to copy in ',
        { link: 'the summary of this job', href: context.ready },
        '.',
        ...(start.length === 0 ? [] : [' Or start ', ...start, ' on this branch.']),
      ],
      showsCommand: false,
    }
  }
  if (start.length > 0) {
    return {
      lead,
      action: [`${action}: start `, ...start, ' on this branch, and commit ', file, '.'],
      showsCommand: false,
    }
  }
  return {
    lead,
    action: [
      `${action} on the same kind of runner (a workflow step with `,
      { code: 'mode: record' },
      ') and commit ',
      file,
      '.',
    ],
    showsCommand: false,
  }
}

/** Of a baseline that keeps itself. */
const MOVES_BY_ITSELF = 'Once it is merged, the next recording on the branch makes it the new level.'

function recordOnBranch(lead: string, action: string, { place, command }: ReportContext): NextStep {
  if (place === 'machine') {
    return command === null
      ? plain(lead, `${action}.`)
      : { lead, action: [`${action}, which keeps it on the branch:`], showsCommand: true }
  }
  return {
    lead,
    action: [
      `${action} on the same kind of runner: a workflow step with `,
      { code: 'mode: record' },
      ' keeps it on the branch.',
    ],
    showsCommand: false,
  }
}
