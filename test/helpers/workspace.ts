import { PULL_REQUEST } from './events.ts'
import { Repository } from './repository.ts'
import type { Runner } from './runner.ts'

/** Makes the runner's workspace what actions/checkout makes it: one commit of a server, and a remote. */
export function checkOut(
  runner: Runner,
  server: Repository,
  commit: string,
  url = `file://${server.path}`,
): Repository {
  const workspace = new Repository(runner.workspace)
  workspace.git('init', '--quiet')
  workspace.git('config', 'remote.origin.url', url)
  workspace.git('fetch', '--quiet', '--no-tags', '--depth=1', `file://${server.path}`, commit)
  workspace.git('checkout', '--quiet', '--force', '--detach', 'FETCH_HEAD')
  return workspace
}

/** What a server makes of a pull request: the merge of a branch into `main`, which stays where it is. */
export function testMerge(server: Repository, branch: string): string {
  server.git('checkout', '--quiet', '--detach', 'main')
  server.git('merge', '--quiet', '--no-ff', '--no-edit', branch)
  return server.sha('HEAD')
}

/** What a runner sets of a group of the merge queue, beside its event. */
export function queueVariables({ headSha, baseSha }: { headSha: string; baseSha: string }) {
  return {
    GITHUB_SHA: headSha,
    GITHUB_REF: `refs/heads/gh-readonly-queue/main/pr-${PULL_REQUEST}-${baseSha}`,
  }
}
