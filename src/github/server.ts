/** What differs between the servers that run workflows. */
export type ServerKind = 'github' | 'gitea'

/**
 * Gitea, and with it Forgejo, serves its API under `/api/v1`; GitHub has a host of its own for it, and GitHub
 * Enterprise Server `/api/v3`.
 */
export function serverKind(apiUrl: string): ServerKind {
  return /\/api\/v1\/*$/.test(apiUrl) ? 'gitea' : 'github'
}

/** What the runner says of a run. */
export interface RunNumbers {
  /** `GITHUB_RUN_ID` */
  readonly run: number
  /** `GITHUB_RUN_NUMBER`; `null` where it is not set. */
  readonly runNumber: number | null
  /** `null` where the server does not number jobs. */
  readonly checkRunId: number | null
}

/**
 * Where a run can be seen, and of it the job, where its number is known. Gitea's address holds the number that
 * counts the runs of a repository (`ActionRun.Index`), and its URL of the server ends in a slash; some versions
 * do not take `//`.
 */
export function runUrl(
  server: { readonly url: string; readonly kind: ServerKind },
  repository: string,
  { run, runNumber, checkRunId }: RunNumbers,
): string {
  const runs = `${server.url.replace(/\/+$/, '')}/${repository}/actions/runs`
  if (server.kind === 'gitea') return `${runs}/${runNumber ?? run}`
  return `${runs}/${run}${checkRunId === null ? '' : `/job/${checkRunId}`}`
}
