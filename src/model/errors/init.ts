import { UserError } from './user-error.ts'
import { causeInWords } from './words.ts'

/** What keeps a first configuration from being made. */
export const initErrors = {
  nothingGuessed: (folder: string, lookedFor: string) =>
    new UserError(
      'nothing-guessed',
      `nothing in ${folder} says how the program starts`,
      `Say it: footprint-gate init -- COMMAND. Looked for: ${lookedFor}.`,
    ),
  alreadyThere: (paths: readonly string[]) =>
    new UserError(
      'already-there',
      `there is ${paths.join(' and ')} already`,
      'Nothing was written. Edit what is there, or replace it: footprint-gate init --force.',
    ),
  notBuilt: (program: string, source: string, build: readonly string[]) =>
    new UserError(
      'not-built',
      `${program} is not there (the command is from ${source})`,
      build.length === 0
        ? 'Build or install it first, or say how the program starts: footprint-gate init -- COMMAND.'
        : `Build it first, and call init again: ${build.join(' && ')}`,
    ),
  guessFailed: (source: string, command: string, build: readonly string[], cause: UserError) =>
    new UserError(
      cause.code,
      `${cause.message} (the command is from ${source}: ${command})`,
      [
        cause.hint,
        ...(build.length === 0 ? [] : [`Is it built? ${build.join(' && ')}`]),
        'To try another command: footprint-gate init -- COMMAND',
      ].join('\n'),
      { exitCode: cause.exitCode, detail: cause.detail ?? undefined, cause },
    ),
  starterUnwritable: (path: string, cause: NodeJS.ErrnoException) =>
    new UserError(
      'starter-unwritable',
      `cannot write ${path}: ${causeInWords(cause)}`,
      'Make the folder writable for this user, and call init again.',
      { cause },
    ),
} as const
