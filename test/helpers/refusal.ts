import { UserError } from '../../src/model/errors/user-error.ts'

/** The error that a user is shown; any other is a bug, and so is none at all. */
export function refusalOf(act: () => unknown): UserError {
  try {
    act()
  } catch (error) {
    if (error instanceof UserError) return error
    throw error
  }
  throw new Error('nothing was refused')
}

/** {@link refusalOf} what takes its time. */
export async function refusalOfAsync(act: () => Promise<unknown>): Promise<UserError> {
  try {
    await act()
  } catch (error) {
    if (error instanceof UserError) return error
    throw error
  }
  throw new Error('nothing was refused')
}
