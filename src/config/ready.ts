import { errors } from '../model/errors.ts'
import type { ReadyCondition } from './scenario.ts'
import { parseDuration } from '../model/units.ts'

/**
 * Reads a ready condition: `tcp:8080`, `tcp:HOST:8080`, `udp:53`, `unix:path`, `http://…`, `https://…` (with a status
 * behind a space: `http://localhost/up 204`), `log:/regex/flags`, `file:path`, `command:…`, `delay:2s`.
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
    case 'udp':
      return { kind: 'udp', port: checkPort(text, rest) }
    case 'unix':
      return { kind: 'unix', path: rest }
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
  return { kind: 'tcp', host: checkLocal(text, host ?? 'localhost'), port: checkPort(text, port ?? address) }
}

/** A URL holds no space: what stands behind one is the status that is expected. */
function parseUrl(text: string): ReadyCondition {
  const [url = '', status, ...more] = text.trim().split(/\s+/)
  if (!URL.canParse(url)) throw errors.badReady(text, 'it is no URL')
  if (more.length > 0 || (status !== undefined && !/^[1-5]\d\d$/.test(status)))
    throw errors.badReady(text, `"${[status, ...more].join(' ')}" is no status, such as 204`)
  const { protocol, hostname, port } = new URL(url)
  return {
    kind: 'http',
    url,
    host: checkLocal(text, hostname),
    port: checkPort(text, port === '' ? (protocol === 'https:' ? '443' : '80') : port),
    status: status === undefined ? null : Number(status),
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
  let pattern: RegExp
  try {
    // A sticky or global pattern would remember where it last matched.
    pattern = new RegExp(source, (flags ?? '').replace(/[gy]/g, ''))
  } catch (error) {
    throw errors.badReady(text, error instanceof Error ? error.message : String(error))
  }
  checkGroups(text, pattern)
  return pattern
}

/** What a named group catches goes to the workload as a variable of that name, in capitals. */
function checkGroups(text: string, { source, flags }: RegExp): void {
  const names = Object.keys(new RegExp(`${source}|`, flags).exec('')?.groups ?? {})
  const variables = names.map((name) => name.toUpperCase())
  names.forEach((name, index) => {
    const variable = variables[index] ?? ''
    if (!/^\w+$/.test(name)) throw errors.badReady(text, `"${name}" cannot be the name of a variable`)
    if (variable === 'PID' || variable === 'RUN')
      throw errors.badReady(text, `a group cannot be called "${name}": FOOTPRINT_GATE_${variable} is ours`)
    if (variables.indexOf(variable) !== index)
      throw errors.badReady(text, `two groups would be FOOTPRINT_GATE_${variable}`)
  })
}
