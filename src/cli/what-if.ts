import { loadPlan } from '../config/plan.ts'
import { chooseRemedies } from '../config/remedies.ts'
import { whatIf } from '../gate/what-if.ts'
import { renderWhatIfJson } from '../report/exports/what-if.ts'
import { renderWhatIf } from '../report/terminal/what-if.ts'
import { gateWorld } from './gate-world.ts'
import { type Flags, nameOfFlag, requestOf } from './flags.ts'
import type { Terminal } from './terminal.ts'
import { checkReportFiles, writeReport } from './write-report.ts'

/**
 * Tries what may give memory back.
 *
 * @returns 3 when nothing was seen of a remedy, because no run with it or without is evidence, else 0
 */
export async function runWhatIf(words: readonly string[], flags: Flags, terminal: Terminal): Promise<number> {
  const choose = chooseRemedies({
    names: flags.try ?? [],
    variables: flags['try-env'] ?? [],
    lazyModules: flags.lazy ?? [],
  })
  const plan = await loadPlan(requestOf(words, flags), terminal.cwd, nameOfFlag)
  await checkReportFiles({ '--json': flags.json }, terminal)
  const { world, done } = gateWorld(terminal)
  const { environment, results } = await whatIf(plan, choose, world).finally(done)
  if (flags.json !== undefined) {
    await writeReport(flags.json, renderWhatIfJson(results, environment), terminal)
  }
  if (flags.json !== '-') {
    const look = { color: terminal.color.stdout, width: terminal.width }
    terminal.print(results.map((result) => renderWhatIf(result, look)).join('\n'))
  }
  return results.every(({ tried }) => tried.some(({ effect, failure }) => effect ?? failure)) ? 0 : 3
}
