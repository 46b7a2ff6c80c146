import * as v from 'valibot'
import { statusOf, UnclearReply } from './api-error.ts'
import type { Api } from './api.ts'
import { serverKind, type ServerKind } from './server.ts'

/** Who wrote a comment, as the API says. */
export interface Author {
  readonly login: string
  readonly id: number
  readonly isBot: boolean
  /** The name in addresses of the app that wrote it; `null` for people, and where the server does not say. */
  readonly app: string | null
}

/** The authors of what is posted with the token that a job is given. On GitHub a person may have Gitea's names. */
const RUNNER_BOTS: Readonly<Record<ServerKind, readonly string[]>> = {
  github: ['github-actions[bot]'],
  gitea: ['gitea-actions', 'forgejo-actions'],
}

/** GitHub gives tokens of installations, `GITHUB_TOKEN` among them, this beginning. */
const INSTALLATION_PREFIX = 'ghs_'

/**
 * Of comments that bear our marker, those that the token's account wrote: anybody can copy a marker, other
 * bots too. An installation may not ask who it is by REST; it mostly is the runner's, and where only other
 * bots have written, GraphQL knows.
 *
 * @throws what the API says, when it cannot be asked.
 */
export async function keepOwn<Comment extends { readonly author: Author }>(
  api: Api,
  comments: readonly Comment[],
  { token, apiUrl }: { readonly token: string; readonly apiUrl: string },
): Promise<Comment[]> {
  if (comments.length === 0) return []
  const id = token.startsWith(INSTALLATION_PREFIX) ? null : await readOwnId(api)
  if (id !== null) return comments.filter(({ author }) => author.id === id)
  const runnerBots = RUNNER_BOTS[serverKind(apiUrl)]
  const byRunner = comments.filter(({ author }) => runnerBots.includes(author.login))
  const byOthers = comments.filter(({ author }) => author.isBot && !runnerBots.includes(author.login))
  if (byRunner.length > 0 || byOthers.length === 0) return byRunner
  const login = await readOwnLogin(api)
  return byOthers.filter(({ author }) => (login === null ? isByApp(author) : author.login === login))
}

/** Where GraphQL does not answer, an app is trusted to be ours; a second comment each time would be worse. */
function isByApp({ login, app }: Author): boolean {
  return app !== null && login === `${app}[bot]`
}

const Account = v.object({ id: v.pipe(v.number(), v.safeInteger()) })

const ViewerReply = v.object({ viewer: v.object({ login: v.string() }) })

/** The account that the token belongs to; `null` for an installation, whose token may look like any other. */
async function readOwnId(api: Api): Promise<number | null> {
  try {
    const { data } = await api.rest.users.getAuthenticated()
    const parsed = v.safeParse(Account, data, { abortEarly: true })
    if (!parsed.success) throw new UnclearReply('the account of the token', v.summarize(parsed.issues))
    return parsed.output.id
  } catch (error) {
    const status = statusOf(error)
    if (status === 403 || status === 404) return null
    throw error
  }
}

/** The name of the token's account, an installation's too; `null` where the server does not say. */
async function readOwnLogin(api: Api): Promise<string | null> {
  try {
    const reply = v.safeParse(ViewerReply, await api.graphql('{ viewer { login } }'))
    return reply.success ? reply.output.viewer.login : null
  } catch (error) {
    const status = statusOf(error)
    if (status === null || status === 403 || status === 404) return null
    throw error
  }
}
