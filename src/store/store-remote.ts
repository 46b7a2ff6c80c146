import { existsSync } from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'
import { errors } from '../model/errors.ts'
import type { World } from '../model/world.ts'
import { authorization } from './authorization.ts'
import { createGit, type Git, type GitConfig } from './git.ts'

/** Where the branch of a baseline is, and where on it the baseline stands. */
export interface StorePlace {
  readonly git: Git
  readonly url: string
  readonly config: GitConfig
  /** From the top of the repository, as in a file store. */
  readonly path: string
}

/**
 * The repository that keeps the baseline: in a workflow the one that it belongs to, which is never a fork; else that of
 * the remote `origin`.
 *
 * @param baselinePath absolute; what stands at its place on the branch
 * @throws UserError `no-store-remote`
 */
export async function findStore(
  baselinePath: string,
  world: Pick<World, 'env' | 'signal'>,
  token: string | null,
): Promise<StorePlace> {
  const folder = nearestFolder(dirname(baselinePath))
  const git = createGit(folder, world)
  const prefix = await git.run(['rev-parse', '--show-prefix'])
  const { GITHUB_SERVER_URL: server = '', GITHUB_REPOSITORY: repository = '', GITHUB_WORKSPACE } = world.env
  const path = prefix.ok
    ? join(prefix.stdout, relative(folder, baselinePath))
    : relative(GITHUB_WORKSPACE ?? folder, baselinePath)
  const place = { git, path: path.startsWith('..') ? basename(baselinePath) : path }
  if (server !== '' && repository !== '') {
    const url = `${server.replace(/\/+$/, '')}/${repository}`
    return { ...place, url, config: authorization(server, token) }
  }
  const origin = await git.run(['remote', 'get-url', 'origin'])
  if (!origin.ok) throw errors.noStoreRemote(folder)
  return { ...place, url: await absolute(origin.stdout, git), config: [] }
}

function nearestFolder(path: string): string {
  return existsSync(path) || dirname(path) === path ? path : nearestFolder(dirname(path))
}

/** A path of a remote starts at the top of the repository. */
async function absolute(url: string, git: Git): Promise<string> {
  if (!/^\.{1,2}(?:\/|$)/.test(url)) return url
  const top = await git.run(['rev-parse', '--show-toplevel'])
  return join(top.stdout, url)
}
