import { rm } from 'node:fs/promises'
import { makeTemporaryFolder } from '../launch/temporary-folder.ts'
import type { Git } from './git.ts'
import type { Remote } from './remotes.ts'

/** How much history is asked for, one after the other, until the two meet; 0 is all of it. */
const DEPTHS = [50, 500, 5000, 0] as const

/**
 * The newest commit that two have in common; `null` when nobody shows one. Where the clone does not hold the history
 * (actions/checkout fetches one commit), commits alone are fetched into a scratch repository: the clone stays as it is.
 */
export async function findMergeBase(
  git: Git,
  remotes: readonly Remote[],
  one: string,
  other: string,
): Promise<string | null> {
  const shallow = await git.run(['rev-parse', '--is-shallow-repository'])
  if (shallow.stdout !== 'true') {
    const here = await git.run(['merge-base', one, other])
    if (here.ok) return here.stdout
  }
  if (remotes.length === 0) return null
  const scratch = await makeTemporaryFolder()
  try {
    await git.run(['init', '--quiet', '--bare', scratch])
    for (const remote of remotes) {
      const found = await findAt(git, scratch, remote, [one, other])
      if (found !== null) return found
    }
    return null
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

async function findAt(
  git: Git,
  scratch: string,
  { source, config }: Remote,
  [one, other]: readonly [string, string],
): Promise<string | null> {
  const address = await git.run(['remote', 'get-url', source])
  const url = address.ok ? address.stdout : source
  for (const depth of DEPTHS) {
    const history = depth === 0 ? '--unshallow' : `--depth=${depth}`
    const args = ['fetch', '--quiet', '--no-tags', '--filter=tree:0', history, url, one, other]
    const fetched = await git.run(args, { config, gitDirectory: scratch })
    if (!fetched.ok) return null
    const found = await git.run(['merge-base', one, other], { gitDirectory: scratch })
    if (found.ok) return found.stdout
    const shallow = await git.run(['rev-parse', '--is-shallow-repository'], { gitDirectory: scratch })
    if (shallow.stdout !== 'true') return null
  }
  return null
}
