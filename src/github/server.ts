/** What differs between the servers that run workflows. */
export type ServerKind = 'github' | 'gitea'

/** What is known of the server that runs this workflow. */
export interface Server {
  /** Without a slash at its end. */
  readonly url: string
  readonly kind: ServerKind
  /** Whether the address of a run holds its id; else the number that counts the runs of the repository. */
  readonly addressesById: boolean
  /** Whether people can see the summary of a job. */
  readonly showsSummaries: boolean
  /** Where it looks for workflows: in the first of these folders that is there. */
  readonly workflowFolders: readonly string[]
}

/**
 * Gitea, and with it Forgejo, serves its API under `/api/v1`; GitHub has a host of its own for it, and GitHub
 * Enterprise Server `/api/v3`.
 */
export function serverKind(apiUrl: string): ServerKind {
  return /\/api\/v1\/*$/.test(apiUrl) ? 'gitea' : 'github'
}

/**
 * Gitea addresses runs by id from 1.26 on (its pull requests 36842 and 37008), and shows summaries from 1.27 on (issue 36098); Forgejo
 * does neither, and its version ends in `+gitea-` and that of the Gitea whose API it has.
 *
 * @param url `GITHUB_SERVER_URL`; that of Gitea ends in a slash, and some versions do not take `//`
 * @param version what `/version` of the API says: `1.26.2`, `1.27.0+dev-12-g5d3f1b2`, `12.0.1+gitea-1.22.0`; `null` where nobody asked or answered
 */
export function describeServer(url: string, apiUrl: string, version: string | null): Server {
  const server = { url: url.replace(/\/+$/, ''), kind: serverKind(apiUrl) }
  if (server.kind === 'github') {
    return { ...server, addressesById: true, showsSummaries: true, workflowFolders: ['.github/workflows'] }
  }
  const isForgejo = version?.includes('+gitea-') === true
  const release = isForgejo ? null : readRelease(version ?? '')
  const folders = isForgejo ? ['.forgejo', '.gitea', '.github'] : ['.gitea', '.github']
  return {
    ...server,
    addressesById: isAtLeast(release, [1, 26]),
    showsSummaries: isAtLeast(release, [1, 27]),
    workflowFolders: folders.map((folder) => `${folder}/workflows`),
  }
}

type Release = readonly [major: number, minor: number]

function readRelease(version: string): Release | null {
  const [, major, minor] = /^v?(\d{1,4})\.(\d{1,4})/.exec(version) ?? []
  return major === undefined || minor === undefined ? null : [Number(major), Number(minor)]
}

function isAtLeast(release: Release | null, [major, minor]: Release): boolean {
  if (release === null) return false
  return release[0] > major || (release[0] === major && release[1] >= minor)
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

/** Where a run can be seen, and of it the job, where its number is known. */
export function runUrl(
  server: Server,
  repository: string,
  { run, runNumber, checkRunId }: RunNumbers,
): string {
  const runs = `${server.url}/${repository}/actions/runs`
  const inAddress = server.addressesById ? run : (runNumber ?? run)
  const isJobKnown = server.kind === 'github' && checkRunId !== null
  return `${runs}/${inAddress}${isJobKnown ? `/job/${checkRunId}` : ''}`
}

/** Where the runs of a workflow are listed, and it can be started, by the name of its file. */
export function workflowUrl({ url, kind }: Server, repository: string, file: string): string {
  const actions = `${url}/${repository}/actions`
  return kind === 'gitea' ? `${actions}/?workflow=${file}` : `${actions}/workflows/${file}`
}

/** Where the summary of a job can be seen. On GitHub that is a place on the page of the run; elsewhere it is the page of the run. */
export function summaryUrl(jobUrl: string): string {
  return jobUrl.replace(/\/job\/(\d+)$/, '#summary-$1')
}
