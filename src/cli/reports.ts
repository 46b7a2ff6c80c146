import type { Origin } from '../model/stored-result.ts'
import type { ReportContext } from '../report/context.ts'
import { renderJson } from '../report/exports/json.ts'
import { renderMarkdown } from '../report/markdown/render.ts'
import { describePage } from '../report/page/describe.ts'
import { renderPage } from '../report/page/render.ts'
import { renderTerminal } from '../report/terminal/render.ts'
import { readPageShell } from '../store/page-shell.ts'
import type { GateResult } from '../verdict/result.ts'
import { readExports } from './exports.ts'
import type { Flags } from './flags.ts'
import type { Terminal } from './terminal.ts'
import { checkReportFiles, writeReport } from './write-report.ts'

/** Says a result: in the files that were asked for, and at the terminal unless one of them is stdout. */
export type TellResult = (result: GateResult, context: ReportContext, origin: Origin) => Promise<void>

/**
 * Finds before anything is measured what would keep the reports from being written.
 *
 * @throws UserError when one could not be
 */
export async function prepareReports(flags: Flags, terminal: Terminal): Promise<TellResult> {
  const exports = readExports(flags)
  await checkReportFiles(
    { '--json': flags.json, '--markdown': flags.markdown, '--html': flags.html, ...exports.files },
    terminal,
  )
  const shell = flags.html === undefined ? '' : await readPageShell()
  return async (result, context, origin) => {
    const reports = [
      { file: flags.json, text: () => renderJson(result, origin) },
      { file: flags.markdown, text: () => renderMarkdown(result, context) },
      { file: flags.html, text: () => renderPage(describePage(result, context), shell) },
      ...exports.reportsOf(result),
    ]
    for (const { file, text } of reports) if (file !== undefined) await writeReport(file, text(), terminal)
    if (reports.some(({ file }) => file === '-')) return
    terminal.print(renderTerminal(result, context, { color: terminal.color.stdout, width: terminal.width }))
  }
}
