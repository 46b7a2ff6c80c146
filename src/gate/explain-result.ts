import type { GatePlan, Scenario } from '../config/scenario.ts'
import { compareAttributions } from '../ledger/compare-attributions.ts'
import { findHeaviestSpans } from '../ledger/heavy-spans.ts'
import { createMeasurer } from '../measure/measurer.ts'
import type { Attribution } from '../model/attribution.ts'
import type { ScenarioExplanation, Unexplained } from '../model/explanation.ts'
import type { World } from '../model/world.ts'
import { renderAttributionJson } from '../report/exports/attribution.ts'
import { median } from '../statistics/order-statistics.ts'
import {
  explanationPath,
  hasExplanation,
  keepExplanation,
  readExplanation,
} from '../store/explanation-file.ts'
import { TRACE_MEANS, type TraceWish } from '../trace/wishes.ts'
import type { ScenarioResult } from '../verdict/result.ts'
import { explainScenario, type Explanation } from './explain.ts'

/** A scenario with the world that it runs in. */
export interface Side {
  readonly scenario: Scenario
  readonly world: World
}

/** A side that has to be brought first, to the place where the other one was. */
export interface ComingSide extends Side {
  /** Builds it and warms it up. @throws UserError when it cannot be brought */
  readonly bring: () => Promise<void>
  /** What the gate measured of its writable memory, in bytes; `null` where it did not. */
  readonly figure: number | null
}

/** Adds to a result where the memory came from, as far as the plan wants to know and time is left. */
export type Explainer = (result: ScenarioResult, head: Side, base?: Side) => Promise<ScenarioResult>

/** For all scenarios of a gate together, and both neighbors of a bisection. */
const LIMIT_MS = 300_000
const WISHES: ReadonlySet<TraceWish> = new Set([...TRACE_MEANS, 'both'])

/**
 * An explanation judges nothing: whatever goes wrong with it is said, and the result stays as it is.
 *
 * @throws the reason of the world's signal when the gate is aborted
 */
export function createExplainer({ explain: when, baselinePath }: GatePlan, { clock }: World): Explainer {
  let leftMs = LIMIT_MS
  return async (result, head, base) => {
    const wanted = when === 'always' || (when === 'auto' && MOVED.has(result.verdict))
    if (!wanted) return result
    const hindrance = hindranceOf(head, leftMs)
    if (hindrance !== null) return { ...result, unexplained: refuse(hindrance, head) }
    const startedAt = clock.now()
    try {
      if (isLeak(result)) {
        const explanation = await explainLeak(head, base, leftMs)
        if (explanation !== null) return { ...result, explanation }
        return { ...result, unexplained: refuse({ kind: 'leak-unseen' }, head) }
      }
      const figures = result.metrics.find(({ metric }) => metric === 'writable') ?? null
      const { attribution, doubts } = await explainSide(head, figures?.head?.median ?? null, leftMs)
      const before =
        base === undefined
          ? await readBase(baselinePath, head)
          : (await explainSide(base, figures?.base?.median ?? null, leftMs)).attribution
      const difference = before === null ? null : compareAttributions(before, attribution)
      const heavy = findHeaviestSpans(attribution, difference)
      return { ...result, explanation: { attribution, difference, heavy, doubts } }
    } catch (error) {
      return { ...result, unexplained: refuse(failureOf(error, head), head) }
    } finally {
      leftMs -= clock.now() - startedAt
    }
  }
}

/**
 * Traces two sides one after the other, in the same place, and compares them.
 *
 * @returns `null` where a side could not be traced, which is said
 * @throws the reason of the world's signal when the gate is aborted
 */
export async function explainInTurn(
  base: ComingSide,
  head: ComingSide,
  { clock }: World,
): Promise<ScenarioExplanation | null> {
  let leftMs = LIMIT_MS
  const hindrance = hindranceOf(head, leftMs)
  if (hindrance !== null) {
    refuse(hindrance, head)
    return null
  }
  const traceIt = async (side: ComingSide): Promise<Explanation> => {
    // A build takes what it takes.
    await side.bring()
    const startedAt = clock.now()
    try {
      return await explainSide(side, side.figure, leftMs)
    } finally {
      leftMs -= clock.now() - startedAt
    }
  }
  let side = base
  try {
    const before = await traceIt(base)
    side = head
    const { attribution, doubts } = await traceIt(head)
    const difference = compareAttributions(before.attribution, attribution)
    return { attribution, difference, heavy: findHeaviestSpans(attribution, difference), doubts }
  } catch (error) {
    refuse(failureOf(error, side), side)
    return null
  }
}

/** Keeps an explanation of what is recorded, for checks to compare with; what goes wrong with it is said. */
export function createKeeper(
  { baselinePath }: GatePlan,
  { clock }: World,
): (side: Side, samples: readonly number[]) => Promise<void> {
  let leftMs = LIMIT_MS
  return async (side, samples) => {
    const { scenario } = side
    const hindrance = hindranceOf(side, leftMs)
    if (hindrance !== null) {
      refuse(hindrance, side)
      return
    }
    const startedAt = clock.now()
    try {
      const { attribution } = await explainSide(side, samples.length === 0 ? null : median(samples), leftMs)
      // Stacks are another at each run, and a hundred times as long as all the rest.
      const text = renderAttributionJson({ ...attribution, stacks: null }, null)
      await keepExplanation(explanationPath(baselinePath, scenario.name), text)
    } catch (error) {
      refuse(failureOf(error, side), side)
    } finally {
      leftMs -= clock.now() - startedAt
    }
  }
}

/** What can be known before a run is traced. */
function hindranceOf({ scenario }: Side, leftMs: number): Unexplained | null {
  if (scenario.until === 'exit') return { kind: 'until-exit' }
  if (scenario.target !== null) return { kind: 'target' }
  return leftMs <= 0 ? { kind: 'no-time', limitMs: LIMIT_MS } : null
}

/** @throws the reason of the world's signal when the gate is aborted */
function failureOf(error: unknown, { world }: Side): Unexplained {
  world.signal.throwIfAborted()
  return { kind: 'failed', why: error instanceof Error ? error.message : String(error) }
}

/** Says it while the gate runs; its report says it again. */
function refuse(unexplained: Unexplained, { scenario, world }: Side): Unexplained {
  world.onNotice({ kind: 'not-explained', scenario: scenario.name, unexplained })
  return unexplained
}

/** What a person will ask the reason of. */
const MOVED: ReadonlySet<ScenarioResult['verdict']> = new Set(['regressed', 'over-limit', 'improved'])

/** Nothing has moved but the growth in the soak: what was there at its start is not what a person asks about. */
function isLeak({ metrics }: ScenarioResult): boolean {
  const moved = metrics.filter(({ verdict }) => MOVED.has(verdict))
  return moved.length > 0 && moved.every(({ metric }) => metric === 'growth')
}

/** @returns `null` where nobody saw what was made in the soak */
async function explainLeak(
  head: Side,
  base: Side | undefined,
  limitMs: number,
): Promise<ScenarioExplanation | null> {
  const { leak, doubts } = await explainWithin(head.scenario, head.world, limitMs, null)
  if (leak === null) return null
  const before = base === undefined ? null : await explainWithin(base.scenario, base.world, limitMs, null)
  const leftBefore = before?.leak ?? null
  const difference = leftBefore === null ? null : compareAttributions(leftBefore, leak)
  return { attribution: leak, difference, heavy: findHeaviestSpans(leak, difference), doubts }
}

async function explainSide(
  { scenario, world }: Side,
  figure: number | null,
  limitMs: number,
): Promise<Explanation> {
  // The figure that is explained is that of the steady point.
  return explainWithin({ ...scenario, soakMs: null }, world, limitMs, figure)
}

async function explainWithin(
  scenario: Scenario,
  world: World,
  limitMs: number,
  figure: number | null,
): Promise<Explanation> {
  const signal = AbortSignal.any([world.signal, AbortSignal.timeout(Math.ceil(limitMs))])
  const bounded = { ...world, signal }
  return explainScenario(scenario, await createMeasurer(bounded), bounded, { wishes: WISHES, figure })
}

/** What was kept when the baseline was recorded; `null` where there is none. */
async function readBase(baselinePath: string, side: Side): Promise<Attribution | null> {
  const path = explanationPath(baselinePath, side.scenario.name)
  if (!hasExplanation(path)) return null
  try {
    return await readExplanation(path)
  } catch (error) {
    refuse(failureOf(error, side), side)
    return null
  }
}
