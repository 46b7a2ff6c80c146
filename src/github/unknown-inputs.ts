import { errors } from '../model/errors.ts'
import { plural } from '../report/phrases/words.ts'
import { editDistance } from './edit-distance.ts'

const PREFIX = 'INPUT_'
const SHOWN = 5

/**
 * Looks for inputs that action.yml does not have. Of these the runner only warns, and a budget whose name has
 * a slip of the pen would not be in force, so a name that is nearly one of `settable` is refused. The rest is
 * a warning: the runner cannot tell an input from a variable `INPUT_FILE` of the job, nor can we, and on Gitea
 * and Forgejo the steps of a composite action see the inputs of that action, too.
 *
 * @throws UserError for a name that is nearly a valid one.
 */
export function checkUnknownInputs(
  env: Readonly<Record<string, string | undefined>>,
  { names, settable }: { readonly names: readonly string[]; readonly settable: readonly string[] },
): string | null {
  const valid = new Set(names.map((name) => PREFIX + name.toUpperCase()))
  const unknown = Object.keys(env)
    .filter((variable) => variable.startsWith(PREFIX) && !valid.has(variable))
    .map((variable) => variable.slice(PREFIX.length).toLowerCase())
    .sort()
  const slip = unknown.find((name) => settable.some((candidate) => isSlipOf(name, candidate)))
  if (slip !== undefined) throw errors.unknownInput(slip, settable)
  if (unknown.length === 0) return null
  const shown = unknown.slice(0, SHOWN).map((name) => JSON.stringify(name))
  const more = unknown.length - shown.length
  const list = [...shown, ...(more > 0 ? [`and ${plural(more, 'more name')}`] : [])].join(', ')
  return (
    `footprint-gate has no such input, and ignores it: ${list}. If it comes from "with:", see action.yml for ` +
    'the valid names; a variable INPUT_* of the job looks the same, and does no harm.'
  )
}

/** Two slips at most; one in a name of four letters, as half of another word is another word. */
function isSlipOf(name: string, valid: string): boolean {
  return editDistance(name, valid) <= (valid.length < 5 ? 1 : 2)
}
