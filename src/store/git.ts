import { execa } from 'execa'

/** The commit that is checked out in the working directory; `null` outside a repository. */
export async function readCommit(env: Readonly<Record<string, string | undefined>>): Promise<string | null> {
  const { GITHUB_SHA: onRunner } = env
  if (onRunner !== undefined && /^[0-9a-f]{40,64}$/.test(onRunner)) return onRunner
  const { exitCode, stdout } = await execa('git', ['rev-parse', 'HEAD'], { reject: false, stderr: 'ignore' })
  return exitCode === 0 ? stdout.trim() : null
}
