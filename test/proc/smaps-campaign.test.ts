import fc from 'fast-check'
import { expect, it } from 'vitest'
import { judge } from './judge-smaps.ts'
import { mutation, smapsText } from './generate-smaps.ts'
import { referenceTotals } from './reference-smaps.ts'

// The long campaign, of a million mutated records and more, is `npx tsx bench/fuzz-smaps.ts`.

it('adds up every well-formed file as the reference does, learned layout or not', () => {
  fc.assert(
    fc.property(smapsText, smapsText, (text, other) => {
      expect(referenceTotals(text)).not.toBeNull()
      judge(text, text)
      judge(text, other)
    }),
    { numRuns: 300 },
  )
})

it('never gives a wrong sum of a mutated file: it is refused, or added up as the reference does', () => {
  const accepted = [0, 0]
  fc.assert(
    fc.property(smapsText, fc.array(mutation, { minLength: 1, maxLength: 3 }), (text, mutations) => {
      const mutated = mutations.reduce((changed, mutate) => mutate(changed), text)
      accepted[judge(mutated, text) ? 1 : 0] = 1
    }),
    { numRuns: 2_000 },
  )
  // The campaign would mean little if all were refused, or none.
  expect(accepted).toEqual([1, 1])
})
