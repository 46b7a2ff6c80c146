import { relative } from 'node:path'
import { loadPlan } from '../config/plan.ts'
import { check } from '../gate/check.ts'
import { originOf } from '../gate/origin.ts'
import { readCommit } from '../store/git.ts'
import type { ReportContext } from '../report/context.ts'
import { renderJson } from '../report/exports/json.ts'
import { renderMarkdown } from '../report/markdown/render.ts'
import { commandLineOf } from '../report/command-line.ts'
import { renderTerminal } from '../report/terminal/render.ts'
import { VERSION } from '../model/version.ts'
import { gateWorld } from './gate-world.ts'
import { type Flags, nameOfFlag, requestOf } from './flags.ts'
import type { Terminal } from './terminal.ts'
import { checkReportFiles, writeReport } from './write-report.ts'

/** The local dry run: measures, compares and prints, and leaves everything else as it was. */
export async function runCheck(words: readonly string[], flags: Flags, terminal: Terminal): Promise<number> {
  const request = requestOf(words, flags)
  const plan = await loadPlan(request, terminal.cwd, nameOfFlag)
  await checkReportFiles({ '--json': flags.json, '--markdown': flags.markdown }, terminal)
  const { world, done } = gateWorld(terminal)
  const { result, exitCode } = await check(plan, world).finally(done)
  const baseline = relative(terminal.cwd, plan.baselinePath)
  const commit = await readCommit(terminal.env)
  const context: ReportContext = {
    version: VERSION,
    baseline,
    place: 'machine',
    command: commandLineOf(request, baseline),
    runUrl: null,
    commit,
  }
  const reports = [
    { file: flags.json, text: () => renderJson(result, originOf(commit)) },
    { file: flags.markdown, text: () => renderMarkdown(result, context) },
  ]
  for (const { file, text } of reports) if (file !== undefined) await writeReport(file, text(), terminal)
  if (!reports.some(({ file }) => file === '-')) {
    terminal.print(renderTerminal(result, context, { color: terminal.color.stdout, width: terminal.width }))
  }
  return exitCode
}
