import { resolve } from 'node:path'
import { loadPlan } from '../config/plan.ts'
import { explain } from '../gate/explain.ts'
import { compareAttributions } from '../ledger/compare-attributions.ts'
import { errors } from '../model/errors.ts'
import { formatJson } from '../model/format-json.ts'
import { readExplanation } from '../store/explanation-file.ts'
import { isTraceWish, TRACE_WISHES, type TraceWish } from '../trace/wishes.ts'
import { gateWorld } from './gate-world.ts'
import { type Flags, nameOfFlag, requestOf } from './flags.ts'
import type { Terminal } from './terminal.ts'
import { checkReportFiles, writeReport } from './write-report.ts'

/**
 * Traces one run, and says where its memory came from.
 *
 * @returns 0: a trace judges nothing
 */
export async function runExplain(words: readonly string[], flags: Flags, terminal: Terminal): Promise<number> {
  const plan = await loadPlan(requestOf(words, flags), terminal.cwd, nameOfFlag)
  const wishes = parseWishes(flags.trace ?? 'auto')
  const { json, markdown, speedscope, folded } = flags
  await checkReportFiles(
    { '--json': json, '--markdown': markdown, '--speedscope': speedscope, '--folded': folded },
    terminal,
  )
  const before = flags.against === undefined ? null : await readExplanation(resolve(terminal.cwd, flags.against))
  const { world, done } = gateWorld(terminal)
  const explanation = await explain(plan, world, wishes).finally(done)
  return 0
}

function parseWishes(written: string): ReadonlySet<TraceWish> {
  if (written === 'auto') return new Set(TRACE_WISHES)
  if (written === 'none') return new Set()
  const words = written.split(',').map((word) => word.trim())
  const wishes = words.filter(isTraceWish)
  if (wishes.length < words.length) {
    throw errors.badValue('--trace', written, `auto, none, or some of ${TRACE_WISHES.join(', ')} with commas between them`)
  }
  return new Set(wishes)
}
