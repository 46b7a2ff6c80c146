import { UserError } from '../model/errors/user-error.ts'

/** What a user could fix becomes a value, where it says something of what was tried and is no reason to stop. */
export async function attempt<Outcome>(work: () => Promise<Outcome>): Promise<Outcome | UserError> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof UserError) return error
    throw error
  }
}
