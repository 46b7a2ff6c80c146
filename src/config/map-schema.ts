import * as v from 'valibot'

/**
 * A map of names to values. Not `v.record`, which silently drops keys such as `constructor`: a variable, a
 * metric or a library may be called anything, and nothing that somebody wrote is dropped.
 *
 * @param complaint of what is no map
 * @param problemOf what is wrong with an entry, in words; `null` when it is fine
 */
export function mapOf<Value>(
  complaint: string,
  problemOf: (name: string, value: unknown) => string | null,
): v.GenericSchema<unknown, Readonly<Record<string, Value>>> {
  return v.pipe(
    v.custom<Record<string, Value>>(
      (given) => typeof given === 'object' && given !== null && !Array.isArray(given),
      complaint,
    ),
    v.rawCheck(({ dataset, addIssue }) => {
      if (!dataset.typed) return
      const input = dataset.value
      for (const [key, value] of Object.entries(input)) {
        const message = problemOf(key, value)
        if (message !== null)
          addIssue({ message, path: [{ type: 'object', origin: 'value', input, key, value }] })
      }
    }),
  )
}
