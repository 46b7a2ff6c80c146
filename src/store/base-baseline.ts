import { existsSync } from 'node:fs'
import { dirname, relative } from 'node:path'
import type { Baseline } from '../model/baseline.ts'
import { errors } from '../model/errors.ts'
import type { World } from '../model/world.ts'
import { findBaseCommit } from './base-commit.ts'
import { readBaseEvent } from './base-event.ts'
import { createGit } from './git.ts'
import { parseBaseline } from './parse.ts'

/** Whether this run is about what is to be merged: then the head's baseline has a base. */
export async function isToBeMerged(env: World['env']): Promise<boolean> {
  const { kind } = await readBaseEvent(env)
  return kind === 'pull-request' || kind === 'queue' || kind === 'unreadable'
}

/**
 * Reads the baseline file as the base has it; `null` where that has none.
 *
 * @param path of the head's file
 * @param commit of the base, where it has been found already
 * @throws UserError when there is no base, or its file is none
 */
export async function loadBaseBaseline(
  path: string,
  world: Pick<World, 'env' | 'signal'>,
  { token, commit = null }: { readonly token: string | null; readonly commit?: string | null },
): Promise<Baseline | null> {
  const folder = existingFolder(path)
  const git = createGit(folder, world)
  const top = await git.run(['rev-parse', '--show-toplevel'])
  if (!top.ok) throw errors.noRepository(folder, top.stderr)
  const base = commit ?? (await findBaseCommit(git, 'base', { env: world.env, token })).commit
  const place = `${base}:${relative(top.stdout, path)}`
  if (!(await git.run(['cat-file', '-e', place])).ok) return null
  const { stdout } = await git.run(['cat-file', 'blob', place])
  return parseBaseline(stdout, place.replace(base, base.slice(0, 12)))
}

/** The folder of a file, or the first one above it that is there: the head may have deleted both. */
function existingFolder(path: string): string {
  const folder = dirname(path)
  return existsSync(folder) || folder === path ? folder : existingFolder(folder)
}
