import type { components } from '@octokit/openapi-types'
import { writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { ApiDescription, type Exchange } from './api-description.ts'
import { git } from './git-server.ts'

type IssueComment = components['schemas']['issue-comment']
type SimpleUser = components['schemas']['simple-user']
type Integration = components['schemas']['integration']
type PullRequest = components['schemas']['pull-request']
type PullRequestSimple = components['schemas']['pull-request-simple']
type DiffEntry = components['schemas']['diff-entry']
type GitTree = components['schemas']['git-tree']
type GitCommit = components['schemas']['git-commit']
type GitRef = components['schemas']['git-ref']
type PrivateUser = components['schemas']['private-user']
type BasicError = components['schemas']['basic-error']

/** A request that the server has seen, in the order of arrival. */
export interface SeenRequest {
  readonly method: string
  /** With its query. */
  readonly path: string
  readonly authorization: string | null
  readonly body: unknown
  readonly status: number
}

/** A reply that is given instead of the real one, to so many requests that match. */
export interface Fault {
  readonly method: string
  readonly path: RegExp
  readonly status: number
  readonly message: string
  readonly headers?: Readonly<Record<string, string>>
  /** Sent instead of an error in JSON. */
  readonly text?: string
  /** What was asked is done all the same, as behind a gateway that waits too short a time. */
  readonly isDone?: boolean
  /** The connection ends in the middle of the reply. */
  readonly isCut?: boolean
  /** The reply comes a byte at a time, a blank each, and never ends. */
  readonly isDripping?: boolean
  readonly times: number
}

export type Author = Pick<SimpleUser, 'login' | 'id' | 'type'>

export const RUNNER_BOT: Author = { login: 'github-actions[bot]', id: 41898282, type: 'Bot' }

/** An open pull request, and what it changes. */
export interface OpenPullRequest {
  readonly number: number
  /** `owner:branch` */
  readonly head: string
  readonly sha: string
  readonly baseRepositoryId?: number
  readonly files?: readonly string[]
}

type Permission = components['schemas']['repository-collaborator-permission']

/** Whom a token belongs to, and what it may do. */
interface Account {
  readonly author: Author
  readonly mayWrite: boolean
}

/** What the real API says where a token lacks a permission. */
export const NO_PERMISSION = 'Resource not accessible by integration'

/**
 * A stateful stand-in for the part of GitHub's REST API that the action speaks: it holds the comments of
 * issues, hands them out in pages with `Link` headers, knows tokens, and fails when told to. What it is asked and what it
 * answers is held against GitHub's own description of the API: where it does not fit, {@link stop} throws.
 */
export class GitHubServer {
  readonly requests: SeenRequest[] = []
  readonly accounts = new Map<string, Account>()
  readonly #comments = new Map<number, { issue: number; comment: IssueComment }>()
  readonly pullRequests: OpenPullRequest[] = []
  /** Who may do what, by name; others may read. */
  readonly permissions = new Map<string, Permission['permission']>()
  readonly #faults: (Fault & { left: number })[] = []
  #nextId = 1001
  #server = createServer((request, response) => void this.#serve(request, response))
  readonly #problems: string[] = []
  /** A bare repository whose objects and branches are those of `acme/app`. */
  repository: string | null = null
  /** Servers may be without. */
  hasGraphql = true
  /** What is answered under `/api/v1`, as Gitea and Forgejo serve it, when they are asked for their version. */
  giteaVersion = '1.25.5'
  /** What is answered instead of what should be, to see that it is noticed. */
  alter: (data: unknown) => unknown = (data) => data
  /** Called before each request is answered: for what happens in between. */
  onRequest: (method: string, path: string) => void | Promise<void> = () => undefined

  static async start(): Promise<GitHubServer> {
    const server = new GitHubServer()
    await new Promise<void>((resolve) => server.#server.listen(0, '127.0.0.1', resolve))
    return server
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`
  }

  /** @throws Error when anything was asked or answered that GitHub's description does not know */
  async stop(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
    if (this.#problems.length > 0)
      throw new Error(`not as GitHub describes it:\n${this.#problems.join('\n')}`)
  }

  /** The token of a job's installation, or of a person, as `GITHUB_TOKEN` or a personal token would be. */
  allow(token: string, author: Author = RUNNER_BOT, { mayWrite = true } = {}): void {
    this.accounts.set(token, { author, mayWrite })
  }

  fail(fault: Fault): void {
    this.#faults.push({ ...fault, left: fault.times })
  }

  addComment(issue: number, author: Author, body: string): number {
    return Number(this.#newComment(issue, author, body).id)
  }

  deleteComment(id: number): void {
    this.#comments.delete(id)
  }

  /** The bodies of an issue's comments, oldest first. */
  commentsOf(issue: number): { id: number; login: string | undefined; body: string }[] {
    return this.#listOf(issue).map(({ id, user, body }) => ({
      id: Number(id),
      login: user?.login,
      body: body ?? '',
    }))
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const text = Buffer.concat(chunks).toString()
    const body: unknown = text === '' ? null : JSON.parse(text)
    const method = request.method ?? ''
    // As GitHub Enterprise Server and Gitea serve it.
    const path = (request.url ?? '').replace(/^\/api\/v[13](?=\/)/, '')
    await this.onRequest(method, path)
    const fault = this.#takeFault(method, path)
    if (fault?.isDone === true) this.#answer(method, path, request, body)
    const isGitea = request.url?.startsWith('/api/v1/') === true
    const answer =
      fault ?? (isGitea ? this.#answerAsGitea : this.#answer).call(this, method, path, request, body)
    const reply = fault === null ? { ...answer, data: this.alter(answer.data) } : answer
    this.#hold(
      request.url ?? '',
      { method, path, body, status: reply.status, data: reply.data },
      fault !== null,
    )
    const authorization = request.headers.authorization ?? null
    this.requests.push({ method, path, authorization, body, status: reply.status })
    const sent = fault?.text ?? (reply.data === undefined ? '' : JSON.stringify(reply.data))
    const headers = { 'content-type': 'application/json; charset=utf-8', ...reply.headers }
    if (fault?.isDripping === true) {
      const drip = setInterval(() => response.write(' '), 50)
      return void response.writeHead(reply.status, headers).on('close', () => clearInterval(drip))
    }
    if (fault?.isCut !== true) return void response.writeHead(reply.status, headers).end(sent)
    response.writeHead(reply.status, { ...headers, 'content-length': Buffer.byteLength(sent) })
    response.write(sent.slice(0, sent.length / 2), () => response.destroy())
  }

  /** A fault is not described, or it would be none; what was asked is, whatever comes of it. */
  #hold(url: string, exchange: Exchange, isFault: boolean): void {
    // Gitea describes its own, and of GraphQL there is nothing to describe by.
    if (url.startsWith('/api/v1/') || exchange.path === '/graphql') return
    const description = ApiDescription.of(url.startsWith('/api/v3/') ? 'ghes-3.17' : 'api.github.com')
    const held = isFault ? { ...exchange, status: 400, data: refuse(400, 'a fault').data } : exchange
    this.#problems.push(...description.problemsOf(held))
  }

  #takeFault(
    method: string,
    path: string,
  ): (Reply & Pick<Fault, 'text' | 'isDone' | 'isCut' | 'isDripping'>) | null {
    const fault = this.#faults.find((it) => it.left > 0 && it.method === method && it.path.test(path))
    if (fault === undefined) return null
    fault.left -= 1
    const { status, message, text, isDone = false, isCut = false, isDripping = false } = fault
    return {
      ...refuse(status, message),
      headers: fault.headers ?? {},
      isDone,
      isCut,
      isDripping,
      ...(text !== undefined && { text }),
    }
  }

  /**
   * As Gitea does: comments come all at once, pull requests of whatever branch in pages of its own size, its users have no
   * types, and there is no GraphQL (routers/api/v1/repo/issue_comment.go and pull.go, modules/structs/user.go).
   */
  #answerAsGitea(method: string, path: string, request: IncomingMessage, body: unknown): Reply {
    if (path === '/version') return { status: 200, data: { version: this.giteaVersion } }
    if (path === '/graphql') return refuse(404, 'Not Found')
    const url = new URL(path, this.url)
    url.searchParams.delete('per_page')
    if (url.pathname === '/repos/acme/app/pulls') return page(this.pullRequests.map(simpleOf), url)
    if (url.pathname.endsWith('/comments')) url.searchParams.set('per_page', '1000000')
    const { data, ...reply } = this.#answer(method, `${url.pathname}${url.search}`, request, body)
    return { ...reply, ...(data !== undefined && { data: asGitea(data) }) }
  }

  #answer(method: string, path: string, request: IncomingMessage, body: unknown): Reply {
    const account = this.accounts.get((request.headers.authorization ?? '').replace(/^(token|bearer) /i, ''))
    if (account === undefined) return refuse(401, 'Bad credentials')
    const url = new URL(path, this.url)
    if (url.pathname === '/user') {
      const isInstallation = account.author.type === 'Bot'
      return isInstallation ? refuse(403, NO_PERMISSION) : { status: 200, data: accountOf(account.author) }
    }
    if (url.pathname === '/graphql' && this.hasGraphql) {
      return { status: 200, data: { data: { viewer: { login: account.author.login } } } }
    }
    if (method === 'GET' && url.pathname === '/repos/acme/app/pulls') return this.#listPullRequests(url)
    const login = /^\/repos\/acme\/app\/collaborators\/([^/]+)\/permission$/.exec(url.pathname)?.[1]
    if (login !== undefined && method === 'GET') {
      const permission = this.permissions.get(decodeURIComponent(login)) ?? 'read'
      return { status: 200, data: permissionOf(permission) }
    }
    const pull = /^\/repos\/acme\/app\/pulls\/(\d+)$/.exec(url.pathname)?.[1]
    if (pull !== undefined && method === 'GET') {
      const found = this.pullRequests.find(({ number }) => String(number) === pull)
      return found === undefined ? refuse(404, 'Not Found') : { status: 200, data: pullRequestOf(found) }
    }
    const ofPull = /^\/repos\/acme\/app\/pulls\/(\d+)\/files$/.exec(url.pathname)?.[1]
    if (ofPull !== undefined && method === 'GET') {
      const files = this.pullRequests.find(({ number }) => String(number) === ofPull)?.files ?? []
      return page(
        files.map((filename) => GITHUB.example<DiffEntry>('diff-entry-items', 'diff-entry', { filename })),
        url,
      )
    }
    const ofIssue = /^\/repos\/acme\/app\/issues\/(\d+)\/comments$/.exec(url.pathname)?.[1]
    const ofComment = /^\/repos\/acme\/app\/issues\/comments\/(\d+)$/.exec(url.pathname)?.[1]
    if (ofIssue !== undefined && method === 'GET') return page(this.#listOf(Number(ofIssue)), url)
    if (!account.mayWrite) return refuse(403, NO_PERMISSION)
    if (ofIssue !== undefined && method === 'POST') {
      return { status: 201, data: this.#newComment(Number(ofIssue), account.author, bodyOf(body)) }
    }
    if (url.pathname.startsWith('/repos/acme/app/git/')) return this.#answerGit(method, url.pathname, body)
    const held = this.#comments.get(Number(ofComment))
    if (held === undefined) return refuse(404, 'Not Found')
    if (method === 'PATCH') {
      held.comment = { ...held.comment, body: bodyOf(body) }
      return { status: 200, data: held.comment }
    }
    if (method !== 'DELETE') return refuse(404, 'Not Found')
    this.#comments.delete(Number(ofComment))
    return { status: 204 }
  }

  /** The git database, in a real repository: what it makes, no hook sees. */
  #answerGit(method: string, path: string, body: unknown): Reply {
    const { repository } = this
    if (repository === null) return refuse(404, 'Not Found')
    const name = decodeURIComponent(path.slice('/repos/acme/app/git/'.length))
    if (name === 'trees') {
      const { base_tree = null, tree } = body as { base_tree?: string; tree: readonly TreeEntry[] }
      const sha = writeTree(repository, base_tree, tree)
      return { status: 201, data: GITHUB.example<GitTree>('git-tree', 'git-tree', { sha }) }
    }
    if (name === 'commits') {
      const { message, tree, parents } = body as { message: string; tree: string; parents: readonly string[] }
      const of = parents.flatMap((parent) => ['-p', parent])
      const sha = git(repository, 'commit-tree', tree, ...of, '-m', message)
      return { status: 201, data: GITHUB.example<GitCommit>('git-commit', 'git-commit', { sha, message }) }
    }
    const { sha, ref = `refs/${name.replace(/^refs\//, '')}` } = body as { sha: string; ref?: string }
    const now = git(repository, 'for-each-ref', '--format=%(objectname)', ref)
    if (method === 'POST' && now !== '') return refuse(422, 'Reference already exists')
    const isForward = now === '' || git(repository, 'merge-base', now, sha) === now
    if (!isForward) return refuse(422, 'Update is not a fast forward')
    git(repository, 'update-ref', ref, sha)
    const data = GITHUB.example<GitRef>('git-ref', 'git-ref', { ref })
    return { status: method === 'POST' ? 201 : 200, data }
  }

  #listPullRequests(url: URL): Reply {
    const found = this.pullRequests.filter(({ head }) => head === url.searchParams.get('head'))
    return page(found.map(simpleOf), url)
  }

  #listOf(issue: number): IssueComment[] {
    return [...this.#comments.values()].filter((held) => held.issue === issue).map((held) => held.comment)
  }

  #newComment(issue: number, author: Author, body: string): IssueComment {
    const id = this.#nextId++
    const now = '2026-01-02T03:04:05Z'
    const url = `${this.url}/repos/acme/app/issues/comments/${id}`
    const comment: IssueComment = {
      id,
      node_id: `IC_${id}`,
      url,
      html_url: `https://github.test/acme/app/pull/${issue}#issuecomment-${id}`,
      issue_url: `${this.url}/repos/acme/app/issues/${issue}`,
      user: userOf(author),
      created_at: now,
      updated_at: now,
      author_association: 'NONE',
      performed_via_github_app: author.type === 'Bot' ? appOf(author) : null,
      body,
    }
    this.#comments.set(id, { issue, comment })
    return comment
  }
}

/** The answer to the one question of GraphQL that is asked. */
interface Viewer {
  readonly data: { readonly viewer: { readonly login: string } }
}

interface Reply {
  readonly status: number
  readonly data?:
    | { readonly version: string }
    | IssueComment
    | PullRequest
    | GitTree
    | GitCommit
    | GitRef
    | Permission
    | readonly Listed[]
    | PrivateUser
    | Viewer
    | BasicError
  readonly headers?: Readonly<Record<string, string>>
}

interface TreeEntry {
  readonly path: string
  readonly content: string
}

function writeTree(repository: string, base: string | null, entries: readonly TreeEntry[]): string {
  git(repository, 'read-tree', base ?? '--empty')
  for (const [index, { path, content }] of entries.entries()) {
    const file = join(repository, `content-${index}`)
    writeFileSync(file, content)
    const blob = git(repository, 'hash-object', '-w', '--no-filters', file)
    git(repository, 'update-index', '--add', '--cacheinfo', `100644,${blob},${path}`)
  }
  return git(repository, 'write-tree')
}

type Listed = IssueComment | PullRequestSimple | DiffEntry

const GITHUB = ApiDescription.of('api.github.com')

/** Whom a token belongs to, as they are told themselves. */
function accountOf(author: Author): PrivateUser {
  return GITHUB.example<PrivateUser>(
    'private-user-response-with-public-and-private-profile-information',
    'private-user',
    userOf(author),
  )
}

function permissionOf(permission: Permission['permission']): Permission {
  return GITHUB.example<Permission>(
    'repository-collaborator-permission-response-if-user-has-admin-permissions',
    'repository-collaborator-permission',
    { permission, role_name: permission, user: null },
  )
}

function simpleOf(open: OpenPullRequest): PullRequestSimple {
  const simple = GITHUB.example<PullRequestSimple>('pull-request-simple-items', 'pull-request-simple', {
    requested_teams: [],
  })
  return { ...simple, ...changed(open, simple) }
}

function pullRequestOf(open: OpenPullRequest): PullRequest {
  const whole = GITHUB.example<PullRequest>('pull-request', 'pull-request', { requested_teams: [] })
  return { ...whole, ...changed(open, whole) }
}

/** What is this pull request's own, in an example of one. */
function changed<Side extends PullRequest['head'] | PullRequestSimple['head']>(
  { number, head: label, sha, baseRepositoryId = 100 }: OpenPullRequest,
  { head, base }: { readonly head: Side; readonly base: Side },
): { number: number; state: 'open'; head: Side; base: Side } {
  const repo = { ...base.repo, id: baseRepositoryId, full_name: 'acme/app' }
  return { number, state: 'open', head: { ...head, label, sha }, base: { ...base, repo } }
}

function page(all: readonly Listed[], url: URL): Reply {
  const size = Number(url.searchParams.get('per_page') ?? 30)
  const number = Number(url.searchParams.get('page') ?? 1)
  const next = new URL(url)
  next.searchParams.set('page', String(number + 1))
  return {
    status: 200,
    data: all.slice((number - 1) * size, number * size),
    headers: number * size < all.length ? { link: `<${next.href}>; rel="next"` } : {},
  }
}

/** Without what Gitea does not know of: the types of accounts, the apps that wrote. */
function asGitea<Data>(data: Data): Data {
  return JSON.parse(
    JSON.stringify(data, (key, value: unknown) =>
      key === 'type' || key === 'performed_via_github_app' || key === 'node_id' ? undefined : value,
    ),
  ) as Data
}

function refuse(status: number, message: string): Reply {
  return {
    status,
    data: { message, documentation_url: 'https://docs.github.test/rest', status: String(status) },
  }
}

function bodyOf(body: unknown): string {
  if (typeof body === 'object' && body !== null && 'body' in body && typeof body.body === 'string')
    return body.body
  throw new TypeError('a comment was sent without a body')
}

/** Every bot is the account of an app, which has its name without the suffix. */
function appOf(author: Author): Integration {
  const slug = author.login.replace('[bot]', '')
  return {
    id: Number(author.id),
    node_id: `A_${author.id}`,
    slug,
    name: slug,
    owner: userOf(author),
    description: null,
    external_url: `https://${slug}.test`,
    html_url: `https://github.test/apps/${slug}`,
    created_at: '2026-01-02T03:04:05Z',
    updated_at: '2026-01-02T03:04:05Z',
    permissions: {},
    events: [],
  }
}

function userOf({ login, id, type }: Author): SimpleUser {
  // The brackets of a bot's name stand in no address.
  const name = encodeURIComponent(login)
  const url = `https://api.github.test/users/${name}`
  return {
    login,
    id,
    type,
    node_id: `U_${id}`,
    avatar_url: `${url}/avatar`,
    gravatar_id: null,
    url,
    html_url: `https://github.test/${name}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following`,
    gists_url: `${url}/gists`,
    starred_url: `${url}/starred`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events`,
    received_events_url: `${url}/received_events`,
    site_admin: false,
  }
}
