/** What stands between the parts of a name. */
const BETWEEN = String.raw`[\s\-._:;,#=@/~()]`

/** UUIDs; hashes and addresses; numbers that count nothing: of processes, inodes, milliseconds. */
const IDS = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|0x[0-9a-f]+|[0-9a-f]{8,}|\d{5,}/gi

/**
 * Other parts that are others in each run, machine or build. The order matters: what comes later looks at what the
 * earlier ones have left.
 */
const VOLATILE: readonly (readonly [RegExp, string])[] = [
  [/ ?\([pt]id[-_=: ]*\d+\)/gi, ''],
  [/([pt]id)[-_=: ]*\d+/gi, '$1'],
  // Indices, versions, pids of few digits: any number that is a part of its own, but for the name of a processor.
  [new RegExp(`(?<!x86)${BETWEEN}+\\d+(?=${BETWEEN}|\\+|$)`, 'g'), ''],
  [new RegExp(`^\\d+(?=${BETWEEN}|$)`), ''],
  // mktemp (tmp.XXXXXXXXXX), libhugetlbfs.tmp.XXXXXX, tempfile of Python (tmpxxxxxxxx) and Rust (.tmpXXXXXX).
  [new RegExp(`(^|${BETWEEN})tmp[-._]?[a-z0-9_]{6,}(?=${BETWEEN}|$)`, 'gi'), '$1tmp'],
  // multiprocessing of Python: sem.mp-xxxxxxxx, pym-PID-xxxxxxxx; NVIDIA: .glXXXXXX.
  [new RegExp(`(^|${BETWEEN})(mp|pym)-[a-z0-9_]{8}(?=${BETWEEN}|$)`, 'g'), '$1$2'],
  [/(^|\/)\.gl[a-z0-9]{6}$/i, '$1.gl'],
  // What the gaps have left.
  [/[-_.:]+([-.:])/g, '$1'],
  [new RegExp(`${BETWEEN}+$`), ''],
]

/** As mkstemp ends a name. */
const SIX = /[-.]([a-z0-9]{6})$/i
/** Of which one in fifty looks like this, too: `server`, `Server`, `SERVER`, `serve2`. */
const WORD = /^(?:[a-z]+|[A-Z]+|[A-Z][a-z]+)\d*$/

/**
 * The parts of a name that are the same in every run and every build: without process ids, UUIDs, hashes, versions and
 * the random ends of temporary files. Never holds five digits or eight hexadecimal ones in a row.
 *
 * @returns `''` when nothing is left
 */
export function stableName(name: string): string {
  let before
  let stable = name
  do {
    before = stable
    stable = withoutIds(stable).replace(SIX, (end, six: string) => (WORD.test(six) ? end : ''))
    for (const [part, rest] of VOLATILE) stable = stable.replace(part, rest)
  } while (stable !== before)
  // `000123.sst` is one of many.
  return /^[-._]/.test(stable) && !/^[-._]/.test(name) ? `*${stable}` : stable
}

/** As mkstemp and Python's tempfile end a name, or its part before the extension; a pid has its own rule. */
const RANDOM_END = /(?<=[a-z0-9])[-._](?!pid\d+(?:\.|$))(?:[a-z0-9]{6}|[a-z0-9_]{8})(?=\.[a-z]{1,5}$|$)/i

/** The name of a file in a folder of temporary ones, where an end that may be random is taken for it. */
export function withoutRandomEnd(name: string): string {
  return name.replace(RANDOM_END, '')
}

/** {@link stableName} of what a program shares under a name of its own, perhaps with its pid behind it: `ring4711`. */
export function stableSharedName(name: string): string {
  const stable = stableName(name.replace(/\.[a-z0-9]{6}$/i, ''))
  return stable.replace(/(?<![\d_])\d+$/, '')
}

/** What is left of a name without the ids in it. */
export function withoutIds(name: string): string {
  return name.replace(IDS, '')
}
