import type { Origin, StoredResult } from '../model/stored-result.ts'
import { judgeStored } from './judge-stored.ts'
import { nameLegs } from './name-legs.ts'
import type { LostLeg } from './reason.ts'
import type { GateResult, ScenarioResult } from './result.ts'
import { worstVerdict } from './worst-verdict.ts'

/** What several results say together. */
export interface MergedLegs {
  readonly result: GateResult
  /** The run that all of it is about. */
  readonly origin: Origin
}

/** A job that was to leave a result, and how it has ended, as `needs` tells it. */
export interface EndedJob {
  readonly job: string
  readonly ended: string
}

/** Which run results are of. */
export type RunOfLegs = Pick<Origin, 'run' | 'commit'>

/**
 * One result of any number of legs, each judged afresh from its samples. One run counts, and of each leg its
 * newest attempt. A leg that has an older result alone, one that could not measure, and those that left no result
 * are scenarios of their own, and inconclusive: nothing is green that was not seen.
 *
 * @param results at least one
 * @param about the run that counts; `null`: the newest that is there
 * @param jobs those that were to be over; one that has not succeeded and left no result is told, too
 */
export function mergeLegs(
  results: readonly [StoredResult, ...StoredResult[]],
  about: RunOfLegs | null = null,
  jobs: readonly EndedJob[] = [],
): MergedLegs {
  const { newest, isCurrent, run, commit } = runOf(results, about)
  const current = newestAttempts(results.filter(isCurrent))
  const there = new Set(current.map(({ origin }) => keyOf(origin)))
  const older = newestAttempts(results.filter((one) => !isCurrent(one))).filter(
    ({ origin }) => !there.has(keyOf(origin)),
  )
  const names = nameLegs([...current, ...older].map(({ origin }) => origin))
  const scenarios = numberTwins([
    ...current.flatMap((one, index) => scenariosOf(one, names[index] ?? '')),
    ...older.map(({ origin, environment }, index) =>
      lost(names[current.length + index] ?? '', { kind: 'leg-older', commit: origin.commit }, environment),
    ),
    ...missingLegs(current, older),
    ...missingJobs(jobs, current, newest.environment),
  ])
  return {
    result: {
      verdict: worstVerdict(scenarios.map(({ verdict }) => verdict)),
      environment: newest.environment,
      ...pairOf(current),
      scenarios,
    },
    origin: { ...newest.origin, run, commit, leg: null, legs: null },
  }
}

/**
 * Of each leg of the run that counts its newest attempt, as it was measured.
 *
 * @param about as for {@link mergeLegs}
 */
export function currentLegs(
  results: readonly [StoredResult, ...StoredResult[]],
  about: RunOfLegs | null,
): readonly StoredResult[] {
  return newestAttempts(results.filter(runOf(results, about).isCurrent))
}

function runOf(results: readonly [StoredResult, ...StoredResult[]], about: RunOfLegs | null) {
  const [first] = results
  const newest = results.reduce((best, one) => (isNewer(one.origin, best.origin) ? one : best), first)
  const { run, commit } = about ?? newest.origin
  const isCurrent = ({ origin }: StoredResult) => origin.run === run && origin.commit === commit
  return { newest, isCurrent, run, commit }
}

/** The base that all legs were measured in turn with; none where they differ. */
function pairOf(legs: readonly StoredResult[]): Pick<GateResult, 'pair'> {
  const pairs = legs.flatMap(({ pair }) => pair ?? [])
  const [first] = pairs
  const isCommon = pairs.length === legs.length && pairs.every(({ commit }) => commit === first?.commit)
  if (first === undefined || !isCommon) return {}
  const all = (key: 'changed' | 'recorded') => [...new Set(pairs.flatMap((pair) => pair[key]))]
  return { pair: { ...first, changed: all('changed'), recorded: all('recorded') } }
}

function isNewer(a: Origin, b: Origin): boolean {
  return (a.run ?? 0) - (b.run ?? 0) > 0 || (a.run === b.run && (a.attempt ?? 0) > (b.attempt ?? 0))
}

/**
 * The results of each leg's newest attempt, of which there may be several, as a job may have several steps. Where an
 * older attempt left more of them, some may be of another leg, which does not know itself: then all of these count.
 */
function newestAttempts(results: readonly StoredResult[]): readonly StoredResult[] {
  const newest = new Map<string, Origin>()
  const counts = new Map<string, number>()
  for (const { origin } of results) {
    const best = newest.get(keyOf(origin))
    if (best === undefined || isNewer(origin, best)) newest.set(keyOf(origin), origin)
    counts.set(attemptOf(origin), (counts.get(attemptOf(origin)) ?? 0) + 1)
  }
  return results.filter(({ origin }) => {
    const best = newest.get(keyOf(origin)) ?? origin
    const isOutdone = (counts.get(attemptOf(origin)) ?? 0) <= (counts.get(attemptOf(best)) ?? 0)
    return !isNewer(best, origin) || !isOutdone
  })
}

function attemptOf(origin: Origin): string {
  return JSON.stringify([keyOf(origin), origin.run, origin.attempt])
}

function keyOf({ job, leg }: Origin): string {
  return JSON.stringify([job, leg])
}

/** The scenarios of a leg, which are called by it, too: another leg has some of the same name. */
function scenariosOf(stored: StoredResult, name: string): readonly ScenarioResult[] {
  if (stored.failure !== null || stored.scenarios.length === 0) {
    const message = stored.failure ?? ''
    return [lost(name, { kind: 'leg-failed', message }, stored.environment)]
  }
  return judgeStored(stored).scenarios.map((scenario) =>
    name === '' ? scenario : rename(scenario, `${scenario.name} (${name})`),
  )
}

/** Of several steps of a job that all measure the same, or of legs that do not know themselves. */
function numberTwins(scenarios: readonly ScenarioResult[]): readonly ScenarioResult[] {
  const seen = new Map<string, number>()
  return scenarios.map((scenario) => {
    const count = (seen.get(scenario.name) ?? 0) + 1
    seen.set(scenario.name, count)
    return count === 1 ? scenario : rename(scenario, `${scenario.name} #${count}`)
  })
}

function rename(scenario: ScenarioResult, name: string): ScenarioResult {
  return { ...scenario, name, terms: { ...scenario.terms, name } }
}

/** Legs of which a job had more than left a result. */
function missingLegs(
  current: readonly StoredResult[],
  older: readonly StoredResult[],
): readonly ScenarioResult[] {
  const jobs = new Map<string | null, StoredResult[]>()
  for (const one of current) jobs.set(one.origin.job, [...(jobs.get(one.origin.job) ?? []), one])
  return [...jobs].flatMap(([job, legs]) => {
    const expected = Math.max(...legs.map(({ origin }) => origin.legs ?? 1))
    const told = [...legs, ...older.filter(({ origin }) => origin.job === job)]
    const found = new Set(told.map(({ origin }) => keyOf(origin))).size
    const [first] = legs
    if (found >= expected || first === undefined) return []
    return [lost(job ?? '', { kind: 'legs-missing', job, expected, found }, first.environment)]
  })
}

/** Jobs without any result; one that has succeeded was none that measures. */
function missingJobs(
  jobs: readonly EndedJob[],
  current: readonly StoredResult[],
  environment: GateResult['environment'],
): readonly ScenarioResult[] {
  return jobs
    .filter(({ job }) => !current.some(({ origin }) => origin.job === job))
    .flatMap(({ job, ended }) =>
      ended === 'failure' || ended === 'cancelled' || ended === 'skipped'
        ? [lost(job, { kind: 'job-missing', ended }, environment)]
        : [],
    )
}

/** A scenario that stands for what was not measured. */
function lost(name: string, reason: LostLeg, environment: GateResult['environment']): ScenarioResult {
  return {
    name,
    verdict: 'inconclusive',
    reasons: [reason],
    metrics: [],
    mappings: [],
    soaked: [],
    processes: [],
    runs: [],
    terms: { name, budgets: {}, runs: 0, maxRuns: 0, subject: null },
    environment,
    facts: null,
    baseline: null,
  }
}
