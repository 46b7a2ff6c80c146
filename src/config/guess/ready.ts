import { stripVTControlCharacters } from 'node:util'

/** What was seen of a program that was launched once. */
interface Seen {
  readonly ports: readonly number[]
  readonly paths: readonly string[]
  readonly lines: readonly string[]
}

/** The kernel gives ports from here on to those who ask for any: the next run has another one. */
const FIRST_EPHEMERAL_PORT = 32_768
/** All of them must be there; beyond a few, they are no better evidence. */
const MOST_CONDITIONS = 3

/**
 * When the program has started, by what it was seen to do: the ports that it listens on, else its sockets, else the
 * last line that it printed. Empty when it did none of that.
 *
 * @param command a port that stands in it is no accident
 */
export function guessReady({ ports, paths, lines }: Seen, command: readonly string[]): readonly string[] {
  const numbers = command.flatMap((word) => word.match(/\d+/g) ?? []).map(Number)
  const meant = ports.filter((port) => numbers.includes(port))
  const fixed = ports.filter((port) => port < FIRST_EPHEMERAL_PORT)
  const chosen = meant.length > 0 ? meant : fixed
  if (chosen.length > 0) return chosen.slice(0, MOST_CONDITIONS).map((port) => `tcp:${port}`)
  const named = paths.filter((path) => !/\d{3,}|[0-9a-f]{8,}/.test(path))
  if (named.length > 0) return named.slice(0, 1).map((path) => `unix:${path}`)
  const pattern = patternOfLastLine(lines)
  return pattern === null ? [] : [`log:/${pattern}/`]
}

/** Of a shorter part many a line could do. */
const SHORTEST_PART = 6

/**
 * The longest part of the last line that holds no figure, no path and no time, as a pattern; `null` when another line
 * holds it too, as that would be too early.
 */
function patternOfLastLine(printed: readonly string[]): string | null {
  const lines = printed.map((line) => stripVTControlCharacters(line).trim()).filter((line) => line !== '')
  const parts = (lines.at(-1) ?? '')
    .split(/\S*[\d/\\]\S*|[\p{Cc}[\](){}<>"'`]/u)
    .map((part) => part.replace(/^[\s:;,.=|-]+|[\s:;,.=|-]+$/g, ''))
    .filter((part) => part.length >= SHORTEST_PART && /\p{L}{3}/u.test(part))
    .toSorted((a, b) => b.length - a.length)
  const [part] = parts
  if (part === undefined || lines.slice(0, -1).some((line) => line.includes(part))) return null
  return part.replace(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`)
}
