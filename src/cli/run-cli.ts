import { setImmediate } from 'node:timers/promises'
import { Command, CommanderError } from 'commander'
import type { JudgingCommand, MeasuringCommand } from '../config/options.ts'
import { neutralize } from '../report/untrusted.ts'
import { VERSION } from '../model/version.ts'
import { addFlags, readFlags } from './flags.ts'
import { createTerminal, type ProcessLike, type Terminal } from './terminal.ts'

/**
 * Runs the command line of a process to its end. What a command needs is loaded only when it is called, so
 * that `--version` and `--help` answer at once.
 *
 * @returns the exit code: 0, 1, 2 or 3 as the verdict has it, 130 and 143 when stopped by a signal
 */
export async function runCli(process: ProcessLike): Promise<number> {
  const terminal = createTerminal(process)
  let exitCode = 0
  const cli = createProgram(terminal, (code) => (exitCode = code))
  try {
    await cli.parseAsync(process.argv.slice(2), { from: 'user' })
    await setImmediate() // A write that failed is told in the next round of the loop.
    const cause = terminal.outputError()
    if (cause !== null) {
      const { errors } = await import('../model/errors.ts')
      throw errors.outputUnwritable(cause)
    }
    return exitCode
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
    return await report(error, terminal)
  } finally {
    terminal.close()
  }
}

/** Where files can no longer be opened, the words for it cannot be loaded either. */
async function report(error: unknown, terminal: Terminal): Promise<number> {
  try {
    const { reportError } = await import('./report-error.ts')
    return reportError(error, terminal)
  } catch (second) {
    const why = [error, second].find((cause) => cause instanceof Error)?.message ?? 'no reason was given'
    terminal.say(`error: footprint-gate cannot load its own files: ${neutralize(why)}\n`)
    terminal.say('Is the limit of open files too low (ulimit -n 1024), or a part of the package missing?\n')
    return 2
  }
}

function createProgram(terminal: Terminal, end: (exitCode: number) => void): Command {
  const cli = new Command('footprint-gate')
    .description("Fails when a program's writable memory grows, and shows which mappings grew.")
    .version(VERSION, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand(false)
    .showHelpAfterError('(see --help)')
    .configureOutput({ writeOut: terminal.print, writeErr: (text) => terminal.say(neutralize(text)) })
    .addHelpText('after', EXIT_CODES)
    .exitOverride()

  measuring(cli, 'check', 'measure, compare with the baseline, print the verdict; posts nothing').action(
    async (words: string[], _: unknown, command: Command) => {
      const { runCheck } = await import('./check.ts')
      end(await runCheck(words, readFlags(command), terminal))
    },
  )
  measuring(cli, 'record', 'measure, and store the samples in the baseline').action(
    async (words: string[], _: unknown, command: Command) => {
      const { runRecord } = await import('./record.ts')
      end(await runRecord(words, readFlags(command), terminal))
    },
  )
  measuring(cli, 'selftest', 'gate a program against itself: false alarms, noise, budgets to paste').action(
    async (words: string[], _: unknown, command: Command) => {
      const { runSelftest } = await import('./selftest.ts')
      end(await runSelftest(words, readFlags(command), terminal))
    },
  )
  measuring(cli, 'explain', 'trace one run: which imports, files and code the memory came from').action(
    async (words: string[], _: unknown, command: Command) => {
      const { runExplain } = await import('./explain.ts')
      end(await runExplain(words, readFlags(command), terminal))
    },
  )
  addFlags(
    cli
      .command('show')
      .description("print where a running program's memory is")
      .argument('<program...>', 'PIDs, or names of programs: all processes of that name')
      .usage('PID|NAME ... [flags]')
      .addHelpText('after', SHOW_EXAMPLES)
      .configureHelp({ sortOptions: false }),
    'show',
  ).action(async (words: string[], _: unknown, command: Command) => {
    const { runShow } = await import('./show.ts')
    end(await runShow(words, readFlags(command), terminal))
  })
  judging(cli, 'compare', 'judge one stored result against another; measures nothing')
    .argument('<base>', 'the JSON of the older result')
    .argument('<head>', 'the JSON of the newer result, whose budgets hold')
    .action(async (base: string, head: string, _: unknown, command: Command) => {
      const { runCompare } = await import('./stored.ts')
      end(await runCompare([base, head], readFlags(command), terminal))
    })
  judging(cli, 'report', 'one report of any number of stored results, judged afresh; measures nothing')
    .argument('<results...>', 'the JSON of each leg')
    .action(async (results: string[], _: unknown, command: Command) => {
      const { runReport } = await import('./stored.ts')
      end(await runReport(results, readFlags(command), terminal))
    })
  addFlags(
    cli
      .command('bisect')
      .description('find the commit between two that made the program grow, and what in it')
      .argument('<good>', 'a commit that is as it should be')
      .argument('<bad>', 'a later commit that is not')
      .argument('[command...]', 'the program to measure, after --')
      .usage('GOOD BAD [flags] [-- command ...]')
      .addHelpText('after', BISECT_HELP)
      .configureHelp({ sortOptions: false }),
    'bisect',
  ).action(async (good: string, bad: string, words: string[], _: unknown, command: Command) => {
    const { runBisect } = await import('./bisect.ts')
    end(await runBisect([good, bad], words, readFlags(command), terminal))
  })
  measuring(cli, 'what-if', 'try what may give memory back, and say what each remedy gives').action(
    async (words: string[], _: unknown, command: Command) => {
      const { runWhatIf } = await import('./what-if.ts')
      end(await runWhatIf(words, readFlags(command), terminal))
    },
  )
  cli
    .command('init')
    .description('find out how the program starts, launch it, and write footprint.yml and a workflow')
    .argument(
      '[command...]',
      'the program, after --; without it, its command is looked for in the files here',
    )
    .usage('[flags] [-- command ...]')
    .option('--force', 'replace footprint.yml and the workflow, where they are there')
    .addHelpText(
      'after',
      `\nExamples:\n  footprint-gate init\n  footprint-gate init -- bin/manager conf/default.xml\n`,
    )
    .action(async (words: string[], { force = false }: { readonly force?: boolean }) => {
      const { runInit } = await import('./init.ts')
      end(await runInit(words, { force }, terminal))
    })
  cli
    .command('demo')
    .description('see the gate catch a regression; needs nothing configured')
    .action(async () => {
      const { runDemo } = await import('./demo.ts')
      end(await runDemo(terminal))
    })
  return cli
}

/** A command that measures: flags, then the program after `--`. */
function measuring(cli: Command, name: MeasuringCommand, description: string): Command {
  const command = cli
    .command(name)
    .description(description)
    .argument('[command...]', 'the program to measure, after --')
    .usage('[flags] [-- command ...]')
    .addHelpText('after', `\n${examplesOf(name)}${EXIT_CODES}`)
    .configureHelp({ sortOptions: false })
  return addFlags(command, name)
}

/** A command that reads results. */
function judging(cli: Command, name: JudgingCommand, description: string): Command {
  const command = cli
    .command(name)
    .description(description)
    .addHelpText('after', EXIT_CODES)
    .configureHelp({ sortOptions: false })
  return addFlags(command, name)
}

function examplesOf(name: MeasuringCommand): string {
  return [
    'Examples:',
    `  footprint-gate ${name} --ready tcp:8000 -- python3 -m http.server 8000`,
    `  footprint-gate ${name} --config footprint.yml --scenario manager`,
    '',
  ].join('\n')
}

const SHOW_EXAMPLES = `
Examples:
  footprint-gate show nginx                 its processes, and where their memory is
  footprint-gate show 4711 --by library     what each shared library costs
  footprint-gate show 4711 --watch 500ms    how it changes
  footprint-gate show 4711 --json before.json
  footprint-gate show 4711 --against before.json

Exit codes:
  0  shown; what could not be read is said. Ctrl-C ends --watch so
  2  wrong use, or there is no such process
  3  nothing could be read
`

const BISECT_HELP = `
Examples:
  footprint-gate bisect v1.4 HEAD --build make --ready tcp:7531 -- bin/manager
  footprint-gate bisect v1.4 HEAD --build make --config footprint.yml --scenario manager

Exit codes:
  0  found
  2  wrong use, or the good commit does not build or run
  3  undecided, or the bad commit is not red or cannot be measured
`

const EXIT_CODES = `
Exit codes:
  0  pass or improved, or no baseline yet
  1  regressed, or over its limit
  2  wrong use, a bad configuration, or the program failed
  3  inconclusive
`
