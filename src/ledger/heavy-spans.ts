import type { AttributedSpan, Attribution, AttributionDifference } from '../model/attribution.ts'
import type { HeavySpan, HeavySpans } from '../model/explanation.ts'
import type { SpanKind } from '../model/trace-record.ts'
import { nameSpans } from './span-keys.ts'

interface Node {
  readonly kind: SpanKind
  readonly name: string
  /** The name in full. */
  readonly path: string
  readonly parent: number
  base: number
  head: number
  inside: number
  readBytes: number | null
}

/** Files too small to be rows. */
interface SmallFiles {
  base: number
  head: number
  readBytes: number | null
  readonly paths: string[]
}

/** A row is a twentieth of the whole, at least: fewer say the same in fewer words. */
const SHARE = 0.05
/** Two runs of one program differ by two pages an import. */
const LEAST_CHANGE = 3 * 4096

/** What a comment shows: at most six rows with the one for the others. */
const MOST_ROWS = 5

/** Who made most of the figure, or of its change, as answers and comments say it. */
export function findHeaviestSpans(
  attribution: Attribution,
  difference: AttributionDifference | null,
): HeavySpans {
  return findHeavySpans(attribution, difference, { most: MOST_ROWS })
}

/**
 * Who made most of the figure, or of its change: each page in one row. Spans are rows where they, with what is inside
 * them and is no row itself, are a twentieth of the whole ("hierarchical heavy hitters", Cormode et al., VLDB 2003).
 * So a package of a hundred small modules is one row, and the main module that everything is inside of is none. The
 * same span in several processes is one.
 *
 * @param share of the whole that a row is at least
 * @param most rows: beyond these, the smallest are told as a part of what is around them
 */
export function findHeavySpans(
  { spans, total }: Attribution,
  difference: AttributionDifference | null,
  { share = SHARE, most = Infinity }: { readonly share?: number; readonly most?: number } = {},
): HeavySpans {
  const nodes = difference === null ? buildTree(spans) : buildChangeTree(spans, difference)
  const size: Size = ({ base, head }) => (difference === null ? head : head - base)
  const whole = difference === null ? total.writable : difference.total.delta
  let least = Math.max(Math.abs(whole) * share, difference === null ? 1 : LEAST_CHANGE)
  for (;;) {
    const found = gatherRows(nodes, size, least)
    const smallest = found.rows.at(-1)
    if (smallest === undefined || found.rows.length <= most) return found
    least = Math.abs(smallest.bytes) + 1
  }
}

type Size = (figures: { readonly base: number; readonly head: number }) => number

/** Rows of `least` bytes and more, largest first. */
function gatherRows(tree: readonly Node[], size: Size, least: number): HeavySpans {
  const nodes = tree.map((node) => ({ ...node }))
  const rows: HeavySpan[] = []
  const others = { bytes: 0, base: 0, head: 0 }
  // A file is never told as a part of the import around it: it is data. Small ones go together, by where they are read.
  const small = new Map<number, SmallFiles>()
  const tellFiles = (place: number, parent: number | null) => {
    const files = small.get(place)
    if (files === undefined) return
    const { base, head, readBytes, paths } = files
    const bytes = size(files)
    if (Math.abs(bytes) >= least) {
      rows.push({
        kind: 'files',
        name: commonFolder(paths),
        bytes,
        base,
        head,
        inside: paths.length,
        readBytes,
      })
    } else if (parent === null) addTo(others, bytes, files)
    else addFiles(small, parent, files)
  }
  for (let place = nodes.length - 1; place >= 0; place -= 1) {
    const node = nodes[place]
    if (node === undefined) continue
    const { kind, name, path, base, head, inside, readBytes } = node
    tellFiles(place, node.parent)
    const bytes = size(node)
    const parent = nodes[node.parent]
    if (Math.abs(bytes) >= least) rows.push({ kind, name, bytes, base, head, inside, readBytes })
    else if (kind === 'file') addFiles(small, node.parent, { base, head, readBytes, paths: [path] })
    // What is small in the program at large is no part of what the program does by itself.
    else if (parent === undefined || parent.kind === 'rest') addTo(others, bytes, node)
    else {
      parent.base += base
      parent.head += head
      parent.inside += inside + (bytes === 0 ? 0 : 1)
    }
  }
  tellFiles(-1, null)
  rows.sort((a, b) => Math.abs(b.bytes) - Math.abs(a.bytes))
  return { rows, others }
}

function addTo(
  others: { bytes: number; base: number; head: number },
  bytes: number,
  from: SmallFiles | Node,
): void {
  others.bytes += bytes
  others.base += from.base
  others.head += from.head
}

function addFiles(small: Map<number, SmallFiles>, place: number, added: SmallFiles): void {
  if (added.base === 0 && added.head === 0) return
  const files = small.get(place) ?? { base: 0, head: 0, readBytes: null, paths: [] }
  files.base += added.base
  files.head += added.head
  if (added.readBytes !== null) files.readBytes = (files.readBytes ?? 0) + added.readBytes
  files.paths.push(...added.paths)
  small.set(place, files)
}

/** The folder that all of the files are in, without a slash at its end; empty where they have none in common. */
function commonFolder(paths: readonly string[]): string {
  const [first = [], ...others] = paths.map((path) => path.split('/').slice(0, -1))
  const end = first.findIndex((part, depth) => others.some((other) => other[depth] !== part))
  return (end === -1 ? first : first.slice(0, end)).join('/')
}

/** The spans by the names of those around them, whatever the process; parents before children. */
function buildTree(spans: readonly AttributedSpan[], nameOf = nameSpans(spans)): Node[] {
  const nodes: Node[] = []
  const places = new Map<string, number>()
  const placeOf = new Map<number, number>()
  for (const span of spans) {
    const parent = span.parent === null ? -1 : (placeOf.get(span.parent) ?? -1)
    const [kind, name] = [span.kind, nameOf(span)]
    const key = `${parent} ${kind} ${name}`
    const place =
      places.get(key) ??
      nodes.push({ kind, name, path: span.name, parent, base: 0, head: 0, inside: 0, readBytes: null }) - 1
    places.set(key, place)
    placeOf.set(span.id, place)
    const node = nodes[place]
    if (node === undefined) continue
    node.head += span.self
    if (span.readBytes !== undefined) node.readBytes = (node.readBytes ?? 0) + span.readBytes
  }
  return nodes
}

/**
 * The head's tree with the changes of all names in it, each where the head has most of it: the first to import a module
 * may be another one than in the base. What is gone stands by itself.
 */
function buildChangeTree(
  spans: readonly AttributedSpan[],
  { spans: changes }: AttributionDifference,
): Node[] {
  const names = new Set(changes.map(({ kind, name }) => `${kind} ${name}`))
  const short = nameSpans(spans)
  // As the difference names it: where the base made a short name ambiguous, it has the long one.
  const nodes = buildTree(spans, (span) => (names.has(`${span.kind} ${span.name}`) ? span.name : short(span)))
  const largest = new Map<string, Node>()
  for (const node of nodes) {
    const key = `${node.kind} ${node.name}`
    if (node.head > (largest.get(key)?.head ?? -1)) largest.set(key, node)
  }
  for (const node of nodes) node.head = 0
  // What is the same is in no row, nor in the figures of one.
  for (const { kind, name, base, head, readBytes, state } of changes) {
    if (state === 'same') continue
    const node = largest.get(`${kind} ${name}`)
    if (node === undefined)
      nodes.push({ kind, name, path: name, parent: -1, base, head, inside: 0, readBytes })
    else Object.assign(node, { base, head, readBytes })
  }
  return nodes
}
