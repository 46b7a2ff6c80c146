import { relative, resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import { loadPlan } from '../config/plan.ts'
import { oneOf } from '../config/one-of.ts'
import { choicesOf, OPTIONS } from '../config/options.ts'
import { explain } from '../gate/explain.ts'
import { compareAttributions } from '../ledger/compare-attributions.ts'
import type { Request } from '../config/request.ts'
import type { Attribution } from '../model/attribution.ts'
import { errors } from '../model/errors.ts'
import { VERSION } from '../model/version.ts'
import type { World } from '../model/world.ts'
import { commandLineOf } from '../report/command-line.ts'
import { renderAttributionJson } from '../report/exports/attribution.ts'
import { renderFolded } from '../report/exports/folded.ts'
import { renderPprof } from '../report/exports/pprof.ts'
import { renderSpeedscope } from '../report/exports/speedscope.ts'
import { renderExplanation } from '../report/markdown/explanation.ts'
import { describeExplanation } from '../report/page/describe-explanation.ts'
import { renderPage } from '../report/page/render.ts'
import { renderTraceDoubts } from '../report/terminal/trace-doubts.ts'
import { renderExplanation as renderTerminalExplanation, renderLeak } from '../report/terminal/explanation.ts'
import { readExplanation } from '../store/explanation-file.ts'
import { writeReportFile } from '../store/report-file.ts'
import { readCommit } from '../store/git.ts'
import { readPageShell } from '../store/page-shell.ts'
import { isTraceMeans, TRACE_MEANS, type TraceWish } from '../trace/wishes.ts'
import { gateWorld } from './gate-world.ts'
import { type Flags, nameOfFlag, requestOf } from './flags.ts'
import type { Terminal } from './terminal.ts'
import { checkReportFiles, writeReport } from './write-report.ts'

/**
 * Traces one run, and says where its memory came from.
 *
 * @returns 0: a trace judges nothing
 */
export async function runExplain(
  words: readonly string[],
  flags: Flags,
  terminal: Terminal,
): Promise<number> {
  const request = requestOf(words, flags)
  const plan = await loadPlan(request, terminal.cwd, nameOfFlag)
  const wishes = wishesOf(flags)
  const { json, markdown, html, speedscope, folded, pprof, against } = flags
  if (pprof === '-') throw errors.badValue('--pprof', pprof, 'a file: the profile is binary')
  await checkReportFiles(
    {
      '--json': json,
      '--markdown': markdown,
      '--html': html,
      '--speedscope': speedscope,
      '--folded': folded,
      '--pprof': pprof,
    },
    terminal,
  )
  const shell = html === undefined ? '' : await readPageShell()
  const readBefore = against === undefined ? null : await loadBefore(against, request, wishes, terminal)
  const { world, done } = gateWorld(terminal)
  const traceAll = async () => ({
    before: readBefore === null ? null : await readBefore(world),
    explanation: await explain(plan, world, wishes),
  })
  const { before, explanation } = await traceAll().finally(done)
  const { attribution, leak, scenario } = explanation
  const difference = before === null ? null : compareAttributions(before, attribution)
  const page = {
    version: VERSION,
    commit: await readCommit(terminal.env, terminal.signal),
    command: commandLineOf(request, relative(terminal.cwd, plan.baselinePath)),
  }
  const reports = [
    { file: json, text: () => renderAttributionJson(attribution, difference, leak) },
    { file: markdown, text: () => renderExplanation(attribution, difference, leak) },
    { file: html, text: () => renderPage(describeExplanation({ ...explanation, difference }, page), shell) },
    { file: speedscope, text: () => renderSpeedscope(attribution, scenario, VERSION) },
    { file: folded, text: () => renderFolded(attribution) },
  ]
  for (const { file, text } of reports) if (file !== undefined) await writeReport(file, text(), terminal)
  if (pprof !== undefined)
    await writeReportFile(resolve(terminal.cwd, pprof), gzipSync(renderPprof(attribution)))
  if (reports.some(({ file }) => file === '-')) return 0
  const look = { color: terminal.color.stdout, width: terminal.width }
  terminal.print(renderTerminalExplanation(attribution, difference, look))
  if (leak !== null) terminal.print(renderLeak(leak, look))
  terminal.print(renderTraceDoubts(explanation.doubts, look))
  return 0
}

/** What `--against` begins with that is no file. */
const COMMAND = 'command:'

/**
 * What `--against` names: a file that is read at once, or a command that is traced as the program itself is.
 *
 * @throws UserError when the file or the command cannot be used
 */
async function loadBefore(
  against: string,
  request: Request,
  wishes: ReadonlySet<TraceWish>,
  { cwd }: Terminal,
): Promise<(world: World) => Promise<Attribution>> {
  if (!against.startsWith(COMMAND)) {
    const stored = await readExplanation(resolve(cwd, against))
    return () => Promise.resolve(stored)
  }
  const plan = await loadPlan({ ...request, run: against.slice(COMMAND.length) }, cwd, nameOfFlag)
  return async (world) => (await explain(plan, world, wishes)).attribution
}

const STACKS: Readonly<Record<(typeof OPTIONS.stacks.choices)[number], readonly TraceWish[]>> = {
  auto: ['both'],
  off: [],
  'frame-pointers': ['frame-pointers'],
  dwarf: ['dwarf'],
}

function wishesOf({ trace = 'auto', stacks = 'auto' }: Flags): ReadonlySet<TraceWish> {
  const code = STACKS[oneOf(choicesOf('stacks'), stacks, '--stacks')]
  if (trace === 'none') return new Set()
  if (trace === 'auto') return new Set([...TRACE_MEANS, ...code])
  const words = trace.split(',').map((word) => word.trim())
  const means = words.filter(isTraceMeans)
  if (means.length < words.length) {
    const valid = `auto, none, or some of ${TRACE_MEANS.join(', ')} with commas between them`
    throw errors.badValue('--trace', trace, valid)
  }
  return new Set([...means, ...code])
}
