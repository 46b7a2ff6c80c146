import { authorization } from './authorization.ts'
import type { Git, GitConfig, GitOutcome } from './git.ts'

/** Where commits can be fetched from. */
export interface Remote {
  /** A name or an address. */
  readonly source: string
  /** How people call it. */
  readonly name: string
  readonly config: GitConfig
}

/**
 * Where the base may come from, best first: the remote that the clone came from and, in a workflow, the repository
 * that the workflow belongs to, which is another one where a fork was checked out. Its token goes to git alone, and
 * neither into its arguments nor into any file.
 */
export async function findRemotes(
  git: Git,
  env: Readonly<Record<string, string | undefined>>,
  token: string | null,
): Promise<readonly Remote[]> {
  const { GITHUB_SERVER_URL: server = '', GITHUB_REPOSITORY: repository = '' } = env
  const cloned = await git.run(['remote', 'get-url', 'origin'])
  const origin: readonly Remote[] = cloned.ok ? [{ source: 'origin', name: 'origin', config: [] }] : []
  if (server === '' || repository === '') return origin
  const url = `${server.replace(/\/+$/, '')}/${repository}`
  const own = { source: url, name: url, config: authorization(server, token) }
  const isClonedFromIt = cloned.stdout.replace(/\.git$/, '').endsWith(`/${repository}`)
  return isClonedFromIt ? [...origin, own] : [own, ...origin]
}

/** Fetches a commit, or what a remote knows by a name, from the first remote that has it. */
export async function fetchFrom(
  git: Git,
  remotes: readonly Remote[],
  what: string,
): Promise<{ readonly ok: boolean; readonly why: string }> {
  const shallow = await git.run(['rev-parse', '--is-shallow-repository'])
  // In a clone with its whole history, a depth would cut that history off.
  const depth = shallow.stdout === 'true' ? ['--depth=1'] : []
  const said: string[] = []
  for (const { source, name, config } of remotes) {
    const args = ['fetch', '--quiet', '--no-tags', '--no-recurse-submodules', ...depth, source, what]
    const fetched = await git.run(args, { config })
    if (fetched.ok) return { ok: true, why: '' }
    said.push(`${name}: ${lastWords(fetched)}`)
  }
  return { ok: false, why: said.join('\n') }
}

/** What git says of a failure stands at the end. */
export function lastWords({ stderr }: GitOutcome): string {
  return stderr.trim().split('\n').slice(-5).join('\n')
}
