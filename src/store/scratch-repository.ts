import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { makeTemporaryFolder } from '../launch/temporary-folder.ts'
import { errors } from '../model/errors.ts'
import type { GitConfig, GitOptions, GitOutcome } from './git.ts'
import { type PushOutcome, readPushOutcome } from './push-outcome.ts'
import type { SignedCommit } from './push-signed.ts'
import { STORE_BRANCH } from './store-branch.ts'
import type { StorePlace } from './store-remote.ts'
import { refuseTooLarge } from './stored-text.ts'

/** The branch as it was found. */
export interface Tip {
  readonly commit: string
  /** How many recordings its history holds, as its last commit says. */
  readonly recordings: number
}

/**
 * A bare repository of our own, with the last commit of the branch alone: whatever the user's clone is like (shallow,
 * with local changes, of another owner, without credentials) does not matter, and nothing is changed in it.
 */
export interface ScratchRepository {
  /** `null` while there is no branch. */
  readonly fetch: () => Promise<Tip | null>
  /** Older tips, the newest first; at most so many as a long history holds. */
  readonly older: (tip: Tip) => Promise<readonly Tip[]>
  /** A commit of the repository and what came before it, the newest first; empty where the server does not give it. */
  readonly ancestors: (commit: string) => Promise<readonly string[]>
  /** The text at a path; `null` where there is none. */
  readonly read: (tip: Tip, path: string) => Promise<string | null>
  /** A commit that has the files, too, on top of the tip or, where that is not to be kept, on nothing. */
  readonly commit: (tip: Tip | null, change: Change) => Promise<string>
  /** What a server needs to make the same commit itself. */
  readonly describe: (tip: Tip | null, change: Change) => Promise<SignedCommit>
  /** Moves the branch from the tip to the commit, if it is there still. */
  readonly push: (tip: Tip | null, commit: string) => Promise<PushOutcome>
}

export interface Change {
  /** What the commit is called after. */
  readonly title: string
  readonly files: readonly { readonly path: string; readonly text: string }[]
  readonly keepsHistory: boolean
}

const REF = `refs/heads/${STORE_BRANCH}`
const FETCHED = 'refs/store'
const TRAILER = 'Recordings'

/** So far back is looked for a recording of an ancestor: of the branch, and of the program's own history. */
const DEPTH = 500

const CONFIG: GitConfig = [
  ['user.name', 'footprint-gate'],
  ['user.email', 'noreply@footprint-gate.invalid'],
  // A server that has gone silent must not hold the gate.
  ['http.lowSpeedLimit', '1'],
  ['http.lowSpeedTime', '60'],
]

/** Makes one, lets it be used, and takes it away. */
export async function withScratchRepository<Outcome>(
  { git, url, config }: StorePlace,
  use: (scratch: ScratchRepository) => Promise<Outcome>,
): Promise<Outcome> {
  const folder = await makeTemporaryFolder()
  const gitDirectory = join(folder, 'store.git')
  const run = (args: readonly string[], more: GitOptions = {}) =>
    git.run(args, { gitDirectory, ...more, config: [...CONFIG, ...(more.config ?? [])] })

  /** What is asked of the scratch repository itself, and so does not fail. */
  async function local(doing: string, args: readonly string[]): Promise<string> {
    const outcome = await run(args)
    if (!outcome.ok) throw errors.branchFailed(doing, outcome.stderr)
    return outcome.stdout
  }

  async function fetch(): Promise<Tip | null> {
    const fetched = await run(['fetch', '--quiet', '--no-tags', '--depth=1', url, `+${REF}:${FETCHED}`], {
      config,
    })
    if (!fetched.ok) {
      if (hasNoBranch(fetched)) return null
      throw errors.branchUnreadable(STORE_BRANCH, url, fetched.stderr)
    }
    const head = await local('find the branch', ['rev-parse', FETCHED])
    const message = await local('read its last commit', ['cat-file', 'commit', FETCHED])
    const recordings = new RegExp(`^${TRAILER}: (\\d{1,9})$`, 'm').exec(message)?.[1]
    return { commit: head, recordings: Number(recordings ?? 1) }
  }

  async function older(tip: Tip): Promise<readonly Tip[]> {
    const deeper = ['fetch', '--quiet', '--no-tags', `--depth=${DEPTH}`, url, `+${REF}:${FETCHED}`]
    const fetched = await run(deeper, { config })
    if (!fetched.ok) throw errors.branchUnreadable(STORE_BRANCH, url, fetched.stderr)
    const listed = await local('list its history', ['rev-list', `--max-count=${DEPTH}`, tip.commit])
    return listed
      .split('\n')
      .slice(1)
      .map((commit, index) => ({ commit, recordings: tip.recordings - 1 - index }))
  }

  async function ancestors(of: string): Promise<readonly string[]> {
    // Commits alone: a server that knows no filters sends the rest as well.
    const args = ['fetch', '--quiet', '--no-tags', '--filter=tree:0', `--depth=${DEPTH}`, url, of]
    if (!(await run(args, { config })).ok) return []
    const listed = await run(['rev-list', `--max-count=${DEPTH}`, of])
    return listed.ok ? listed.stdout.split('\n').filter((commit) => commit !== '') : []
  }

  async function read(tip: Tip, path: string): Promise<string | null> {
    const entry = await local('list the branch', ['ls-tree', '-l', tip.commit, '--', path])
    const [, blob, size] = /^\d+ blob ([0-9a-f]+) +(\d+)\t/.exec(entry) ?? []
    if (blob === undefined || size === undefined) return null
    refuseTooLarge(Number(size), `${STORE_BRANCH}:${path}`)
    const text = `${await local('read the baseline', ['cat-file', 'blob', blob])}\n`
    // What is no UTF-8 has been replaced, by more bytes.
    if (Buffer.byteLength(text) !== Number(size)) throw errors.baselineNotText(`${STORE_BRANCH}:${path}`)
    return text
  }

  async function describe(tip: Tip | null, { title, files }: Change): Promise<SignedCommit> {
    const tree = tip === null ? '' : await local('find its tree', ['rev-parse', `${tip.commit}^{tree}`])
    return {
      branch: STORE_BRANCH,
      tip: tip === null ? null : { commit: tip.commit, tree },
      files,
      message: messageOf(title, tip),
    }
  }

  async function commit(tip: Tip | null, { title, files, keepsHistory }: Change): Promise<string> {
    await local('clear its index', ['read-tree', ...(tip === null ? ['--empty'] : [tip.commit])])
    for (const { path, text } of files) {
      const file = join(folder, 'file')
      await writeFile(file, text)
      const blob = await local('store a file', ['hash-object', '-w', '--no-filters', file])
      await local('list a file', ['update-index', '--add', '--cacheinfo', `100644,${blob},${path}`])
    }
    const tree = await local('write the tree', ['write-tree'])
    const parent = tip !== null && keepsHistory ? tip : null
    return local('commit', [
      'commit-tree',
      tree,
      ...(parent === null ? [] : ['-p', parent.commit]),
      '-m',
      messageOf(title, parent),
    ])
  }

  async function push(tip: Tip | null, head: string): Promise<PushOutcome> {
    const lease = `--force-with-lease=${REF}:${tip?.commit ?? ''}`
    return readPushOutcome(await run(['push', '--porcelain', lease, url, `${head}:${REF}`], { config }))
  }

  try {
    const made = await git.run(['init', '--quiet', '--bare', '--template=', gitDirectory], { config: CONFIG })
    if (!made.ok) throw errors.branchFailed('make a repository', made.stderr)
    return await use({ fetch, older, ancestors, read, describe, commit, push })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function messageOf(title: string, parent: Tip | null): string {
  return `Record ${title}\n\n${TRAILER}: ${parent === null ? 1 : parent.recordings + 1}`
}

function hasNoBranch({ stderr }: GitOutcome): boolean {
  return stderr.includes("couldn't find remote ref")
}
