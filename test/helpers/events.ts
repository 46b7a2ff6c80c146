import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** The number of the pull request of every event below. */
export const PULL_REQUEST = 7

const BASE = { id: 100, full_name: 'acme/app' }

/** The parts of real payloads of `pull_request`, with some that we do not read. */
export function pullRequestEvent({
  headSha = 'c0ffee0000000000000000000000000000000000',
  headRepo = BASE,
  baseSha = 'ba5e000000000000000000000000000000000000',
}: {
  headSha?: string
  headRepo?: { id: number; full_name: string } | null
  baseSha?: string
} = {}): object {
  return {
    action: 'synchronize',
    number: PULL_REQUEST,
    repository: BASE,
    pull_request: {
      number: PULL_REQUEST,
      title: 'Read the registry at start-up',
      head: { ref: 'registry', sha: headSha, repo: headRepo },
      base: { ref: 'main', sha: baseSha, repo: BASE },
    },
  }
}

/** The parts of real payloads of `merge_group`. */
export function mergeGroupEvent({ headSha, baseSha }: { headSha: string; baseSha: string }): object {
  const headRef = `refs/heads/gh-readonly-queue/main/pr-${PULL_REQUEST}-${baseSha}`
  return {
    action: 'checks_requested',
    repository: { ...BASE, default_branch: 'main' },
    merge_group: { head_sha: headSha, head_ref: headRef, base_sha: baseSha, base_ref: 'refs/heads/main' },
  }
}

/** The parts of real payloads of `push`. */
export function pushEvent({ before, after }: { before: string; after: string }): object {
  return {
    ref: 'refs/heads/main',
    before,
    after,
    forced: false,
    repository: { ...BASE, default_branch: 'main', master_branch: 'main' },
    head_commit: { id: after },
  }
}

/** The parts of real payloads of Gitea's and Forgejo's `pull_request`: ids beside repositories, and the merge base. */
export function giteaPullRequestEvent({ headSha = 'c0ffee0000000000000000000000000000000000' } = {}): object {
  const side = (ref: string, sha: string) => ({ label: ref, ref, sha, repo_id: BASE.id, repo: BASE })
  return {
    action: 'synchronized',
    number: PULL_REQUEST,
    repository: BASE,
    pull_request: {
      id: 4711,
      number: PULL_REQUEST,
      title: 'Read the registry at start-up',
      head: side('registry', headSha),
      base: side('main', 'ba5e000000000000000000000000000000000000'),
      merge_base: 'ba5e000000000000000000000000000000000000',
    },
    commit_id: headSha,
    review: null,
  }
}

/** The parts of real payloads of `workflow_run`, which no run can write itself. */
export function workflowRunEvent({
  headSha = 'c0ffee0000000000000000000000000000000000',
  event = 'pull_request',
  isForkGone = false,
  attempt = 1,
}: { headSha?: string; event?: string; isForkGone?: boolean; attempt?: number } = {}): object {
  return {
    action: 'completed',
    repository: BASE,
    workflow_run: {
      id: 500,
      name: 'Footprint',
      run_attempt: attempt,
      head_sha: headSha,
      head_branch: 'registry',
      event,
      conclusion: 'failure',
      html_url: 'https://github.test/acme/app/actions/runs/500',
      head_repository: isForkGone ? null : { ...FORK, owner: { login: 'mallory' } },
      // Empty for forks, and no help for others.
      pull_requests: [],
    },
  }
}

export const FORK = { id: 200, full_name: 'mallory/app' }

/** Writes an event file that is there until the test is over, and tells its path. */
export async function writeEvent(text: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'footprint-gate-event-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const path = join(folder, 'event.json')
  await writeFile(path, text)
  return path
}

/** The variables by which a runner tells a step of its run. */
export function runnerVariables(event: string, eventPath: string): Record<string, string> {
  return {
    GITHUB_EVENT_NAME: event,
    GITHUB_EVENT_PATH: eventPath,
    GITHUB_REPOSITORY: 'acme/app',
    GITHUB_RUN_ID: '500',
    GITHUB_RUN_NUMBER: '42',
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_WORKFLOW: 'CI',
    GITHUB_JOB: 'footprint',
    GITHUB_SHA: '5a5a000000000000000000000000000000000000',
    GITHUB_SERVER_URL: 'https://github.test',
    GITHUB_API_URL: 'https://api.github.test',
  }
}
