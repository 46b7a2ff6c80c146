import { relative } from 'node:path'
import { FLAG_OPTIONS, type FlagOption, optionOf } from '../config/options.ts'
import type { Request } from '../config/request.ts'
import { shellWord } from './phrases/words.ts'

/** A call of footprint-gate, but for its verb: what is measured and how, to be pasted at the top of the repository. */
export interface CommandLine {
  /** From the top of the repository. */
  readonly directory: string
  /** Flags and their values, in turn. */
  readonly flags: readonly string[]
  /** Flags of `check` alone. */
  readonly checkFlags?: readonly string[]
  /** The program: its words, or a text that is a shell's already; `null` when a configuration file says it. */
  readonly program: string | readonly string[] | null
}

/**
 * The call that measures what a step measured.
 *
 * @param baseline the path of the baseline from the top of the repository
 */
export function commandLineOf(request: Request, baseline: string): CommandLine {
  const directory = request['working-directory'] ?? '.'
  const config = request['config-file']
  return {
    directory,
    flags: [
      ...(config === undefined ? [] : ['--config', relative(directory, config)]),
      ...(request.scenario ?? []).flatMap((name) => ['--scenario', name]),
      ...FLAG_OPTIONS.filter((key) => optionOf(key).identifies === true).flatMap((key) =>
        [request[key as FlagOption & keyof Request] ?? []].flat().flatMap((value) => [`--${key}`, value]),
      ),
      ...(request.baseline === undefined && directory === '.'
        ? []
        : ['--baseline', relative(directory, baseline)]),
    ],
    checkFlags: (['compare-with', 'build'] as const).flatMap((key) => {
      const { [key]: value } = request
      return value === undefined ? [] : [`--${key}`, value]
    }),
    program: request.run ?? null,
  }
}

/** As text to paste into a shell. */
export function renderCommand(
  verb: 'check' | 'record' | 'explain',
  { directory, flags, checkFlags = [], program }: CommandLine,
): string {
  return [
    ...(directory === '.' ? [] : [`cd ${shellWord(directory)} &&`]),
    `npx footprint-gate ${verb}`,
    ...(verb === 'check' ? [...flags, ...checkFlags] : flags).map(shellWord),
    ...(program === null
      ? []
      : ['--', typeof program === 'string' ? program : program.map(shellWord).join(' ')]),
  ].join(' ')
}
