import { errors } from '../model/errors.ts'

/**
 * Reads the names of variables to hand over, one or several in each text. `*` in a name stands for any characters.
 *
 * @param name how the option is called where the person wrote it
 * @throws UserError `bad-value` for what is no name, and for every variable at once
 */
export function parsePassEnv(texts: readonly string[], name: string): readonly string[] {
  return texts.flatMap((text) => {
    const globs = text.split(/[\s,]+/).filter((glob) => glob !== '')
    if (globs.length === 0) throw errors.badValue(name, text, EXPECTED)
    for (const glob of globs) {
      if (glob.includes('=')) throw errors.badValue(name, glob, `${EXPECTED}; its value is that of the step`)
      if (/[?[\]{}!\0]/.test(glob)) throw errors.badValue(name, glob, EXPECTED)
      if (/^\*+$/.test(glob))
        throw errors.badValue(name, glob, `${EXPECTED}: all of them change in every job`)
    }
    return globs
  })
}

const EXPECTED = 'the names of variables, such as DATABASE_URL or AWS_* (* stands for any characters)'
