/**
 * What 100,000 stacks of 100 frames take of our memory, as perf prints them: their innermost frames are others in each, so
 * many that few are shared.
 *
 *   npx tsx bench/deep-stacks.ts [INNERMOST FRAMES THAT DIFFER: 30]
 */
import { createStackReader } from '../src/trace/parse-stacks.ts'

const STACKS = 100_000
const DEPTH = 100
const differing = Number(process.argv[2] ?? 30)

let seen = 0
const reader = createStackReader(
  'frame-pointers',
  () => true,
  () => {
    seen += 1
  },
)
for (let stack = 0; stack < STACKS; stack += 1) {
  reader.take(`  7/7  10.${String(stack).padStart(9, '0')}: page-faults: `)
  for (let depth = 0; depth < DEPTH; depth += 1) {
    const place = depth < differing ? (stack * 31 + depth * 7) % 20_000 : depth + 20_000
    reader.take(
      `\t${(0x55d000000000 + place * 64).toString(16)} function_${place} (/usr/lib/libsomething.so.1)`,
    )
  }
  reader.take('')
}
const { nodes, frames } = reader.finish()
const mostMiB = Math.round(process.resourceUsage().maxRSS / 1024)
console.log(`${seen} stacks, ${nodes.length} calls of ${frames.length} functions: ${mostMiB} MiB at most`)
