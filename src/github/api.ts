import type { getOctokit } from '@actions/github'
import { retry } from '@octokit/plugin-retry'
import { throttling } from '@octokit/plugin-throttling'
import { randomUUID } from 'node:crypto'

export type Api = ReturnType<typeof getOctokit>

/** How long a gate waits for its server. It is there to judge, not to post: a slow API must not hold a job. */
export interface Patience {
  /** Repetitions of a request that failed with a 5xx, a lost connection, or a rate limit. */
  readonly retries: number
  /** A rate limit that asks for a longer wait than this is not waited for. */
  readonly longestWaitSeconds: number
  /** After so much time no further request is sent. */
  readonly totalMs: number
  /** The length of a second of back-off; shorter in tests. */
  readonly secondMs: number
}

const PATIENCE: Patience = { retries: 3, longestWaitSeconds: 20, totalMs: 60_000, secondMs: 1000 }

export interface ApiOptions {
  readonly token: string
  /** `GITHUB_API_URL`: the same code serves GitHub, GitHub Enterprise Server and Gitea. */
  readonly baseUrl: string
  readonly userAgent: string
  /** Ends all requests. */
  readonly signal: AbortSignal
  readonly patience?: Partial<Patience>
}

/**
 * A REST client that repeats what may be repeated, within bounds: 5xx after 1, 4 and 9 seconds, rate limits
 * after the time that the reply asks for. `https_proxy` and `no_proxy` hold, as they were when it was first called.
 *
 * `@actions/github` is imported here and not at the top: it reads the event file when it is loaded, and
 * crashes on a malformed one, of which there is no pull request to comment on.
 */
export async function connect(options: ApiOptions): Promise<Api> {
  const { getOctokit } = await import('@actions/github')
  const { defaults } = await import('@actions/github/lib/utils')
  const { retries, longestWaitSeconds, totalMs, secondMs } = { ...PATIENCE, ...options.patience }
  const onLimit = (retryAfterSeconds: number, _options: unknown, _octokit: unknown, retryCount: number) =>
    retryAfterSeconds <= longestWaitSeconds && retryCount < retries
  return getOctokit(
    options.token,
    {
      baseUrl: options.baseUrl,
      userAgent: options.userAgent,
      log: silent,
      // Octokit merges its options one level deep: without the defaults there would be no proxy.
      request: {
        ...defaults.request,
        signal: AbortSignal.any([options.signal, abortAfter(totalMs)]),
      },
      // 429 is the throttling plugin's; of the others, a second try changes nothing.
      retry: { retries, retryAfterBaseValue: secondMs, doNotRetry: [400, 401, 403, 404, 410, 422, 429, 451] },
      throttle: {
        // Limiters are kept per id, for the whole process.
        id: randomUUID(),
        retryAfterBaseValue: secondMs,
        fallbackSecondaryRateRetryAfter: longestWaitSeconds,
        onRateLimit: onLimit,
        onSecondaryRateLimit: onLimit,
      },
    },
    retry,
    throttling,
  )
}

/** The outcome says it all; Octokit's own warnings would be lines of a log that nobody asked for. */
const silent = { debug: ignore, info: ignore, warn: ignore, error: ignore }
function ignore() {
  // Deliberately nothing.
}

/**
 * Unlike `AbortSignal.timeout`, aborts with an AbortError: Octokit takes every other name, `TimeoutError`
 * too, for a failed connection, and the retry plugin would repeat it.
 */
function abortAfter(milliseconds: number): AbortSignal {
  const controller = new AbortController()
  setTimeout(() => controller.abort(), milliseconds).unref()
  return controller.signal
}
