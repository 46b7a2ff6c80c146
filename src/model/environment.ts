interface FactDefinition {
  /** How people call it. */
  readonly label: string
  readonly kind: 'text' | 'count' | 'bytes'
  /** The only values that it can have. */
  readonly values?: readonly string[]
}

/**
 * What of a machine moves memory figures. Two measurements are comparable only where all of these agree;
 * each was seen to move figures (THP `always` instead of `madvise`: 40 % fewer faults). The order is that of
 * the baseline file and of reports.
 */
export const ENVIRONMENT_FACTS = {
  architecture: { label: 'architecture', kind: 'text' },
  /** major.minor: the kernel's own bookkeeping changes with these. */
  kernel: { label: 'kernel', kind: 'text' },
  pageSize: { label: 'page size', kind: 'bytes' },
  /** CPUs this process may use: allocator arenas and thread pools follow it. */
  cpus: { label: 'CPUs', kind: 'count' },
  /** `always`, `madvise`, `never`, or `unknown`. */
  transparentHugePages: { label: 'transparent huge pages', kind: 'text' },
  /** `glibc 2.36`, `musl`. */
  libc: { label: 'C library', kind: 'text' },
  /** Address-space randomisation off, or on where the kernel refuses to switch it off. */
  launcher: { label: 'launcher', kind: 'text', values: ['fixed-addresses', 'randomised'] },
} as const satisfies Record<string, FactDefinition>

/**
 * What may move figures by a page or two, or those of a few programs alone. It is recorded, and said beside a figure
 * that has moved; nothing is inconclusive for it.
 */
export const NAMED_FACTS = {
  /** The soft limit, which some programs size their tables by; `null` where it is not known. */
  openFiles: { label: 'limit of open files' },
  /** Bytes of its path, which lies on the stack: two directories of one length measure the same. */
  directoryLength: { label: 'length of the working directory' },
} as const

export type NamedFact = keyof typeof NAMED_FACTS

export const NAMED_FACT_NAMES = Object.keys(NAMED_FACTS) as readonly NamedFact[]

export type NamedFacts = Readonly<Record<NamedFact, number | null>>

/** One named fact in which two measurements differ; of what is not known nothing is said. */
export interface NamedDifference {
  readonly fact: NamedFact
  readonly before: number
  readonly after: number
}

export function namedDifferences(before: NamedFacts, after: NamedFacts): readonly NamedDifference[] {
  return NAMED_FACT_NAMES.flatMap((fact) => {
    const [was, is] = [before[fact], after[fact]]
    return was === null || is === null || was === is ? [] : [{ fact, before: was, after: is }]
  })
}

export type EnvironmentFact = keyof typeof ENVIRONMENT_FACTS

export const FACT_NAMES = Object.keys(ENVIRONMENT_FACTS) as readonly EnvironmentFact[]

type ValueOf<Definition extends FactDefinition> = Definition extends {
  readonly values: readonly (infer Value)[]
}
  ? Value
  : Definition['kind'] extends 'text'
    ? string
    : number

/** The facts of one machine. */
export type Environment = { readonly [Fact in EnvironmentFact]: ValueOf<(typeof ENVIRONMENT_FACTS)[Fact]> }

/** One fact in which two machines differ. */
export interface EnvironmentDifference {
  readonly fact: EnvironmentFact
  readonly before: string | number
  readonly after: string | number
}

/** What is not the same; empty when figures are comparable. */
export function environmentDifferences(
  before: Environment,
  after: Environment,
): readonly EnvironmentDifference[] {
  return FACT_NAMES.filter((fact) => before[fact] !== after[fact]).map((fact) => ({
    fact,
    before: before[fact],
    after: after[fact],
  }))
}

/** Equal for two environments exactly when every fact of them agrees; sorts and compares. */
export function environmentKey(environment: Environment): string {
  return JSON.stringify(FACT_NAMES.map((fact) => environment[fact]))
}
