import { randomBytes } from 'node:crypto'
import { accessSync, constants, existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import type { Remover } from '../launch/remover.ts'
import { errors } from '../model/errors.ts'
import type { Git, GitConfig } from './git.ts'
import { lastWords } from './remotes.ts'

/**
 * Checks a commit out in a worktree of its own whose path is as long as that of the repository, as the path lies on
 * the stack of whatever starts there: two folders of equal length measure the same to the page. The submodules that
 * the head has are checked out, too.
 *
 * @param git at the top of the repository
 * @param remover takes it away
 * @param config for the submodules, which may be private
 * @returns its path
 * @throws UserError when there is no place, or git fails
 */
export async function addWorktree(
  git: Git,
  commit: string,
  remover: Remover,
  config: GitConfig,
): Promise<string> {
  const path = findPlace(git.directory)
  remover.watch(path)
  const common = await git.run(['rev-parse', '--path-format=absolute', '--git-common-dir'])
  // Where git keeps what it knows of a worktree.
  if (common.ok) remover.watch(join(common.stdout, 'worktrees', basename(path)))
  const added = await git.run(['worktree', 'add', '--quiet', '--force', '--detach', path, commit])
  if (!added.ok) throw errors.baseNotCheckedOut(commit, lastWords(added))
  await checkOutSubmodules(git, path, commit, config)
  return path
}

/** Beside the repository; where this user may not write there, below TMPDIR, if that leaves room for a name. */
function findPlace(root: string): string {
  const parents = [
    { folder: dirname(root), length: Buffer.byteLength(basename(root)) },
    { folder: tmpdir(), length: Buffer.byteLength(root) - Buffer.byteLength(join(tmpdir(), '/')) },
  ]
  for (const { folder, length } of parents) {
    if (length < 1 || length > 255 || !isWritable(folder)) continue
    for (let attempt = 0; attempt < 50; attempt += 1) {
      const path = join(folder, nameOf(length))
      if (!existsSync(path)) return path
    }
  }
  throw errors.noPlaceForBase(root, parents.map(({ folder }) => folder).join(', '))
}

/** `base-3f9c…`: what it is, as far as there is room. */
function nameOf(length: number): string {
  const random = randomBytes(128).toString('hex')
  return `${length >= 10 ? 'base-' : ''}${random}`.slice(0, length)
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK)
    return true
  } catch {
    return false
  }
}

async function checkOutSubmodules(git: Git, path: string, commit: string, config: GitConfig): Promise<void> {
  const status = await git.run(['submodule', 'status'])
  // ` SHA path (name)`; a hyphen before those that are not checked out.
  const inHead = [...status.stdout.matchAll(/^[ +U][0-9a-f]+ (.+?)(?: \(.*\))?$/gm)].flatMap(
    ([, name]) => name ?? [],
  )
  if (inHead.length === 0) return
  const tree = await git.run(['ls-tree', '-r', '-z', commit])
  const inBase = [...tree.stdout.matchAll(/160000 commit [0-9a-f]+\t([^\0]+)/g)].flatMap(
    ([, name]) => name ?? [],
  )
  const wanted = inHead.filter((name) => inBase.includes(name))
  if (wanted.length === 0) return
  const update = (...depth: readonly string[]) =>
    git.run(['submodule', 'update', '--quiet', '--init', '--recursive', ...depth, '--', ...wanted], {
      directory: path,
      config,
    })
  // Some servers give a commit that no branch points to only with its history.
  const shallow = await update('--depth=1')
  const updated = shallow.ok ? shallow : await update()
  if (!updated.ok) throw errors.submodulesFailed(commit, lastWords(updated))
}
