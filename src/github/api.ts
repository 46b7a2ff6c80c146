import type { getOctokit } from '@actions/github'
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'

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

export interface Connection {
  readonly api: Api
  /** As in {@link Patience}, for requests that must not be repeated without a look at what became of them. */
  readonly retries: number
  /** Waits n² seconds before the n-th repetition, as the client does. @throws AbortError once the time is up. */
  readonly backOff: (repetition: number) => Promise<void>
}

/**
 * A REST client that repeats what may be repeated, within bounds: 5xx after 1, 4 and 9 seconds, rate limits
 * after the time that the reply asks for. `https_proxy` and `no_proxy` hold, as they were when it was first called.
 *
 * It is imported here and not at the top: a step that posts nothing does without, and `@actions/github` reads the event file when it is loaded, and
 * crashes on a malformed one, of which there is no pull request to comment on.
 */
export async function connect(options: ApiOptions): Promise<Connection> {
  const [{ getOctokit }, { defaults }, { retry }, { throttling }] = await Promise.all([
    import('@actions/github'),
    import('@actions/github/lib/utils'),
    import('@octokit/plugin-retry'),
    import('@octokit/plugin-throttling'),
  ])
  const { retries, longestWaitSeconds, totalMs, secondMs } = { ...PATIENCE, ...options.patience }
  const onLimit = (retryAfterSeconds: number, _options: unknown, _octokit: unknown, retryCount: number) =>
    retryAfterSeconds <= longestWaitSeconds && retryCount < retries
  const signal = abortAfter(totalMs, options.signal)
  const api = getOctokit(
    options.token,
    {
      baseUrl: options.baseUrl,
      userAgent: options.userAgent,
      log: silent,
      // Octokit merges its options one level deep: without the defaults there would be no proxy.
      request: { ...defaults.request, signal },
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
  const backOff = (repetition: number) => sleep(repetition ** 2 * secondMs, undefined, { signal })
  return { api, retries, backOff }
}

/** The outcome says it all; Octokit's own warnings would be lines of a log that nobody asked for. */
const silent = { debug: ignore, info: ignore, warn: ignore, error: ignore }
function ignore() {
  // Deliberately nothing.
}

/**
 * Aborted after a time, and with `signal`; always by an AbortError. Octokit takes every other reason (the
 * `TimeoutError` of `AbortSignal.timeout`, that of a cancelled step) for a failed connection, and the retry
 * plugin would repeat it.
 */
function abortAfter(milliseconds: number, signal: AbortSignal): AbortSignal {
  const controller = new AbortController()
  const abort = () => controller.abort()
  if (signal.aborted) abort()
  signal.addEventListener('abort', abort, { once: true })
  setTimeout(abort, milliseconds).unref()
  return controller.signal
}
