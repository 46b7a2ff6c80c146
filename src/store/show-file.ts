import * as v from 'valibot'
import { errors } from '../model/errors.ts'
import { UserError } from '../model/errors/user-error.ts'
import { GROUP_KINDS, SHOW_SCHEMA, type StoredInventory } from '../model/inventory.ts'
import { amount, MEMORY, NUMBER } from './file-schema.ts'
import { describe } from './parse.ts'
import { readDocument } from './result-file.ts'

const bytes = amount(MEMORY)

/** What of it is compared; other keys may be there, as later versions may have more. */
const showSchema: v.GenericSchema<unknown, StoredInventory> = v.object({
  schema: v.literal(SHOW_SCHEMA),
  processes: v.array(v.object({ command: v.string(), writable: bytes })),
  unreadable: v.array(amount(NUMBER)),
  total: v.object({ writable: bytes }),
  groups: v.array(v.object({ group: v.string(), kind: v.picklist(GROUP_KINDS), writable: bytes })),
})

/**
 * Reads what `show --json` wrote, perhaps on another machine.
 *
 * @throws UserError that names the file, and the place in it
 */
export async function readInventory(path: string): Promise<StoredInventory> {
  const document = await readDocument(path).catch((error: unknown) => {
    throw error instanceof UserError ? errors.earlierUnusable(error) : error
  })
  const outcome = v.safeParse(showSchema, document, { abortEarly: true })
  if (outcome.success) return outcome.output
  throw errors.earlierForeign(path, outcome.issues.slice(0, 1).map(describe).join(''))
}
