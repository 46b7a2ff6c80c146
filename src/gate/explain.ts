import { type GatePlan, type Scenario } from '../config/scenario.ts'
import { withPassedNames } from '../launch/program-environment.ts'
import { attribute } from '../ledger/attribute.ts'
import { addRetained } from '../ledger/retained.ts'
import { estimateSpans, type SizedMark } from '../ledger/estimate-spans.ts'
import { createMeasurer, type Measurer } from '../measure/measurer.ts'
import type { Attribution } from '../model/attribution.ts'
import { errors } from '../model/errors.ts'
import { isUnsettled } from '../model/run.ts'
import type { TraceDoubt } from '../model/trace-doubt.ts'
import type { World } from '../model/world.ts'
import type { ProbeLine } from '../trace/parse-marks.ts'
import { type Traced, traceRun } from '../trace/trace-run.ts'
import type { TraceWish } from '../trace/wishes.ts'
import { noticeCommands } from './notice-commands.ts'

/** Where the memory of a scenario came from, in one traced run. */
export interface Explanation {
  readonly scenario: string
  readonly attribution: Attribution
  /** What was made in the soak and was there at its end; `null` without a soak, or where nobody saw pages being made. */
  readonly leak: Attribution | null
  /** What keeps it from being whole. */
  readonly doubts: readonly TraceDoubt[]
}

/**
 * Runs the one scenario of the plan as it is, for the figure that tracing might move, and once more, traced.
 *
 * @throws UserError when there is not one scenario that comes to rest, or it cannot be measured
 */
export async function explain(
  plan: GatePlan,
  world: World,
  wishes: ReadonlySet<TraceWish>,
): Promise<Explanation> {
  const [planned, ...others] = plan.scenarios
  if (others.length > 0) throw errors.oneScenario(plan.scenarios.map(({ name }) => name))
  if (planned.until === 'exit') throw errors.nothingToExplain(planned.name)
  if (planned.target !== null) throw errors.nothingToTrace(planned.name, planned.target.text)
  const measurer = await createMeasurer(world)
  noticeCommands(plan, world)
  const scenario = withPassedNames(planned, world.env)
  // The figure is that of the steady point: only the traced run goes on beyond it.
  const short = { ...scenario, soakMs: null }
  await measurer.warmUp(short)
  const [plain] = await measurer.measure(short, 1, { kind: 'run', run: 1, runs: 1 })
  return explainScenario(scenario, measurer, world, {
    wishes,
    figure: plain === undefined || isUnsettled(plain.settlement) ? null : (plain.figures.writable ?? null),
  })
}

/**
 * @param figure what the gate measured without a tracer, in bytes
 * @throws UserError when the program cannot be measured
 */
export async function explainScenario(
  scenario: Scenario,
  measurer: Measurer,
  world: World,
  { wishes, figure }: { wishes: ReadonlySet<TraceWish>; figure: number | null },
): Promise<Explanation> {
  const traced = await traceRun(scenario, measurer, world, wishes)
  const { record, soaked, marks } = traced
  const ledger = attribute(record)
  const sized = marks.flatMap(sizedMark)
  // A probe reads what has been written where nobody sees it being written.
  const spanned = sized.length === 0 ? ledger : estimateSpans(ledger, sized)
  const attribution = addRetained(spanned, record.events)
  const here = attribution.total.writable
  return {
    scenario: scenario.name,
    attribution: {
      ...attribution,
      environment: measurer.environment,
      gate: figure === null ? null : { writable: figure, here, delta: here - figure },
    },
    leak: soaked === null ? null : attribute(soaked, { since: record.snapshotAt }),
    doubts: doubtsOf(traced, wishes),
  }
}

/** Programs that have a probe, as the kernel calls them. */
const HAS_PROBE = /^(python|node|ruby)/

function doubtsOf(
  { record, run, lacks, marks }: Traced,
  wishes: ReadonlySet<TraceWish>,
): readonly TraceDoubt[] {
  const probes = marks.flatMap((mark) => (mark.kind === 'hello' ? [mark] : []))
  const silent = record.processes.find(({ command }) => HAS_PROBE.test(command))
  const old = probes.find(({ means, version }) => means === 'probe:node' && !hasModuleHooks(version))
  return [
    ...lacks.map((lack) => ({ kind: 'lack', ...lack }) as const),
    ...(marks.some(({ size }) => size !== undefined) ? [{ kind: 'estimated' } as const] : []),
    ...(wishes.has('imports') && probes.length === 0 && silent !== undefined
      ? [{ kind: 'no-probe', command: silent.command } as const]
      : []),
    ...(old === undefined ? [] : [{ kind: 'no-es-modules', version: old.version } as const]),
    ...(isUnsettled(run.settlement) ? [{ kind: 'unsettled', settlement: run.settlement } as const] : []),
    ...(run.gaps.length > 0 ? [{ kind: 'gaps', gaps: run.gaps } as const] : []),
  ]
}

/** module.registerHooks came with Node 22.15 and 23.5. */
function hasModuleHooks(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return major > 23 || (major === 23 && minor >= 5) || (major === 22 && minor >= 15)
}

function sizedMark(line: ProbeLine): readonly SizedMark[] {
  if (line.size === undefined || line.kind === 'ask') return []
  const { t, pid, kind, size } = line
  const name = line.kind === 'open' ? line.file : line.kind === 'hello' ? line.means : line.name
  return [{ t, pid, kind, name, size }]
}
