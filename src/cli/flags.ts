import { type Command, Option } from 'commander'
import {
  defaultOf,
  FLAG_OPTIONS,
  type FlaggedCommand,
  type FlagOption,
  isFlagOf,
  type OptionGroup,
  optionOf,
  type OPTIONS,
} from '../config/options.ts'
import type { NameOfOption, Request } from '../config/request.ts'

/** The flags of a command, by the name of their option. */
export type Flags = {
  readonly [Key in FlagOption]?: (typeof OPTIONS)[Key]['kind'] extends 'list' ? readonly string[] : string
}

const HEADINGS: Readonly<Record<OptionGroup, string>> = {
  program: 'Program:',
  runs: 'Runs:',
  gate: 'Gate:',
  remedies: 'Remedies:',
  explanation: 'Explanation:',
  view: 'View:',
  output: 'Output:',
  action: '',
}

/** Gives a command its flags, as the table of options has them. */
export function addFlags(command: Command, name: FlaggedCommand): Command {
  for (const key of FLAG_OPTIONS) {
    if (!isFlagOf(name, key)) continue
    const { help, group, kind } = optionOf(key)
    const byDefault = defaultOf(key)
    const option = new Option(
      termOf(key),
      byDefault === null ? help : `${help} (default: ${byDefault})`,
    ).helpGroup(HEADINGS[group])
    command.addOption(kind === 'list' ? option.argParser(collect) : option)
  }
  return command
}

/** `--ready <condition>`, `--watch [duration]`, `--no-tree`. */
function termOf(key: FlagOption): string {
  const { value, byItself } = optionOf(key).flag ?? { value: null }
  if (value === null) return nameOfFlag(key)
  return byItself === undefined ? `${nameOfFlag(key)} <${value}>` : `${nameOfFlag(key)} [${value}]`
}

function collect(value: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), value]
}

/** What was given of the flags: `true` of one without a value. */
export function readFlags(command: Command): Flags {
  return Object.fromEntries(
    FLAG_OPTIONS.flatMap((key) => {
      const option = command.options.find(({ long }) => long === nameOfFlag(key))
      if (option === undefined) return []
      const value: unknown = command.getOptionValue(option.attributeName())
      // Of `--no-tree` commander keeps whether there is a tree.
      if (option.negate) return value === false ? [[key, 'true']] : []
      if (value === undefined) return []
      return [[key, value === true ? (optionOf(key).flag?.byItself ?? 'true') : value]]
    }),
  )
}

/** Groups of options that say nothing of what is measured. */
const BESIDE: readonly OptionGroup[] = ['remedies', 'explanation', 'view', 'output']

/** What a command line asks for, without what it leaves open. */
export function requestOf(words: readonly string[], flags: Flags): Request {
  const asked = Object.entries(flags).filter(([key]) => !BESIDE.includes(optionOf(key as FlagOption).group))
  return { ...(words.length > 0 && { run: words }), ...Object.fromEntries(asked) }
}

/** How an option is written on the command line. */
export const nameOfFlag = (key: FlagOption | Parameters<NameOfOption>[0]): string =>
  key === 'run' ? '-- command' : `--${optionOf(key).flag?.name ?? key}`
