import { existsSync } from 'node:fs'
import { basename, dirname, resolve } from 'node:path'
import { errors, locate } from '../model/errors.ts'
import { type ConfigFile, readConfigFile } from './file.ts'
import type { Request } from './request.ts'
import { type GatePlan, ON_INCONCLUSIVE, ON_MISSING_BASELINE, type Scenario } from './scenario.ts'
import { createScenario, type ScenarioDraft } from './scenario-draft.ts'

/** How a key is written where the person wrote it: `--runs`, or `runs` as an input. */
export type NameOfKey = (key: keyof Request) => string

export const DEFAULT_CONFIG_FILE = 'footprint.yml'
export const DEFAULT_BASELINE = '.github/footprint-baseline.json'

/**
 * Turns a request, together with the configuration file, into a validated plan. A request with a program of
 * its own takes nothing from a file; else every scenario of the file is taken (or those that were named), and
 * what the request says besides goes before what the file says.
 *
 * @throws UserError for anything unknown, malformed or contradictory
 */
export async function loadPlan(request: Request, cwd: string, nameOfKey: NameOfKey): Promise<GatePlan> {
  const file = await findConfigFile(request, cwd, nameOfKey)
  const scenarios =
    file === null ? [requestedScenario(request, cwd, nameOfKey)] : scenariosOf(file, request, nameOfKey)
  const [first, ...others] = scenarios
  if (first === undefined) throw errors.nothingToMeasure(nameOfKey('run'), DEFAULT_CONFIG_FILE)
  const content = file?.content
  return {
    scenarios: [first, ...others],
    baselinePath:
      request.baseline !== undefined || content?.baseline === undefined
        ? resolve(cwd, request.baseline ?? DEFAULT_BASELINE)
        : resolve(dirname(file?.path ?? cwd), content.baseline),
    onMissingBaseline: oneOf(
      ON_MISSING_BASELINE,
      request['on-missing-baseline'] ?? content?.['on-missing-baseline'] ?? 'warn',
      nameOfKey('on-missing-baseline'),
    ),
    onInconclusive: oneOf(
      ON_INCONCLUSIVE,
      request['on-inconclusive'] ?? content?.['on-inconclusive'] ?? 'fail',
      nameOfKey('on-inconclusive'),
    ),
  }
}

/** `null` when the request describes the program itself. */
async function findConfigFile(
  request: Request,
  cwd: string,
  nameOfKey: NameOfKey,
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
  if (named === undefined && !existsSync(resolve(cwd, DEFAULT_CONFIG_FILE))) {
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

function requestedScenario(request: Request, cwd: string, nameOfKey: NameOfKey): Scenario {
  const { run } = request
  if (run === undefined || run.length === 0)
    throw errors.nothingToMeasure(nameOfKey('run'), DEFAULT_CONFIG_FILE)
  const draft: ScenarioDraft = { ...overridesOf(request), run, budgets: {} }
  return createScenario(
    { name: request.name ?? null, draft, budgets: request.budget ?? [], root: cwd },
    (key) => nameOfKey(key as keyof Request),
  )
}

function scenariosOf(file: ConfigFile, request: Request, nameOfKey: NameOfKey): Scenario[] {
  const { scenarios, runs, warmup, 'max-runs': maxRuns } = file.content
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
    if (wanted.length > 0 && !wanted.includes(content.name)) return []
    const shared = {
      ...(runs === undefined ? {} : { runs: String(runs) }),
      ...(maxRuns === undefined ? {} : { 'max-runs': String(maxRuns) }),
      ...(warmup === undefined ? {} : { warmup: String(warmup) }),
    }
    const own = {
      ...content,
      ...(content.runs === undefined ? {} : { runs: String(content.runs) }),
      ...(content['max-runs'] === undefined ? {} : { 'max-runs': String(content['max-runs']) }),
      ...(content.warmup === undefined ? {} : { warmup: String(content.warmup) }),
      env: Object.fromEntries(Object.entries(content.env ?? {}).map(([key, value]) => [key, String(value)])),
    }
    const draft = { ...shared, ...own, ...overrides } as ScenarioDraft
    const nameOf = (key: string): string =>
      key in overrides ? nameOfKey(key as keyof Request) : `${basename(file.path)}: ${key} of ${content.name}`
    try {
      return [
        createScenario(
          { name: content.name, draft, budgets: request.budget ?? [], root: dirname(file.path) },
          nameOf,
        ),
      ]
    } catch (error) {
      throw locate(error, file.placeOf(['scenarios', index]))
    }
  })
}

/** What of a request describes a scenario, without what is absent. */
function overridesOf(request: Request): Partial<ScenarioDraft> {
  const keys = [
    'working-directory',
    'ready',
    'until',
    'workload',
    'soak',
    'runs',
    'max-runs',
    'warmup',
    'ready-timeout',
    'settle-timeout',
  ] as const
  return Object.fromEntries(keys.flatMap((key) => (request[key] === undefined ? [] : [[key, request[key]]])))
}

function oneOf<Value extends string>(legal: readonly Value[], value: string, name: string): Value {
  const found = legal.find((one) => one === value)
  if (found === undefined) throw errors.badValue(name, value, `one of: ${legal.join(', ')}`)
  return found
}
