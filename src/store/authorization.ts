import type { GitConfig } from './git.ts'

/**
 * The token for a server, as actions/checkout hands it over: in settings of git that stand in its environment alone,
 * never in its arguments. The empty value drops the header that others may have left: two would be refused.
 */
export function authorization(server: string, token: string | null): GitConfig {
  if (token === null || !/^https?:/.test(server)) return []
  const key = `http.${server.replace(/\/+$/, '')}/.extraheader`
  const credentials = Buffer.from(`x-access-token:${token}`).toString('base64')
  return [
    [key, ''],
    [key, `AUTHORIZATION: basic ${credentials}`],
  ]
}
