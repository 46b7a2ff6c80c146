import { statSync } from 'node:fs'
import type { PairPlan } from '../config/scenario.ts'
import { startRemover } from '../launch/remover.ts'
import { errors } from '../model/errors.ts'
import type { Pair } from '../model/pair.ts'
import type { World } from '../model/world.ts'
import { type BaseCommit, findBaseCommit } from '../store/base-commit.ts'
import { createGit, type Git } from '../store/git.ts'
import { findRemotes } from '../store/remotes.ts'
import { addWorktree } from '../store/worktree.ts'
import type { Sides } from './base-side.ts'

/** A base that stands in its folder; nothing of it is built yet. */
export interface StandingBase {
  readonly sides: Sides
  readonly origin: Pick<Pair, 'rule' | 'commit' | 'name'>
}

/**
 * Brings the base to a folder, lets it be used, and takes away whatever was made, whatever happens.
 *
 * @param token fetches a private base
 * @throws UserError when there is no base, or it cannot be brought
 */
export async function withBase<Outcome>(
  pair: PairPlan,
  world: World,
  token: string | null,
  use: (base: StandingBase) => Promise<Outcome>,
): Promise<Outcome> {
  if (pair.baseDirectory !== null) return use(await standingBase(pair, pair.baseDirectory, world, token))
  const git = await repositoryOf(pair, world)
  const compareWith = pair.compareWith ?? 'base'
  const { commit, rule } = await findBaseCommit(git, compareWith, { env: world.env, token })
  const remover = startRemover(world.env)
  try {
    const config = (await findRemotes(git, world.env, token)).flatMap((remote) => remote.config)
    const base = await addWorktree(git, commit, remover, config)
    return await use({ sides: { head: git.directory, base }, origin: { rule, commit, name: compareWith } })
  } finally {
    await remover.remove()
  }
}

/** A folder that somebody else has filled. */
async function standingBase(
  pair: PairPlan,
  base: string,
  world: World,
  token: string | null,
): Promise<StandingBase> {
  if (statSync(base, { throwIfNoEntry: false })?.isDirectory() !== true)
    throw errors.baseDirectoryMissing(base)
  const sides = { head: pair.headDirectory, base }
  if (pair.compareWith === null) {
    const commit = await commitAt(base, pair, world)
    return { sides, origin: { rule: 'named', commit, name: base } }
  }
  const wanted = await findBaseCommit(await repositoryOf(pair, world), pair.compareWith, {
    env: world.env,
    token,
  })
  const found = await commitAt(base, pair, world)
  if (found !== null && found !== wanted.commit) throw errors.otherBase(base, found, wanted.commit)
  return { sides, origin: { ...wanted, name: pair.compareWith } satisfies BaseCommit & { name: string } }
}

/** What is checked out in a folder; `null` where that is no repository, or the one of the head. */
async function commitAt(folder: string, { headDirectory }: PairPlan, world: World): Promise<string | null> {
  const top = async (directory: string) => createGit(directory, world).run(['rev-parse', '--show-toplevel'])
  try {
    const [base, head] = [await top(folder), await top(headDirectory)]
    if (!base.ok || base.stdout === head.stdout) return null
    const { ok, stdout } = await createGit(folder, world).run(['rev-parse', 'HEAD'])
    return ok ? stdout : null
  } catch (error) {
    // Without git the folder is a base still, only one without a name.
    if (error instanceof Error && 'code' in error && error.code === 'git-missing') return null
    throw error
  }
}

/** @throws UserError `no-repository` */
export async function repositoryOf(
  { headDirectory }: Pick<PairPlan, 'headDirectory'>,
  world: World,
): Promise<Git> {
  const found = await createGit(headDirectory, world).run(['rev-parse', '--show-toplevel'])
  if (!found.ok) throw errors.noRepository(headDirectory, found.stderr)
  return createGit(found.stdout, world)
}
