import { errors } from '../model/errors.ts'
import type { ReadyCondition } from './scenario.ts'
import { parseDuration } from '../model/units.ts'

/**
 * Reads a ready condition: `tcp:8080`, `tcp:HOST:8080`, `http://…`, `https://…`, `log:/regex/flags`,
 * `file:path`, `command:…`, `delay:2s`.
 *
 * @throws UserError `bad-ready`
 */
export function parseReady(text: string): ReadyCondition {
  if (/^https?:/i.test(text)) return parseUrl(text)
  const colon = text.indexOf(':')
  const rest = text.slice(colon + 1)
  if (colon < 1 || rest === '') throw errors.badReady(text, 'it has no kind, or nothing after it')
  const kind = text.slice(0, colon)
  switch (kind) {
    case 'tcp':
      return parseTcp(text, rest)
    case 'log':
      return { kind: 'log', pattern: parsePattern(text, rest) }
    case 'file':
      return { kind: 'file', path: rest }
    case 'command':
      return { kind: 'command', command: rest }
    case 'delay': {
      const delayMs = parseDuration(rest)
      if (delayMs === null)
        throw errors.badReady(text, `"${rest}" is no duration of at most 24 days, such as 2s or 500ms`)
      return { kind: 'delay', delayMs }
    }
    default:
      throw errors.badReady(text, `"${kind}" is no kind of condition`)
  }
}

function parseTcp(text: string, address: string): ReadyCondition {
  const { host, port } = /^(?:(?<host>.+):)?(?<port>\d{1,5})$/.exec(address)?.groups ?? {}
  return { kind: 'tcp', host: checkLocal(text, host ?? 'localhost'), port: checkPort(text, port ?? '') }
}

function parseUrl(text: string): ReadyCondition {
  if (!URL.canParse(text)) throw errors.badReady(text, 'it is no URL')
  const { protocol, hostname, port } = new URL(text)
  return {
    kind: 'http',
    url: text,
    host: checkLocal(text, hostname),
    port: checkPort(text, port === '' ? (protocol === 'https:' ? '443' : '80') : port),
  }
}

/** Another machine's port can tell nothing of this program. */
function checkLocal(text: string, host: string): string {
  const bare = host.replace(/^\[|\]$/g, '')
  if (/^(localhost|127(\.\d+){3}|::1|0\.0\.0\.0|::)$/.test(bare)) return bare
  throw errors.badReady(text, `"${bare}" is not this machine: use localhost, 127.0.0.1 or [::1]`)
}

function checkPort(text: string, port: string): number {
  const number = Number(port)
  if (/^\d+$/.test(port) && number >= 1 && number <= 65_535) return number
  throw errors.badReady(text, `"${port}" is no port from 1 to 65535`)
}

function parsePattern(text: string, written: string): RegExp {
  const { source, flags } = /^\/(?<source>.+)\/(?<flags>[a-z]*)$/s.exec(written)?.groups ?? {}
  if (source === undefined)
    throw errors.badReady(text, 'a pattern stands between slashes: log:/listening on/i')
  try {
    // A sticky or global pattern would remember where it last matched.
    return new RegExp(source, (flags ?? '').replace(/[gy]/g, ''))
  } catch (error) {
    throw errors.badReady(text, error instanceof Error ? error.message : String(error))
  }
}
