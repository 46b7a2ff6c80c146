/** A folder of somebody's project, as far as it is looked at to find out how its program starts. */
export interface Project {
  /** Of the folder. */
  readonly name: string
  /** Files, relative to the folder, the nearest first; without what was installed, built, or belongs to tests. */
  readonly paths: readonly string[]
  /** `null` for what is not there, is no text, or is too large to be meant. */
  readonly textOf: (path: string) => string | null
  /** Whether there is anything of that name; relative paths start at the folder. */
  readonly exists: (path: string) => boolean
  /** Whether PATH has a program of that name. */
  readonly isInstalled: (program: string) => boolean
}

/** What a workflow does before the program can start. */
export type BuildStep =
  { readonly run: string } | { readonly uses: string; readonly with: Readonly<Record<string, string>> }

/** How the program may start, with where that is written. */
export interface Guess {
  /** For people: `Procfile, web`. */
  readonly source: string
  /** What reports may call it. */
  readonly name: string
  /** Its words, or the text of a shell where only a shell can read it. */
  readonly run: readonly [string, ...string[]] | string
  readonly env: Readonly<Record<string, string>>
  readonly build: readonly BuildStep[]
  /** A service manager that it expects and will not have: `notify`, `forking`. */
  readonly unitType?: string
}

/** Names that stand in commands as they are; nobody calls a program otherwise. */
export function isPlainName(name: string): boolean {
  return /^[\w@+][\w.@+-]*$/.test(name)
}

/** The first word of the command. */
export function programOf({ run }: Pick<Guess, 'run'>): string {
  return typeof run === 'string' ? (run.trim().split(/\s+/)[0] ?? '') : run[0]
}

/** The last part of a path. */
export function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

/** A table, as TOML and JSON have them; empty of anything else. */
export function tableOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : {}
}
