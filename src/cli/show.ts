import { choicesOf } from '../config/options.ts'
import { oneOf } from '../config/one-of.ts'
import { show } from '../gate/show.ts'
import { createProcFiles } from '../proc/files.ts'
import { renderShowJson } from '../report/exports/show-json.ts'
import { renderShow } from '../report/terminal/show.ts'
import { type Flags, nameOfFlag } from './flags.ts'
import type { Terminal } from './terminal.ts'
import { checkReportFiles, writeReport } from './write-report.ts'

/** Prints where the memory of running processes is. */
export async function runShow(words: readonly string[], flags: Flags, terminal: Terminal): Promise<number> {
  const view = flags.by === undefined ? null : oneOf(choicesOf('by'), flags.by, nameOfFlag('by'))
  await checkReportFiles({ '--json': flags.json }, terminal)
  const subject = show(words, { tree: flags['no-tree'] === undefined }, createProcFiles())
  const inventory = subject.read()
  if (flags.json !== undefined) await writeReport(flags.json, renderShowJson(inventory), terminal)
  if (flags.json !== '-') {
    terminal.print(renderShow(inventory, view, { color: terminal.color.stdout, width: terminal.width }))
  }
  return 0
}
