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
