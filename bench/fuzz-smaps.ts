/**
 * The long campaign on the smaps parser: `npx tsx bench/fuzz-smaps.ts [COUNT] [SEED]`. Each mutated text is one
 * of a well-formed file with one to three mutations, judged by test/proc/judge-smaps.ts; it stops at the first
 * that breaks the law.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import fc from 'fast-check'
import { mutation, smapsText } from '../test/proc/generate-smaps.ts'
import { judge } from '../test/proc/judge-smaps.ts'

const count = Number(process.argv[2] ?? 1_000_000)
const seed = Number(process.argv[3] ?? Date.now() % 2 ** 31)
const PER_FILE = 50

// Most mutated texts are refused by an error, of which nobody reads the stack.
Error.stackTraceLimit = 0

let mutated = 0
let unchanged = 0
let accepted = 0
let slowestMs = 0
const startedAt = performance.now()
// Mutations that change nothing do not count, so it goes on until there are enough that do.
for (let batch = 0; mutated < count; batch += 1) {
  fc.assert(
    fc.property(
      smapsText,
      fc.array(fc.array(mutation, { minLength: 1, maxLength: 3 }), {
        minLength: PER_FILE,
        maxLength: PER_FILE,
      }),
      (text, rounds) => {
        for (const mutations of rounds) {
          const changed = mutations.reduce((before, mutate) => mutate(before), text)
          if (changed === text) {
            unchanged += 1
            continue
          }
          const judgedAt = performance.now()
          if (judge(changed, text)) accepted += 1
          slowestMs = Math.max(slowestMs, performance.now() - judgedAt)
          mutated += 1
          if (mutated % 100_000 === 0) console.error(`${mutated} mutated records judged`)
        }
      },
    ),
    { numRuns: 200, seed: seed + batch, endOnFailure: true },
  )
}
const result = {
  seed,
  mutated,
  unchanged,
  accepted,
  refused: mutated - accepted,
  wrong: 0,
  slowestMs,
  seconds: Math.round((performance.now() - startedAt) / 1000),
}
mkdirSync(new URL('out/', import.meta.url), { recursive: true })
writeFileSync(new URL('out/fuzz-smaps.json', import.meta.url), `${JSON.stringify(result, null, 2)}\n`)
console.table(result)
