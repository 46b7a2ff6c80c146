import { relative } from 'node:path'
import type { Request } from '../config/request.ts'

/** Keys that say what is measured and how; the others do not matter to a recording. */
const FLAGS = ['name', 'ready', 'until', 'workload', 'soak', 'runs', 'max-runs'] as const

/**
 * The command that records the baseline of what the step measured, ready to paste into a shell at the top of
 * the repository.
 *
 * @param baseline the path of the baseline from there.
 */
export function recordCommand(request: Request, baseline: string): string {
  const directory = request['working-directory'] ?? '.'
  const config = request['config-file']
  const flags = [
    ...(config === undefined ? [] : ['--config', relative(directory, config)]),
    ...(request.scenario ?? []).flatMap((name) => ['--scenario', name]),
    ...FLAGS.flatMap((name) => {
      const value = request[name]
      return value === undefined ? [] : [`--${name}`, value]
    }),
    ...(request.baseline === undefined && directory === '.'
      ? []
      : ['--baseline', relative(directory, baseline)]),
  ]
  return [
    ...(directory === '.' ? [] : [`cd ${quote(directory)} &&`]),
    'npx footprint-gate record',
    ...flags.map(quote),
    ...commandOf(request.run),
  ].join(' ')
}

/** The input `run` is split as a shell would split it: it is a shell's text already. */
function commandOf(run: Request['run']): readonly string[] {
  if (run === undefined) return []
  return ['--', typeof run === 'string' ? run : run.map(quote).join(' ')]
}

/** Only what needs quotes gets them: `tcp:8080` reads better than `tcp\:8080`. */
function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
}
