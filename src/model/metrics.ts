/** What a figure is counted in. */
export type Unit = 'bytes' | 'count' | 'bytes/s' | 'ms'

interface MetricDefinition {
  readonly unit: Unit
  /** A short name for tables and sentences. */
  readonly label: string
  /** Whether the label is a plural: faults *are* 12, memory *is* 12 MiB. */
  readonly isPlural?: true
  /** The budget that holds when nobody asked for another; `null`: recorded, not gated. */
  readonly defaultBudget: string | null
}

/**
 * Every figure of a measurement. `writable` is Σ (Pss_Dirty + SwapPss + Private_Hugetlb) over the process
 * tree at the steady point, less the dirty page cache of files on disk, and each shared huge page once: the pages
 * that exist because this program runs. Never Σ Private_Dirty, which loses every page that a fork shares
 * copy-on-write. `dirty-cache` is what was taken off: it comes and goes with write-back, whatever the program does.
 */
export const METRICS = {
  writable: { unit: 'bytes', label: 'writable memory', defaultBudget: '+1%, +64KiB' },
  'minor-faults': { unit: 'count', label: 'minor page faults', isPlural: true, defaultBudget: '+2%, +100' },
  'peak-writable': { unit: 'bytes', label: 'peak writable memory', defaultBudget: null },
  growth: { unit: 'bytes/s', label: 'growth rate of writable memory', defaultBudget: null },
  rss: { unit: 'bytes', label: 'resident memory', defaultBudget: null },
  pss: { unit: 'bytes', label: 'proportional memory', defaultBudget: null },
  'dirty-cache': { unit: 'bytes', label: 'dirty page cache', defaultBudget: null },
  'major-faults': { unit: 'count', label: 'major page faults', isPlural: true, defaultBudget: null },
  /** Of the minor faults, those of children that have ended and that a living process has waited for. */
  'ended-faults': {
    unit: 'count',
    label: 'minor page faults of ended processes',
    isPlural: true,
    defaultBudget: null,
  },
  processes: { unit: 'count', label: 'processes', isPlural: true, defaultBudget: null },
  threads: { unit: 'count', label: 'threads', isPlural: true, defaultBudget: null },
  libraries: { unit: 'count', label: 'libraries', isPlural: true, defaultBudget: null },
  'ready-ms': { unit: 'ms', label: 'time to ready', defaultBudget: null },
} as const satisfies Record<string, MetricDefinition>

export type Metric = keyof typeof METRICS

export const METRIC_NAMES = Object.keys(METRICS) as readonly Metric[]

/**
 * No figure is larger: x86-64 and arm64 address physical memory with 52 bits at most, and beyond the others a number
 * cannot be told from the next one.
 */
export const LARGEST_FIGURES: Readonly<Record<Unit, number>> = {
  bytes: 2 ** 52,
  'bytes/s': 2 ** 52,
  count: Number.MAX_SAFE_INTEGER,
  ms: Number.MAX_SAFE_INTEGER,
}

/** Figures by metric; an absent metric was not measured, which is never the same as zero. */
export type Figures = Partial<Record<Metric, number>>

export function isMetric(name: string): name is Metric {
  return Object.hasOwn(METRICS, name)
}

/** What is known of a metric. */
export function definitionOf(metric: Metric): MetricDefinition {
  return METRICS[metric]
}
