import type { BaselineEntry } from '../model/baseline.ts'
import type { Metric, Unit } from '../model/metrics.ts'
import { median } from '../statistics/order-statistics.ts'
import type { ScenarioExplanation } from '../model/explanation.ts'
import type { GateResult, MappingChange, ScenarioResult } from './result.ts'
import { isFailure } from './worst-verdict.ts'

/** What a result says of its commit: `unknown` of one that proves nothing. */
export type Standing = 'good' | 'bad' | 'unknown'

export function standingOf(scenarios: readonly ScenarioResult[]): Standing {
  if (scenarios.some(({ verdict }) => isFailure(verdict))) return 'bad'
  const isGood = scenarios.every(({ verdict }) => verdict === 'pass' || verdict === 'improved')
  return isGood && scenarios.length > 0 ? 'good' : 'unknown'
}

/** The exit code that `git bisect run` understands: 0 good, 1 bad, 125 leave it out. */
export function bisectExitCode({ scenarios }: GateResult): 0 | 1 | 125 {
  const codes = { good: 0, bad: 1, unknown: 125 } as const
  return codes[standingOf(scenarios)]
}

interface Commit {
  readonly commit: string
  readonly subject: string
  readonly parents: readonly string[]
}

/** A commit that was built and measured against the good one. */
export interface Trial extends Commit {
  /** Empty where that failed. */
  readonly scenarios: readonly ScenarioResult[]
  /** Why it failed. */
  readonly why: string | null
}

/** One commit that was tried, for people. */
export interface TriedCommit {
  readonly commit: string
  readonly subject: string
  readonly standing: Standing
  readonly why: string | null
  /** The median of the figure that grew; `null` where there is none. */
  readonly figure: number | null
}

interface Figure {
  readonly scenario: string
  readonly metric: Metric
  readonly unit: Unit
}

/** What grew between the commit and the one before it. */
export interface Growth extends Figure {
  readonly before: number
  readonly after: number
  /** Against the good commit. */
  readonly mappings: readonly MappingChange[]
}

export interface BisectResult {
  /** The first bad commit; `null` where only commits are left of which nothing is known. */
  readonly found: Pick<Commit, 'commit' | 'subject'> | null
  /** Those of which it may be any. */
  readonly candidates: readonly string[]
  readonly growth: Growth | null
  /** What `figure` of a tried commit counts. */
  readonly unit: Unit
  /** In the order in which they were tried: the good one, the bad one, then those between. */
  readonly tried: readonly TriedCommit[]
  /** Who made what grew, where the first bad commit and the last good one were traced. */
  readonly explanation?: ScenarioExplanation
}

/** The last good commit and the first bad one, with what was measured at each. */
export interface Neighbors {
  /** The scenario that grew. */
  readonly scenario: string
  readonly before: Neighbor
  readonly after: Neighbor
}

export interface Neighbor {
  readonly commit: string
  /** Median of its writable memory, in bytes; `null` where it was not measured. */
  readonly writable: number | null
}

/** What a bisection has tried, and where it ended. */
export interface Bisected {
  readonly good: Commit
  /** The good commit's figures. */
  readonly base: readonly BaselineEntry[]
  /** The bad commit first. */
  readonly trials: readonly Trial[]
  readonly found: Commit | null
  readonly candidates: readonly string[]
}

/** What a bisection has found, in figures of the metric that made its bad end bad. */
export function concludeBisection({ good, base, trials, found, candidates }: Bisected): BisectResult {
  const figure = worstFigure(trials[0]?.scenarios ?? [])
  const figureOf = (commit: string) =>
    figure === null ? null : figureAt(commit, figure, { good, base, trials })
  return {
    found: found === null ? null : { commit: found.commit, subject: found.subject },
    candidates,
    growth: found === null || figure === null ? null : growthAt(found, good, figure, trials, figureOf),
    unit: figure?.unit ?? 'bytes',
    tried: [
      {
        commit: good.commit,
        subject: good.subject,
        standing: 'good',
        why: null,
        figure: figureOf(good.commit),
      },
      ...trials.map(({ commit, subject, scenarios, why }) => ({
        commit,
        subject,
        standing: standingOf(scenarios),
        why,
        figure: figureOf(commit),
      })),
    ],
  }
}

/** Between which commits the growth lies; `null` where none was found. */
export function neighborsOf(bisected: Bisected): Neighbors | null {
  const { good, trials, found } = bisected
  const figure = worstFigure(trials[0]?.scenarios ?? [])
  if (found === null || figure === null) return null
  const { scenario } = figure
  const writableOf = (commit: string) => figureAt(commit, { scenario, metric: 'writable' }, bisected)
  const isKnown = (commit: string) => figureAt(commit, figure, bisected) !== null
  // A parent that comes before the good commit was not tried: what the commit itself changed is beside it, all the same.
  const before = found.parents.find(isKnown) ?? found.parents[0] ?? good.commit
  return {
    scenario,
    before: { commit: before, writable: writableOf(before) },
    after: { commit: found.commit, writable: writableOf(found.commit) },
  }
}

/** Against the commit before it, where that was tried; else against the good one. */
function growthAt(
  { commit, parents }: Commit,
  good: Commit,
  figure: Figure,
  trials: readonly Trial[],
  figureOf: (commit: string) => number | null,
): Growth | null {
  const [before] = [...parents, good.commit].map(figureOf).filter((value) => value !== null)
  const after = figureOf(commit)
  if (before === undefined || after === null) return null
  const scenarios = trials.find((trial) => trial.commit === commit)?.scenarios ?? []
  const mappings = scenarios.find(({ name }) => name === figure.scenario)?.mappings ?? []
  return { ...figure, before, after, mappings }
}

/** The first metric that fails. */
function worstFigure(scenarios: readonly ScenarioResult[]): Figure | null {
  const [figure] = scenarios.flatMap(({ name, metrics }) =>
    metrics
      .filter(({ verdict }) => isFailure(verdict))
      .map(({ metric, unit }) => ({ scenario: name, metric, unit })),
  )
  return figure ?? null
}

function figureAt(
  commit: string,
  figure: Pick<Figure, 'scenario' | 'metric'>,
  { good, base, trials }: Pick<Bisected, 'good' | 'base' | 'trials'>,
): number | null {
  if (commit === good.commit) return goodFigure(base, figure)
  return headFigure(trials.find((trial) => trial.commit === commit)?.scenarios ?? [], figure)
}

function headFigure(
  scenarios: readonly ScenarioResult[],
  { scenario, metric }: Pick<Figure, 'scenario' | 'metric'>,
): number | null {
  const found = scenarios.find(({ name }) => name === scenario)?.metrics.find((it) => it.metric === metric)
  return found?.head?.median ?? null
}

function goodFigure(
  base: readonly BaselineEntry[],
  { scenario, metric }: Pick<Figure, 'scenario' | 'metric'>,
): number | null {
  const entry = base.find((it) => it.scenario === scenario)
  const samples = entry?.recordings.flatMap((recording) => recording.samples[metric] ?? []) ?? []
  return samples.length === 0 ? null : median(samples)
}
