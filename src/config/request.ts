import type { ListOption, PlanOption } from './options.ts'

/** Options that are given as one text. */
export type TextOption = Exclude<PlanOption, 'run' | ListOption>

/**
 * What a person asked for, as text, from flags or from the action's inputs: both have the same names. An
 * absent key leaves the configuration file, and then the default, in force.
 */
export type Request = Readonly<Partial<Record<TextOption, string>>> &
  Readonly<Partial<Record<ListOption, readonly string[]>>> & {
    /** The program's command: a vector from after `--`, or one text from the input `run`. */
    readonly run?: string | readonly string[]
  }

/** How an option is written where the person wrote it: `--runs`, or `runs` as an input. */
export type NameOfOption = (key: PlanOption) => string
