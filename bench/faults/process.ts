import { existsSync, writeFileSync } from 'node:fs'
import type { CliFolder } from '../../test/helpers/cli.ts'
import { app, PYTHON } from '../../test/helpers/measuring.ts'
import { waitFor } from '../../test/helpers/processes.ts'
import { type FaultCase, gate } from './case.ts'

/** A moment of a run: the flags that make it long, and the file that says it has come. */
interface Moment {
  readonly name: string
  readonly args: readonly string[]
  readonly script: string
}

const SERVE = 'echo up; exec sleep 1000'
const MOMENTS: readonly Moment[] = [
  { name: 'starting', args: ['--ready', 'file:never'], script: `: >moment; ${SERVE}` },
  { name: 'probing', args: ['--ready', 'command:: >moment; sleep 1000'], script: SERVE },
  {
    name: 'settling',
    args: ['--ready', 'log:/up/'],
    script: 'echo up; : >moment; while :; do sleep 0.3; done',
  },
  {
    name: 'under its workload',
    args: ['--ready', 'log:/up/', '--workload', ': >moment; sleep 1000'],
    script: SERVE,
  },
  {
    name: 'soaking',
    args: [
      '--ready',
      'log:/up/',
      '--soak',
      '60s',
      '--workload',
      'if [ -e first ]; then : >moment; sleep 1000; fi; : >first',
    ],
    script: SERVE,
  },
  {
    name: 'stopping',
    args: ['--ready', 'log:/up/', '--until', 'steady'],
    script: 'trap ": >moment" TERM; echo up; while :; do sleep 1000 & wait $!; done',
  },
]
const SIGNALS = [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', null],
  ['SIGKILL', null],
] as const

const killed = MOMENTS.flatMap(({ name, args, script }) =>
  SIGNALS.map(([signal, exitCode]): FaultCase => ({
    kind: 'process',
    name: `${signal} to the gate, ${name}`,
    exitCodes: [exitCode],
    run: (folder) =>
      killAt(folder, signal, ['check', '--warmup', '0', ...args, '--', '/bin/sh', '-c', script], 'moment'),
  })),
)

async function killAt(folder: CliFolder, signal: NodeJS.Signals, args: readonly string[], file: string) {
  return gate(folder, args, {
    onStart: (child) => {
      void waitFor(file, () => existsSync(folder.file(file)), 60_000).then(
        () => child.kill(signal),
        () => child.kill('SIGKILL'),
      )
    },
  })
}

const escaped = SIGNALS.map(([signal, exitCode]): FaultCase => ({
  kind: 'process',
  name: `${signal} to the gate of a program whose processes hide`,
  exitCodes: [exitCode],
  run: (folder) =>
    killAt(
      folder,
      signal,
      ['check', '--ready', 'file:never', '--', '/bin/sh', '-c', escapees(folder)],
      'moment',
    ),
}))

const escapees = (folder: CliFolder) =>
  `${PYTHON} ${app('escapees.py')} ${folder.file('pids')} end 0; : >moment; exec sleep 1000`

/** How a program ends, and what the shell says of it. */
const ENDS = [
  ['with status 0', 'exit 0'],
  ['with status 3', 'exit 3'],
  ['by SIGKILL', 'kill -KILL $$'],
  ['by SIGSEGV', 'kill -SEGV $$'],
  ['and takes its supervisor along', 'kill -KILL $PPID $$'],
] as const
const ended = ENDS.flatMap(([how, end]): FaultCase[] => {
  const program = (args: readonly string[], script: string, when: string): FaultCase => ({
    kind: 'process',
    name: `the program ends ${how} ${when}`,
    exitCodes: [2],
    run: (folder) =>
      gate(folder, ['check', '--runs', '1', '--warmup', '0', ...args, '--', '/bin/sh', '-c', script]),
  })
  const onSignal = `echo $$ >pid; echo up; trap '${end}' USR1; while :; do sleep 0.05; done`
  return [
    program(['--ready', 'tcp:1'], end, 'before it is ready'),
    program(
      ['--ready', 'log:/up/', '--workload', 'kill -USR1 $(cat pid); sleep 99'],
      onSignal,
      'under its workload',
    ),
    program(
      ['--until', 'exit'],
      `sleep 1; ${end === 'exit 0' ? 'exit 1' : end}`,
      'where it should end by itself',
    ),
  ]
})

const others: readonly FaultCase[] = [
  {
    kind: 'process',
    name: 'the program sends the gate SIGUSR1',
    exitCodes: [0],
    run: (folder) =>
      gate(folder, [
        ...['check', '--runs', '1', '--warmup', '0', '--ready', 'log:/up/', '--', '/bin/sh', '-c'],
        'read -r _ _ _ gate _ </proc/$PPID/stat; kill -USR1 $gate; echo up; exec sleep 99',
      ]),
  },
  {
    kind: 'process',
    name: 'the program ignores SIGTERM',
    exitCodes: [0],
    run: (folder) => {
      writeFileSync(
        folder.file('footprint.yml'),
        'runs: 1\nwarmup: 0\nscenarios: [{name: a, run: "trap : TERM; echo up; while :; do sleep 0.1 & wait; done", shell: true, ready: "log:/up/", stop-timeout: 500ms}]',
      )
      return gate(folder, ['check', '--settle-timeout', '4s', '--on-inconclusive', 'warn'])
    },
  },
  {
    kind: 'process',
    name: 'the program kills the guardian',
    exitCodes: [0],
    run: (folder) =>
      gate(folder, [
        ...['check', '--runs', '1', '--warmup', '0', '--ready', 'log:/up/', '--', '/bin/sh', '-c'],
        `for p in $(grep -lsa footprint-gate-guardia[n] /proc/[0-9]*/cmdline); do p=\${p#/proc/}; p=\${p%/*}; read -r _ _ _ gate _ </proc/$PPID/stat; read -r _ _ _ up _ </proc/$p/stat; [ "$up" = "$gate" ] && kill -KILL $p; done; echo up; exec sleep 99`,
      ]),
  },
]

export const PROCESS_FAULTS = [...killed, ...escaped, ...ended, ...others]
