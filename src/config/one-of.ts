import { errors } from '../model/errors.ts'

/**
 * The choice that a text is.
 *
 * @param name how it is called where the person wrote it
 * @throws UserError `bad-value` with the valid choices
 */
export function oneOf<Value extends string>(choices: readonly Value[], text: string, name: string): Value {
  const found = choices.find((choice) => choice === text)
  if (found === undefined) throw errors.badValue(name, text, `one of: ${choices.join(', ')}`)
  return found
}
