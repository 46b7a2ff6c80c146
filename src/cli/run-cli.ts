import { setImmediate } from 'node:timers/promises'
import { Command, CommanderError, Option } from 'commander'
import { neutralise } from '../report/untrusted.ts'
import { VERSION } from '../model/version.ts'
import type { MeasureFlags } from './flags.ts'
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
    const { reportError } = await import('./report-error.ts')
    return reportError(error, terminal)
  } finally {
    terminal.close()
  }
}

function createProgram(terminal: Terminal, end: (exitCode: number) => void): Command {
  const cli = new Command('footprint-gate')
    .description("Fails when a program's writable memory grows, and says where the growth came from.")
    .version(VERSION, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand(false)
    .showHelpAfterError('(add --help for the legal flags)')
    .configureOutput({ writeOut: terminal.print, writeErr: (text) => terminal.tell(neutralise(text)) })
    .exitOverride()

  measuring(cli.command('check'))
    .description('measure, compare with the baseline, print the verdict; posts nothing')
    .addOption(fileOption('--markdown <file>', 'write the comment of the pull request'))
    .addOption(fileOption('--json <file>', 'write the result'))
    .option('--on-missing-baseline <how>', 'warn, fail or pass when nothing was recorded yet (default: warn)')
    .option('--on-inconclusive <how>', 'fail or warn when nothing can be concluded (default: fail)')
    .action(async (command: string[], flags: MeasureFlags) => {
      const { runCheck } = await import('./check.ts')
      end(await runCheck(command, flags, terminal))
    })

  measuring(cli.command('record'))
    .description('measure, and store the samples in the baseline')
    .addOption(fileOption('--json <file>', 'write the result'))
    .action(async (command: string[], flags: MeasureFlags) => {
      const { runRecord } = await import('./record.ts')
      end(await runRecord(command, flags, terminal))
    })

  measuring(cli.command('selftest'))
    .description('gate a program against itself: false alarms, noise, budgets to paste')
    .addOption(fileOption('--json <file>', 'write the result'))
    .action(async (command: string[], flags: MeasureFlags) => {
      const { runSelftest } = await import('./selftest.ts')
      end(await runSelftest(command, flags, terminal))
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

/** What `check` and `record` have in common. */
function measuring(command: Command): Command {
  return command
    .argument('[command...]', "the program's command, behind --")
    .usage('[flags] [-- command ...]')
    .option('--config <file>', 'the scenarios to measure (default: footprint.yml, if there)')
    .option('--scenario <name>', 'measure this scenario of the configuration only (repeatable)', collect)
    .option('--name <name>', 'name the scenario of the command behind -- (default: its program)')
    .option('--ready <condition>', 'tcp:PORT, http://…, log:/regex/, file:PATH, command:…, delay:2s')
    .option('--until <state>', 'steady: a service (default); exit: a program that ends')
    .option('--workload <command>', 'a shell command that loads the program and ends')
    .option('--soak <duration>', 'hold the program under its workload and measure its growth')
    .option('--runs <n>', 'counted runs (default: 5)')
    .option('--max-runs <n>', 'counted runs at the most, in borderline cases (default: 10)')
    .option('--warmup <n>', 'runs that are thrown away first (default: 1)')
    .option('--ready-timeout <duration>', 'how long the program may take to be ready (default: 60s)')
    .option(
      '--settle-timeout <duration>',
      'how long it may take to come to rest (default: 60s), or to exit (10m)',
    )
    .option('--baseline <file>', 'the stored baseline (default: .github/footprint-baseline.json)')
    .option(
      '--budget <metric=spec>',
      'such as writable=+1%,+64KiB,<=20MiB or minor-faults=none (repeatable)',
      collect,
    )
    .configureHelp({ sortOptions: false })
}

function fileOption(flags: string, description: string): Option {
  return new Option(flags, `${description}; - is stdout`)
}

function collect(value: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), value]
}
