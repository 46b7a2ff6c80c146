import { basename, dirname, resolve } from 'node:path'
import { errors } from '../model/errors.ts'
import { locate } from '../model/errors/user-error.ts'
import { type ConfigFile, isThere, readConfigFile } from './file.ts'
import { oneOf } from './one-of.ts'
import {
  choicesOf,
  defaultOf,
  isList,
  OPTIONS,
  type PlanOption,
  SCENARIO_KEYS,
  type ScenarioKey,
} from './options.ts'
import type { NameOfOption, Request } from './request.ts'
import { pairOf } from './pair.ts'
import type { GatePlan, Scenario } from './scenario.ts'
import { createScenario, type ScenarioText } from './scenario-text.ts'

export const DEFAULT_CONFIG_FILE = 'footprint.yml'
export const DEFAULT_BASELINE = OPTIONS.baseline.default

/**
 * Turns a request, together with the configuration file, into a validated plan. A request with a program of
 * its own takes nothing from a file; else every scenario of the file is taken (or those that were named), and
 * what the request says besides overrides the file.
 *
 * @throws UserError for anything unknown, malformed or contradictory
 */
export async function loadPlan(request: Request, cwd: string, nameOfKey: NameOfOption): Promise<GatePlan> {
  const file = await findConfigFile(request, cwd, nameOfKey)
  const scenarios =
    file === null ? [requestedScenario(request, cwd, nameOfKey)] : scenariosOf(file, request, nameOfKey)
  const [first, ...others] = scenarios
  if (first === undefined) throw errors.nothingToMeasure(nameOfKey('run'), DEFAULT_CONFIG_FILE)
  const choice = choiceOf(request, file, nameOfKey)
  const store = storeOf(request, file, cwd, nameOfKey)
  const baselineFrom = oneOf(
    choicesOf('baseline-from'),
    request['baseline-from'] ?? 'head',
    nameOfKey('baseline-from'),
  )
  if (baselineFrom === 'base' && store.baselineStore === 'branch') {
    throw errors.contradiction(
      `${nameOfKey('baseline-from')} base`,
      `${nameOfKey('baseline-store')} branch`,
      'No pull request can change what stands on a branch of its own: leave baseline-from out.',
    )
  }
  return {
    scenarios: [first, ...others],
    ...store,
    baselineFrom,
    pair: pairOf(request, cwd, file?.path ?? null, nameOfKey),
    onMissingBaseline: choice('on-missing-baseline'),
    onInconclusive: choice('on-inconclusive'),
    explain: choice('explain'),
  }
}

/** Of a plan only where its baseline is: for what was measured elsewhere, of whatever scenarios. */
export async function loadStorePlan(
  request: Request,
  cwd: string,
  nameOfKey: NameOfOption,
): Promise<StorePlan> {
  const path = resolve(cwd, request['config-file'] ?? DEFAULT_CONFIG_FILE)
  const file = request['config-file'] === undefined && !isThere(path) ? null : await readConfigFile(path)
  return storeOf(request, file, cwd, nameOfKey)
}

type StorePlan = Pick<GatePlan, 'baselinePath' | 'baselineStore'>

function storeOf(request: Request, file: ConfigFile | null, cwd: string, nameOfKey: NameOfOption): StorePlan {
  const written = file?.content.baseline
  return {
    baselinePath:
      request.baseline !== undefined || written === undefined
        ? resolve(cwd, request.baseline ?? DEFAULT_BASELINE)
        : resolve(dirname(file?.path ?? cwd), written),
    baselineStore: choiceOf(request, file, nameOfKey)('baseline-store'),
  }
}

type GateChoice = 'baseline-store' | 'on-missing-baseline' | 'on-inconclusive' | 'explain'

function choiceOf(request: Request, file: ConfigFile | null, nameOfKey: NameOfOption) {
  return <Key extends GateChoice>(key: Key) => {
    const choices: readonly (typeof OPTIONS)[Key]['choices'][number][] = choicesOf(key)
    return oneOf(choices, request[key] ?? file?.content[key] ?? defaultOf(key) ?? '', nameOfKey(key))
  }
}

/** `null` when the request describes the program itself. */
async function findConfigFile(
  request: Request,
  cwd: string,
  nameOfKey: NameOfOption,
): Promise<ConfigFile | null> {
  const named = request['config-file']
  if (request.run !== undefined) {
    const hint = 'Describe the program in one place: by its command, or in the configuration file.'
    if (named !== undefined) throw errors.contradiction(nameOfKey('run'), nameOfKey('config-file'), hint)
    if (request.scenario !== undefined && request.scenario.length > 0) {
      throw errors.contradiction(nameOfKey('run'), nameOfKey('scenario'), hint)
    }
    return null
  }
  if (named === undefined && !isThere(resolve(cwd, DEFAULT_CONFIG_FILE))) {
    throw errors.nothingToMeasure(nameOfKey('run'), DEFAULT_CONFIG_FILE)
  }
  if (request.name !== undefined) {
    throw errors.contradiction(
      nameOfKey('name'),
      'a configuration file',
      'The scenarios of the file have names; the name goes with a command.',
    )
  }
  return readConfigFile(resolve(cwd, named ?? DEFAULT_CONFIG_FILE))
}

function requestedScenario(request: Request, cwd: string, nameOfKey: NameOfOption): Scenario {
  const { run } = request
  if (run === undefined || run.length === 0)
    throw errors.nothingToMeasure(nameOfKey('run'), DEFAULT_CONFIG_FILE)
  const text: ScenarioText = {
    ...overridesOf(request),
    run,
    ...(request.name !== undefined && { name: request.name }),
  }
  return createScenario(text, {
    root: cwd,
    budgets: request.budget ?? [],
    nameOf: (key) => nameOfKey(key as PlanOption),
  })
}

function scenariosOf(file: ConfigFile, request: Request, nameOfKey: NameOfOption): Scenario[] {
  const { scenarios, ...shared } = file.content
  const names = scenarios.map(({ name }) => name)
  names.forEach((name, index) => {
    if (names.indexOf(name) !== index) {
      throw errors.configMalformed(
        file.placeOf(['scenarios', index, 'name']),
        `there are two scenarios "${name}"`,
      )
    }
  })
  const wanted = request.scenario ?? []
  for (const name of wanted) if (!names.includes(name)) throw errors.unknownScenario(name, names)
  const overrides = overridesOf(request)
  return scenarios.flatMap((content, index) => {
    const written = { ...textsOf(shared), ...textsOf(content) } as ScenarioText
    const inFile = (key: string): string => `${basename(file.path)}: ${key} of ${content.name}`
    const nameOf = (key: string): string => (key in overrides ? nameOfKey(key as PlanOption) : inFile(key))
    const root = dirname(file.path)
    try {
      // A mistake in the file is one in a scenario that is not wanted, too, and under whatever overrides it. Budgets of
      // growth may count on a soak that is asked for.
      const { soak } = overrides
      createScenario(
        { ...(soak !== undefined && { soak }), ...written },
        { root, budgets: [], nameOf: inFile },
      )
      if (wanted.length > 0 && !wanted.includes(content.name)) return []
      return [createScenario({ ...written, ...overrides }, { root, budgets: request.budget ?? [], nameOf })]
    } catch (error) {
      throw locate(error, file.placeOf(['scenarios', index]))
    }
  })
}

/** The values of a file that a scenario has, as text: YAML has numbers where flags and inputs have their digits. */
function textsOf(values: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    SCENARIO_KEYS.flatMap((key) => {
      const value = values[key]
      return value === undefined ? [] : [[key, textOf(key, value)]]
    }),
  )
}

function textOf(key: ScenarioKey, value: unknown): unknown {
  if (key === 'env') return textsByName(value)
  if (isList(key)) return [value].flat()
  return typeof value === 'number' ? String(value) : value
}

function textsByName(variables: unknown): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(variables ?? {}).map(([name, value]) => [name, String(value)]))
}

/** What of a request describes a scenario, without what is absent, and without its name. */
function overridesOf(request: Request): Partial<ScenarioText> {
  const keys = SCENARIO_KEYS.filter(
    (key): key is PlanOption & typeof key => key in request && key !== 'name' && key !== 'run',
  )
  return Object.fromEntries(keys.map((key) => [key, request[key]]))
}
