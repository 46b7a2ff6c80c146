import type { Remedy } from '../config/remedies.ts'
import type { UserError } from '../model/errors/user-error.ts'
import { isEvidence, type Run } from '../model/run.ts'
import type { Metric } from '../model/metrics.ts'
import { mannWhitneyGreater, smallestPValue } from '../statistics/mann-whitney.ts'
import { median } from '../statistics/order-statistics.ts'

/** Level of the test: a remedy without effect passes it, in either direction, once in a hundred. */
const LEVEL = 0.005

/** What one change of a scenario does to its figures. */
export interface Effect {
  /** Bytes of writable memory. */
  readonly before: number
  readonly after: number
  readonly delta: number
  /** Whether the runs tell the two apart: by the exact test, and by more than the variable itself may move. */
  readonly isEvident: boolean
  /** Of the changed scenario, a run each. */
  readonly samples: readonly number[]
  /** What it costs or saves in time: milliseconds until ready, or to the steady point without a ready condition. */
  readonly startMs: Pair
  readonly minorFaults: Pair
}

interface Pair {
  readonly before: number | null
  readonly after: number | null
}

export interface TriedRemedy {
  readonly remedy: Remedy
  /** `null` when no run with it is evidence. */
  readonly effect: Effect | null
  /** Why the program failed with it. */
  readonly failure: UserError | null
}

export interface WhatIfResult {
  readonly name: string
  /** Of the program as it is, and with each remedy. */
  readonly runs: number
  readonly tried: readonly TriedRemedy[]
}

/** `null` when a side has no run that is evidence. */
export function weighEffect(plain: readonly Run[], changed: readonly Run[], pageSize: number): Effect | null {
  const [before, after] = [samplesOf(plain, 'writable'), samplesOf(changed, 'writable')]
  if (before.length === 0 || after.length === 0) return null
  const delta = median(after) - median(before)
  const p = Math.min(mannWhitneyGreater(after, before), mannWhitneyGreater(before, after))
  return {
    before: median(before),
    after: median(after),
    delta,
    // One more variable lies on the stack, and may take a page by itself.
    isEvident: p <= LEVEL && Math.abs(delta) > pageSize,
    samples: after,
    startMs: { before: startOf(plain), after: startOf(changed) },
    minorFaults: {
      before: medianOrNull(samplesOf(plain, 'minor-faults')),
      after: medianOrNull(samplesOf(changed, 'minor-faults')),
    },
  }
}

/** Whether so many runs of each can tell any change from chance. */
export function canTell(runs: number): boolean {
  return smallestPValue(runs, runs) <= LEVEL
}

function samplesOf(runs: readonly Run[], metric: Metric): readonly number[] {
  return runs
    .filter(isEvidence)
    .map(({ figures }) => figures[metric])
    .filter((figure) => figure !== undefined)
}

function startOf(runs: readonly Run[]): number | null {
  return medianOrNull(
    runs.filter(isEvidence).flatMap(({ events }) => {
      const event = (['ready', 'steady', 'exited'] as const)
        .map((name) => events.find((it) => it.event === name))
        .find((it) => it !== undefined)
      return event === undefined ? [] : [event.atMs]
    }),
  )
}

function medianOrNull(samples: readonly number[]): number | null {
  return samples.length === 0 ? null : median(samples)
}
