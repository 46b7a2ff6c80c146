import * as v from 'valibot'
import { type ApiOptions, connect } from './api.ts'
import { serverKind } from './server.ts'

/** Only links depend on it: nobody waits for it. */
const PATIENCE = { retries: 0, totalMs: 5000 }

const Reply = v.object({ version: v.pipe(v.string(), v.maxLength(100)) })

/**
 * The version of a server that is no GitHub: its releases differ in the addresses of their pages, and none of the
 * runner's variables tells them apart. `null` on GitHub, which is not asked, and where the server does not say. Does not throw.
 */
export async function readServerVersion(
  options: Omit<ApiOptions, 'token'> & { readonly token: string | null },
): Promise<string | null> {
  const { token, baseUrl } = options
  if (token === null || serverKind(baseUrl) === 'github') return null
  try {
    const { api } = await connect({ ...options, token, patience: PATIENCE })
    const reply = v.safeParse(Reply, (await api.request('GET /version')).data)
    return reply.success ? reply.output.version : null
  } catch {
    return null
  }
}
