import { existsSync } from 'node:fs'
import { execa } from 'execa'
import { errors } from '../model/errors.ts'
import type { World } from '../model/world.ts'

export type GitConfig = readonly (readonly [key: string, value: string])[]

/** What a call of git came to. */
export interface GitOutcome {
  readonly ok: boolean
  /** Without the newline at its end. */
  readonly stdout: string
  /** What it said besides. */
  readonly stderr: string
}

export interface GitOptions {
  /** Settings for this call alone. */
  readonly config?: GitConfig
  /** Another repository than that of the directory. */
  readonly gitDirectory?: string
  /** Another directory. */
  readonly directory?: string
}

/** Git at work in one directory. */
export interface Git {
  readonly directory: string
  /** @throws UserError `git-missing` @throws the reason of the world's signal when the gate is aborted */
  readonly run: (args: readonly string[], options?: GitOptions) => Promise<GitOutcome>
}

type Around = Pick<World, 'env' | 'signal'>

export function createGit(directory: string, { env, signal }: Around): Git {
  return {
    directory,
    run: async (args, { config = [], gitDirectory, directory: elsewhere = directory } = {}) => {
      signal.throwIfAborted()
      const outcome = await execa('git', args, {
        cwd: elsewhere,
        env: { ...gitEnvironment(env, config), ...(gitDirectory !== undefined && { GIT_DIR: gitDirectory }) },
        extendEnv: false,
        reject: false,
        stdin: 'ignore',
        cancelSignal: signal,
      })
      signal.throwIfAborted()
      if (outcome.code === 'ENOENT' && existsSync(elsewhere)) throw errors.gitMissing()
      return {
        ok: outcome.exitCode === 0,
        stdout: outcome.stdout,
        stderr: outcome.stderr === '' ? (outcome.message ?? '') : outcome.stderr,
      }
    },
  }
}

/** A repository may be another user's (a container of root in a workspace of the runner), and its hooks are not ours to run. */
const ALWAYS: GitConfig = [
  ['safe.directory', '*'],
  ['core.hooksPath', '/dev/null'],
  ['core.fsmonitor', 'false'],
  ['gc.auto', '0'],
]

/** Tokens and inputs of the step are nobody's business; a hook of git that calls us has set where its repository is. */
const HELD_BACK =
  /^(?:(?:INPUT|ACTIONS|STATE)_|GIT_(?:DIR|WORK_TREE|INDEX_FILE|PREFIX|COMMON_DIR|NAMESPACE)$)/

function gitEnvironment(env: Around['env'], config: GitConfig): Record<string, string> {
  const given = Object.entries(env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !HELD_BACK.test(entry[0]),
  )
  const already = Number(env['GIT_CONFIG_COUNT'] ?? '0') || 0
  const all = [...ALWAYS, ...config]
  return {
    ...Object.fromEntries(given),
    ...Object.fromEntries(
      all.flatMap(([key, value], index) => [
        [`GIT_CONFIG_KEY_${already + index}`, key],
        [`GIT_CONFIG_VALUE_${already + index}`, value],
      ]),
    ),
    GIT_CONFIG_COUNT: String(already + all.length),
    // Nobody is there to type a password.
    GIT_TERMINAL_PROMPT: '0',
    LC_ALL: 'C',
  }
}

/**
 * The commit that is checked out in the working directory: of the repository itself, whatever the runner's variable
 * says, as a workflow may check out another. Where git cannot say, that variable; `null` where nothing can.
 */
export async function readCommit(env: Around['env'], signal: AbortSignal): Promise<string | null> {
  const found = await createGit(process.cwd(), { env, signal })
    .run(['rev-parse', 'HEAD'])
    .catch((error: unknown) => {
      signal.throwIfAborted()
      if (error instanceof Error && 'code' in error && error.code === 'git-missing') return null
      throw error
    })
  if (found?.ok === true) return found.stdout
  const { GITHUB_SHA: onRunner } = env
  return onRunner !== undefined && /^[0-9a-f]{40,64}$/.test(onRunner) ? onRunner : null
}
