/** How much a markdown report tells. */
export interface Detail {
  /** Of a scenario's name, in characters. */
  readonly nameLength: number
  /** Whether the end of what a program printed that failed. */
  readonly output: boolean
  /** How many rows of the main table. */
  readonly rows: number
  /** Whether metrics that pass are told. */
  readonly passing: boolean
  readonly reasons: number
  /** Of how many failing scenarios it is told where they grew. */
  readonly growth: number
  /** Whether the course of a traced start-up is drawn. */
  readonly timeline: boolean
  /** How many groups of mappings are listed for each. */
  readonly groups: number
  /** Whether scenarios that pass have a folded section, too. */
  readonly passingDetails: boolean
  /** What the folded section of each scenario holds. */
  readonly figures: boolean
  readonly samples: boolean
  readonly mappings: boolean
  readonly runs: boolean
  readonly processes: boolean
  readonly warnings: boolean
}

export const EVERYTHING: Detail = {
  nameLength: 80,
  output: true,
  rows: 200,
  passing: true,
  reasons: 20,
  growth: 10,
  timeline: true,
  groups: 5,
  passingDetails: true,
  figures: true,
  samples: true,
  mappings: true,
  runs: true,
  processes: true,
  warnings: true,
}

/** What is left out, one after the other, the least important first, and how a reader is told. */
export const DEGRADATIONS: readonly { readonly without: string; readonly change: Partial<Detail> }[] = [
  { without: 'the details of what passes', change: { passingDetails: false } },
  { without: 'the processes', change: { processes: false } },
  { without: 'the course of the runs', change: { runs: false } },
  { without: 'the samples', change: { samples: false } },
  { without: 'the course of the start-up', change: { timeline: false } },
  { without: 'metrics that pass', change: { passing: false } },
  { without: 'the full list of mappings', change: { mappings: false } },
  { without: 'the figures that are not gated', change: { figures: false } },
  { without: 'the warnings', change: { warnings: false } },
  { without: 'most of the reasons', change: { reasons: 5 } },
  { without: 'where most of the scenarios grew', change: { growth: 3 } },
  { without: 'the middle of long names', change: { nameLength: 30 } },
  { without: 'most of the rows', change: { rows: 100 } },
  { without: 'most of the rows', change: { rows: 40, growth: 1 } },
  { without: 'most of the rows', change: { rows: 10, reasons: 2 } },
  { without: 'where it grew', change: { rows: 3, growth: 0, reasons: 0 } },
]
