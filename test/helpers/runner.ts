import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { INPUT_OPTIONS } from '../../src/config/options.ts'
import { runnerVariables } from './events.ts'

const ACTION = resolve(import.meta.dirname, '../../dist/action.js')

/** What the runner keeps from everybody else. None of these may reach the measured program. */
export const SECRETS = {
  ACTIONS_RUNTIME_TOKEN: 'secret-runtime-token',
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'secret-id-token',
  ACTIONS_ID_TOKEN_REQUEST_URL: 'http://127.0.0.1:9/secret-id-url',
}

export interface StepOptions {
  /** The inputs that the workflow gives. The others are empty, as their defaults in action.yml are. */
  readonly inputs: Readonly<Record<string, string>>
  readonly event: string
  readonly payload: object
  readonly apiUrl: string
  readonly variables?: Readonly<Record<string, string>>
}

/** A step that is under way. */
export interface RunningStep {
  readonly pid: number
  readonly done: Promise<StepResult>
}

/** All that a step leaves behind. */
export interface StepResult {
  readonly exitCode: number | null
  /** What it printed, on both streams: the runner reads both. */
  readonly log: string
  readonly outputs: Readonly<Record<string, string>>
  readonly summary: string
  readonly durationMs: number
}

/**
 * A place to run dist/action.js in as the runner does: a workspace, a folder for temporary files, and a new
 * set of command files for each step; a clean environment with inputs, the event and secrets in it; the node
 * binary that runs the tests.
 */
export class Runner {
  readonly workspace: string
  readonly temp: string

  private constructor(workspace: string, temp: string) {
    this.workspace = workspace
    this.temp = temp
  }

  static async create(): Promise<Runner> {
    return new Runner(
      // In a folder of its own, as a base is checked out beside it.
      await mkdtemp(join(await mkdtemp(join(tmpdir(), 'footprint-gate-work-')), 'footprint-gate-workspace-')),
      await mkdtemp(join(tmpdir(), 'footprint-gate-temp-')),
    )
  }

  async remove(): Promise<void> {
    await rm(dirname(this.workspace), { recursive: true, force: true })
    await rm(this.temp, { recursive: true, force: true })
  }

  async write(name: string, text: string): Promise<string> {
    const path = join(this.workspace, name)
    await writeFile(path, text)
    return path
  }

  async run(step: StepOptions): Promise<StepResult> {
    const { done } = await this.start(step)
    return done
  }

  async start(step: StepOptions): Promise<RunningStep> {
    const files = await mkdtemp(join(this.temp, '_runner_file_commands-'))
    const place = async (name: string, text = '') => {
      await writeFile(join(files, name), text)
      return join(files, name)
    }
    const output = await place('output')
    const summary = await place('summary')
    const env = {
      PATH: process.env['PATH'] ?? '',
      HOME: this.temp,
      LANG: 'C.UTF-8',
      CI: 'true',
      GITHUB_ACTIONS: 'true',
      GITHUB_WORKSPACE: this.workspace,
      GITHUB_ACTION: '__acme_footprint-gate',
      ...runnerVariables(step.event, await place('event.json', JSON.stringify(step.payload))),
      GITHUB_API_URL: step.apiUrl,
      GITHUB_OUTPUT: output,
      GITHUB_STEP_SUMMARY: summary,
      GITHUB_ENV: await place('env'),
      GITHUB_PATH: await place('path'),
      GITHUB_STATE: await place('state'),
      RUNNER_TEMP: this.temp,
      RUNNER_OS: 'Linux',
      RUNNER_TRACKING_ID: 'github_00000000-0000-0000-0000-000000000000',
      ...SECRETS,
      ...inputVariables(step.inputs),
      ...step.variables,
    }
    const started = performance.now()
    const child = spawn(process.execPath, [ACTION], {
      cwd: this.workspace,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let log = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => (log += text))
    }
    const done = once(child, 'close').then(async () => ({
      exitCode: child.exitCode,
      log,
      outputs: parseOutputs(await readFile(output, 'utf8')),
      summary: await readFile(summary, 'utf8'),
      durationMs: performance.now() - started,
    }))
    return { pid: child.pid ?? 0, done }
  }
}

/** The runner sets a variable for every input of action.yml: empty for those that a workflow leaves out. */
function inputVariables(inputs: Readonly<Record<string, string>>): Record<string, string> {
  // What there is to trace by differs from machine to machine, and so would the reports.
  const all = { ...Object.fromEntries(INPUT_OPTIONS.map((name) => [name, ''])), explain: 'never', ...inputs }
  return Object.fromEntries(
    Object.entries(all).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]),
  )
}

/** `name<<delimiter`, the value's lines, the delimiter: as the runner reads `GITHUB_OUTPUT`. */
function parseOutputs(text: string): Record<string, string> {
  const entries = [...text.matchAll(/^(?<name>[^\n<]+)<<(?<end>.+)\n(?<value>[^]*?)\n?^\k<end>$/gm)]
  return Object.fromEntries(entries.map(({ groups }) => [groups?.['name'] ?? '', groups?.['value'] ?? '']))
}

/**
 * The commands that the runner would obey in a log: lines `::name …::`, but for those between
 * `::stop-commands::token` and `::token::`, and the older `##[name]` anywhere in a line.
 */
export function obeyedCommands(log: string): string[] {
  const obeyed: string[] = []
  let token: string | null = null
  for (const line of log.split('\n')) {
    const stop = /^\s*::stop-commands::(.+)$/.exec(line)?.[1]
    if (token !== null) {
      if (line.trim() === `::${token}::`) token = null
    } else if (stop !== undefined) token = stop
    else if (/^\s*::[a-z-]+.*::/.test(line) || /##\[[a-z-]+/.test(line)) obeyed.push(line)
  }
  return obeyed
}
