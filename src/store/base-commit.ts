import { errors } from '../model/errors.ts'
import type { BaseRule } from '../model/pair.ts'
import type { World } from '../model/world.ts'
import { readBaseEvent, type BaseEvent } from './base-event.ts'
import type { Git } from './git.ts'
import { findMergeBase } from './merge-base.ts'
import { fetchFrom, findRemotes, type Remote } from './remotes.ts'

export interface BaseCommit {
  readonly commit: string
  readonly rule: BaseRule
}

/** Where bases are looked for. */
interface Place {
  readonly git: Git
  readonly remotes: readonly Remote[]
  readonly event: BaseEvent
}

/**
 * Finds the commit to compare with, and fetches it where the clone lacks it.
 *
 * `base` is what the checked-out commit adds to: of the test merge of a pull request its first parent (the branch as
 * it is now, where the merge base would blame the pull request for what others have merged since), of a head that was
 * checked out itself the merge base, in a merge queue what the group is put on, of a push what was there before; and
 * elsewhere the merge base with the default branch.
 *
 * @param compareWith `base`, `merge-base`, or what git knows a commit by
 * @throws UserError when there is none, or it cannot be fetched
 */
export async function findBaseCommit(
  git: Git,
  compareWith: string,
  { env, token }: Pick<World, 'env'> & { readonly token: string | null },
): Promise<BaseCommit> {
  const place = { git, remotes: await findRemotes(git, env, token), event: await readBaseEvent(env) }
  const base = await (compareWith === 'base'
    ? findBase(place)
    : compareWith === 'merge-base'
      ? findBranchPoint(place)
      : findNamed(place, compareWith))
  await ensureCommit(place, base.commit)
  return base
}

async function findBase(place: Place): Promise<BaseCommit> {
  const { event } = place
  switch (event.kind) {
    case 'pull-request': {
      const head = await headCommit(place)
      const [first, second] = head.parents
      if (first !== undefined && second === event.headSha) return { commit: first, rule: 'first-parent' }
      return findBranchPoint(place)
    }
    case 'queue':
      return { commit: event.baseSha, rule: 'queue' }
    case 'push':
      return event.before === null ? findBranchPoint(place) : { commit: event.before, rule: 'before-push' }
    case 'none':
      return findBranchPoint(place)
    case 'unreadable':
      throw errors.noBase(event.event, event.why)
  }
}

/** Where the head branched off what it is to be merged into. */
async function findBranchPoint(place: Place): Promise<BaseCommit> {
  const { git, remotes, event } = place
  if (event.kind === 'unreadable') throw errors.noBase(event.event, event.why)
  const head = await headCommit(place)
  const between = async (one: string, other: string): Promise<BaseCommit> => {
    const commit = await findMergeBase(git, remotes, one, other)
    if (commit === null) throw errors.noMergeBase(one, other, remotes.map(({ name }) => name).join('\n'))
    return { commit, rule: 'merge-base' }
  }
  if (event.kind === 'pull-request') {
    const isMerge = head.parents[1] === event.headSha
    const own = isMerge ? event.headSha : head.commit
    if (event.mergeBase !== null && own === event.headSha)
      return { commit: event.mergeBase, rule: 'merge-base' }
    return between(own, (isMerge ? head.parents[0] : undefined) ?? event.baseSha)
  }
  if (event.kind === 'queue') return between(head.commit, event.baseSha)
  return between(head.commit, await defaultBranch(place, event.defaultBranch))
}

/** The branch that everything is merged into, as this clone or its remote knows it. */
async function defaultBranch(place: Place, known: string | null): Promise<string> {
  const { git, event } = place
  const names =
    known === null
      ? [
          'refs/remotes/origin/HEAD',
          ...['main', 'master'].flatMap((name) => [`refs/remotes/origin/${name}`, `refs/heads/${name}`]),
        ]
      : [`refs/remotes/origin/${known}`]
  for (const name of names) {
    const found = await git.run(['rev-parse', '--verify', '--quiet', `${name}^{commit}`])
    if (found.ok) return found.stdout
  }
  if (known === null) throw errors.noBase(event.kind, names.join(', '))
  const { commit, why } = await fetchNamed(place, known)
  if (commit === null) throw errors.noBase(event.kind, why)
  return commit
}

async function findNamed(place: Place, name: string): Promise<BaseCommit> {
  // A name that begins with a hyphen is none, and must not become an option of git.
  if (name.startsWith('-')) throw errors.unknownRef(name, '')
  for (const candidate of [name, `refs/remotes/origin/${name}`]) {
    const here = await place.git.run(['rev-parse', '--verify', '--quiet', `${candidate}^{commit}`])
    if (here.ok) return { commit: here.stdout, rule: 'named' }
  }
  const { commit, why } = await fetchNamed(place, name)
  if (commit === null) throw errors.unknownRef(name, why)
  return { commit, rule: 'named' }
}

async function fetchNamed(
  { git, remotes }: Place,
  name: string,
): Promise<{ readonly commit: string | null; readonly why: string }> {
  const { ok, why } = await fetchFrom(git, remotes, name)
  if (!ok) return { commit: null, why }
  const fetched = await git.run(['rev-parse', '--verify', '--quiet', 'FETCH_HEAD^{commit}'])
  return { commit: fetched.ok ? fetched.stdout : null, why: '' }
}

/**
 * The commit that the event of a workflow says to compare with, by the rule `base` of {@link findBaseCommit}, without fetching
 * it; `null` elsewhere than in a workflow on a pull request, a merge queue or a push.
 *
 * @throws UserError when there is none
 */
export async function nameBaseCommit(
  git: Git,
  { env, token }: Pick<World, 'env'> & { readonly token: string | null },
): Promise<string | null> {
  const event = await readBaseEvent(env)
  if (event.kind === 'none') return null
  return (await findBase({ git, remotes: await findRemotes(git, env, token), event })).commit
}

/** What is checked out, with its parents: also in a clone that does not hold them. */
async function headCommit({
  git,
}: Place): Promise<{ readonly commit: string; readonly parents: readonly string[] }> {
  const named = await git.run(['rev-parse', '--verify', 'HEAD^{commit}'])
  if (!named.ok) throw errors.unknownRef('HEAD', named.stderr)
  // Not by rev-list: in a shallow clone that takes the parents for not there.
  const { stdout } = await git.run(['cat-file', 'commit', named.stdout])
  const [header = ''] = stdout.split('\n\n', 1)
  const parents = [...header.matchAll(/^parent ([0-9a-f]+)$/gm)].flatMap(([, parent]) => parent ?? [])
  return { commit: named.stdout, parents }
}

async function ensureCommit({ git, remotes }: Place, commit: string): Promise<void> {
  const isHere = async () => (await git.run(['cat-file', '-e', `${commit}^{commit}`])).ok
  if (await isHere()) return
  const { why } = await fetchFrom(git, remotes, commit)
  if (!(await isHere()))
    throw errors.baseNotFetched(commit, remotes.map(({ name }) => name).join(' or ') || null, why)
}
