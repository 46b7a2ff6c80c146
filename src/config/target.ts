import { errors } from '../model/errors.ts'
import type { Target } from './scenario.ts'

const UNIT_SUFFIX = /\.(?:service|scope)$/

/**
 * Reads what is to be measured instead of what `run` launches: `pid-file:path`, `container:name`, `unit:name`.
 *
 * @throws UserError `bad-target`
 */
export function parseTarget(text: string): Target {
  const colon = text.indexOf(':')
  const kind = text.slice(0, colon)
  const name = text.slice(colon + 1).trim()
  if (colon < 1 || name === '') throw errors.badTarget(text, 'it has no kind, or nothing after it')
  if (name.includes('\0')) throw errors.badTarget(text, 'no name can hold a NUL character')
  switch (kind) {
    case 'pid-file':
      return { kind, path: name, text }
    case 'container':
      if (!/^\w[\w.-]*$/.test(name))
        throw errors.badTarget(text, `"${name}" cannot be the name of a container`)
      return { kind, name, text }
    case 'unit':
      if (/[\s/]/.test(name)) throw errors.badTarget(text, `"${name}" cannot be the name of a unit`)
      return { kind, name: UNIT_SUFFIX.test(name) ? name : `${name}.service`, text }
    default:
      throw errors.badTarget(text, `"${kind}" is no kind of target`)
  }
}
