import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { guessCommands, LOOKED_FOR } from '../config/guess/guess.ts'
import type { Guess } from '../config/guess/project.ts'
import { DEFAULT_BASELINE, DEFAULT_CONFIG_FILE } from '../config/plan.ts'
import { readProject } from '../config/read-project.ts'
import { tryOut } from '../gate/try-out.ts'
import { errors } from '../model/errors.ts'
import { UserError } from '../model/errors/user-error.ts'
import { nameOwner } from '../proc/owner.ts'
import { sayCommand, type TryOut } from '../report/phrases/init.ts'
import { renderStarterConfig } from '../report/starter/config.ts'
import { canBuildBase, renderStarterWorkflow } from '../report/starter/workflow.ts'
import { renderGuesses, renderInit } from '../report/terminal/init.ts'
import { makeFolder } from '../store/make-folder.ts'
import { replaceFile } from '../store/replace-file.ts'
import { starterBudget, starterCeiling } from '../verdict/starter-budget.ts'
import { gateWorld } from './gate-world.ts'
import type { Terminal } from './terminal.ts'

const WORKFLOW = '.github/workflows/footprint.yml'

/** Where the files go. */
interface Places {
  readonly config: string
  readonly workflow: string
  /** The folder of the configuration, from the top of the repository; `.` where it is the top. */
  readonly directory: string
}

/**
 * Writes a first configuration and a workflow, by looking: at the files for the command, and at the program for the
 * rest. Asks nothing.
 *
 * @param words the program; empty when its command is to be found
 * @returns 3 when no run of the program is evidence, else 0
 */
export async function runInit(
  words: readonly string[],
  { force }: { readonly force: boolean },
  terminal: Terminal,
): Promise<number> {
  const { cwd } = terminal
  const places = placesIn(cwd)
  const there = [places.config, places.workflow].filter((path) => existsSync(path))
  if (there.length > 0 && !force) throw errors.alreadyThere(there.map((path) => relative(cwd, path)))

  const look = { color: terminal.color.stdout, width: terminal.width }
  const [program, ...args] = words
  const guesses = program === undefined ? guessCommands(readProject(cwd, terminal.env['PATH'] ?? '')) : []
  const [chosen = given(program, args), ...others] = guesses
  if (chosen === null) throw errors.nothingGuessed(cwd, LOOKED_FOR)
  if (guesses.length > 0) terminal.print(`${renderGuesses(guesses, look)}\n`)

  const { world, done } = gateWorld(terminal)
  const { name, run, env } = chosen
  const text = { name, run, env, shell: typeof run === 'string' && program === undefined }
  const tried = await tryOut(text, cwd, world)
    .catch((error: unknown) => {
      throw program === undefined ? blameGuess(error, chosen) : error
    })
    .finally(done)

  const comparesWithBase = canBuildBase(chosen.build)
  const isTop = places.directory === '.'
  const baseline = isTop ? null : basename(DEFAULT_BASELINE)
  const config = renderStarterConfig(
    {
      name,
      run,
      env,
      source: program === undefined ? chosen.source : null,
      ...outcomeOf(tried, comparesWithBase),
      baseline,
    },
    others,
  )
  const workflow = renderStarterWorkflow({
    config: join(places.directory, DEFAULT_CONFIG_FILE),
    baseline: baseline === null ? DEFAULT_BASELINE : join(places.directory, baseline),
    build: chosen.build,
    directory: places.directory,
  })
  await write(places.config, config)
  await write(places.workflow, workflow)
  const paths = [places.config, places.workflow].map((path) => relative(cwd, path))
  terminal.print(renderInit(tried, { paths, comparesWithBase }, look))
  return tried.noise.usable === 0 ? 3 : 0
}

function given(program: string | undefined, args: readonly string[]): Guess | null {
  if (program === undefined) return null
  return { source: '', name: basename(program), run: [program, ...args], env: {}, build: [] }
}

function outcomeOf({ ready, until, noise }: TryOut, needsCeiling: boolean) {
  const budgets = noise.metrics.flatMap((metric) => {
    const spec = starterBudget(metric)
    const ceiling = needsCeiling ? starterCeiling(metric) : null
    if (spec === null) return []
    return [{ noise: metric, spec: ceiling === null ? spec : `${spec}, ${ceiling}` }]
  })
  return { ready, until, budgets, runs: noise.usable }
}

/** A command that nobody gave is named with where it is from. */
function blameGuess(error: unknown, { source, run, build }: Guess): unknown {
  if (!(error instanceof UserError)) return error
  const commands = build.flatMap((step) => ('run' in step ? [step.run] : []))
  if (error.code === 'command-not-found') return errors.notBuilt(sayCommand(run), source, commands)
  return errors.guessFailed(source, sayCommand(run), commands, error)
}

/** The workflow stands at the top of the repository, where GitHub looks for it; without one, here. */
function placesIn(cwd: string): Places {
  let top = resolve(cwd)
  while (!existsSync(join(top, '.git')) && dirname(top) !== top) top = dirname(top)
  if (dirname(top) === top) top = resolve(cwd)
  const directory = relative(top, cwd)
  return {
    config: join(cwd, DEFAULT_CONFIG_FILE),
    workflow: join(top, WORKFLOW),
    directory: directory === '' ? '.' : directory,
  }
}

async function write(path: string, text: string): Promise<void> {
  const draft = `${path}.${nameOwner()}`
  try {
    await makeFolder(dirname(path))
    await replaceFile(path, draft, text)
  } catch (error) {
    await rm(draft, { force: true })
    throw errors.starterUnwritable(path, error as NodeJS.ErrnoException)
  }
}
