import { type Command, Option } from 'commander'
import {
  defaultOf,
  FLAG_OPTIONS,
  type FlagOption,
  type MeasuringCommand,
  type OptionGroup,
  optionOf,
  type OPTIONS,
} from '../config/options.ts'
import type { NameOfOption, Request } from '../config/request.ts'

/** The flags of a command that measures, by the name of their option. */
export type Flags = {
  readonly [Key in FlagOption]?: (typeof OPTIONS)[Key]['kind'] extends 'list' ? readonly string[] : string
}

const HEADINGS: Readonly<Record<OptionGroup, string>> = {
  program: 'Program:',
  runs: 'Runs:',
  gate: 'Gate:',
  explanation: 'Explanation:',
  output: 'Output:',
  action: '',
}

/** Gives a command its flags, as the table of options has them. */
export function addFlags(command: Command, name: MeasuringCommand): Command {
  for (const key of FLAG_OPTIONS) {
    const { flag, help, group, kind } = optionOf(key)
    if (flag === undefined || flag.commands?.includes(name) === false) continue
    const byDefault = defaultOf(key)
    const option = new Option(
      `--${flag.name ?? key} <${flag.value}>`,
      byDefault === null ? help : `${help} (default: ${byDefault})`,
    ).helpGroup(HEADINGS[group])
    command.addOption(kind === 'list' ? option.argParser(collect) : option)
  }
  return command
}

function collect(value: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), value]
}

/** What was given of the flags. */
export function readFlags(command: Command): Flags {
  return Object.fromEntries(
    FLAG_OPTIONS.flatMap((key) => {
      const value: unknown = command.getOptionValue(attributeOf(optionOf(key).flag?.name ?? key))
      return value === undefined ? [] : [[key, value]]
    }),
  )
}

/** Under which name commander keeps a flag: `max-runs` → `maxRuns`. */
function attributeOf(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
}

/** What a command line asks for, without what it leaves open. */
export function requestOf(words: readonly string[], flags: Flags): Request {
  const asked = Object.entries(flags).filter(
    ([key]) => !['output', 'explanation'].includes(optionOf(key as FlagOption).group),
  )
  return { ...(words.length > 0 && { run: words }), ...Object.fromEntries(asked) }
}

/** How an option is written on the command line. */
export const nameOfFlag: NameOfOption = (key) =>
  key === 'run' ? '-- command' : `--${optionOf(key).flag?.name ?? key}`
