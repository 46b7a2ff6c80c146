import { chmod, mkdir, symlink } from 'node:fs/promises'
import { createServer } from 'node:net'
import { dirname } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { CliFolder, type CliResult } from '../helpers/cli.ts'
import { PYTHON } from '../helpers/measuring.ts'
import { findFreePort } from '../helpers/processes.ts'
import { build, hasCompiler } from '../proc/launched.ts'

const folders: CliFolder[] = []
async function createFolder(): Promise<CliFolder> {
  const folder = await CliFolder.create()
  folders.push(folder)
  return folder
}
afterAll(async () => {
  for (const folder of folders) await folder.remove()
})

/** Without the line breaks that a narrow terminal makes. */
const unwrapped = (text: string) => text.replace(/\s+/g, ' ')

const STACK = /^\s+at .+:\d+/m

/** Nothing on stdout; on stderr what failed, and in the last line what to do; no stack. */
function expectAdvice({ exitCode, stdout, stderr }: CliResult, code: number, what: RegExp, advice: RegExp) {
  expect(stderr).toMatch(what)
  expect(stderr).toMatch(/^error: /m)
  expect(stderr.trimEnd().split('\n').at(-1)).toMatch(advice)
  expect(stderr).not.toMatch(STACK)
  expect(stdout).toBe('')
  expect(exitCode).toBe(code)
}

const once = ['--runs', '1', '--warmup', '0']
const sh = (script: string) => ['--', '/bin/sh', '-c', script]

describe.concurrent('wrong use ends with status 2 and says what to do:', { timeout: 120_000 }, () => {
  test.each<[string, readonly string[], RegExp, RegExp]>([
    [
      'an unknown flag',
      ['check', '--redy', 'tcp:80', '--', 'true'],
      /unknown option '--redy'/,
      /--help|Did you mean --ready/,
    ],
    ['an unknown command', ['chekc'], /unknown command 'chekc'/, /--help|Did you mean check/],
    ['a flag without its value', ['check', '--runs'], /'--runs <n>' argument missing/, /--help/],
    ['a program without --', ['demo', 'x'], /too many arguments/, /--help/],
    [
      'an unknown metric',
      ['check', '--budget', 'heap=+1%', '--', 'true'],
      /unknown metric "heap"/,
      /writable, minor-faults/,
    ],
    [
      'an unknown unit',
      ['check', '--budget', 'writable=+1MB', '--', 'true'],
      /"MB" is no unit: use B, KiB/,
      /\+64KiB/,
    ],
    [
      'a budget that is none',
      ['check', '--budget', 'writable', '--', 'true'],
      /--budget cannot be "writable"/,
      /METRIC=SPEC/,
    ],
    [
      'a number that is none',
      ['check', '--runs', 'five', '--', 'true'],
      /--runs cannot be "five"/,
      /whole number from 1/,
    ],
    [
      'a duration without unit',
      ['check', '--ready-timeout', '5', '--', 'true'],
      /--ready-timeout cannot be "5"/,
      /30s/,
    ],
    [
      'an unknown ready condition',
      ['check', '--ready', 'up', '--', 'true'],
      /ready condition "up"/,
      /tcp:PORT/,
    ],
    ['no program', ['check'], /there is no program to measure/, /-- command.*footprint\.yml/],
    ['no program to record', ['record', '--'], /there is no program to measure/, /-- command/],
    ['a missing configuration', ['check', '--config', 'x.yml'], /x\.yml does not exist/, /path/],
    [
      'a command that is not there',
      ['check', '--', './server'],
      /"\.\/server" was not found/,
      /built before/,
    ],
    [
      'a command that is nowhere',
      ['check', '--', 'no-such-server'],
      /"no-such-server" was not found/,
      /PATH/,
    ],
    [
      'two reports for one stdout',
      ['check', '--json', '-', '--markdown', '-', '--', 'true'],
      /cannot be used together/,
      /to a file/,
    ],
    [
      'a report that is a folder',
      ['check', '--json', '/tmp', '--', 'true'],
      /cannot write the report \/tmp/,
      /- for stdout/,
    ],
    [
      'a report below a file',
      ['record', '--json', '/etc/hostname/x', '--', 'true'],
      /cannot write the report/,
      /- for stdout/,
    ],
  ])('%s', async (_, args, what, advice) => {
    expectAdvice(await (await createFolder()).run(args), 2, what, advice)
  })

  test('no arguments at all: the help, on stderr', async () => {
    const { exitCode, stdout, stderr } = await (await createFolder()).run([])
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
    expect(stderr).toContain('check [options] [command...]')
  })

  test.each([
    [
      'an unknown key',
      'scenarios:\n  - name: a\n    run: b\n    redy: tcp:1\n',
      /footprint\.yml:4: unknown key "redy"; use one of: run, name/,
    ],
    ['malformed YAML', 'scenarios:\n  - name: "a\n    run: b\n', /footprint\.yml:\d: /],
    [
      'a value of the wrong kind',
      'scenarios:\n  - name: a\n    run: b\n    runs: few\n',
      /footprint\.yml:4: .*runs must be a number/,
    ],
    [
      'a unit',
      'scenarios:\n  - name: a\n    run: b\n    budgets: { writable: "+1MB" }\n',
      /footprint\.yml:2: .*"MB" is no unit/,
    ],
  ])('a configuration with %s, and its line', async (_, text, what) => {
    const folder = await createFolder()
    await folder.write('footprint.yml', text)
    expectAdvice(await folder.run(['check']), 2, what, /docs\/configuration\.md|\+64KiB/)
  })

  test('a command that is not executable', async () => {
    const folder = await createFolder()
    await folder.write('server', '#!/bin/sh\n')
    expectAdvice(await folder.run(['check', '--', './server']), 2, /server is not executable/, /chmod \+x/)
  })

  test('another system than Linux', async () => {
    const pretend = `Object.defineProperty(process, 'platform', { value: 'darwin' })`
    const nodeFlags = ['--import', `data:text/javascript,${encodeURIComponent(pretend)}`]
    const result = await (await createFolder()).run(['check', '--', 'true'], { nodeFlags })
    expectAdvice(result, 2, /measures on Linux only, not on darwin/, /ubuntu-latest/)
  })

  test('a result that cannot be written anywhere', async () => {
    const folder = await createFolder()
    const command = ['check', ...once, '--until', 'exit', '--', '/bin/sleep', '1']
    const result = await folder.run(command, { prefix: ['/bin/sh', '-c', 'exec "$@" > /dev/full', 'sh'] })
    expectAdvice(result, 2, /cannot write the result to stdout: no space left/, /stdout/)
  })

  test('nothing, where whoever reads has seen enough', async () => {
    const folder = await createFolder()
    const command = ['check', ...once, '--until', 'exit', '--', '/bin/sleep', '1']
    const { exitCode, stdout, stderr } = await folder.run(command, {
      prefix: ['/bin/sh', '-c', '{ "$@"; echo "status $?" >&2; } | true', 'sh'],
    })
    expect({ exitCode, stdout, stderr }).toEqual({ exitCode: 0, stdout: '', stderr: 'status 0\n' })
  })
})

describe.concurrent('a program that fails ends the gate with status 2:', { timeout: 120_000 }, () => {
  test('it ends early, and the end of its output is shown', async () => {
    const script =
      'echo first; i=0; while [ $i -lt 50 ]; do echo line $i; i=$((i+1)); done; echo cannot bind >&2; exit 98'
    const result = await (await createFolder()).run(['check', ...once, '--ready', 'tcp:1', ...sh(script)])
    expectAdvice(result, 2, /sh ended with status 98 before it was ready/, /until: exit/)
    expect(result.stderr).toMatch(/\| line 49\n {2}\| cannot bind\n/)
    expect(result.stderr).not.toContain('first')
  })

  test('it is never ready', async () => {
    const args = ['check', ...once, '--ready', 'log:/listening/', '--ready-timeout', '8s']
    const result = await (await createFolder()).run([...args, ...sh('echo loading; exec sleep 1000')])
    expectAdvice(
      result,
      2,
      /was not ready after 8s: log:\/listening\/ did not hold: the only line that it printed does not match\n {2}\| loading/,
      /ready-timeout/,
    )
  })

  test('its port is occupied', async () => {
    const port = await findFreePort()
    const server = createServer().listen(port, '127.0.0.1')
    try {
      const result = await (
        await createFolder()
      ).run(['check', '--ready', `tcp:${port}`, '--', 'sleep', '1000'])
      expectAdvice(
        result,
        2,
        new RegExp(`port ${port} is occupied .* by pid ${process.pid} `),
        /Stop what listens/,
      )
    } finally {
      server.close()
    }
  })

  test('its workload fails', async () => {
    const args = ['check', ...once, '--ready', 'delay:0s', '--workload', 'echo refused; exit 7']
    const result = await (await createFolder()).run([...args, ...sh('exec sleep 1000')])
    expectAdvice(
      result,
      2,
      /workload of sh failed with status 7: echo refused; exit 7\n {2}\| refused/,
      /by hand/,
    )
  })
})

describe.concurrent('what cannot be concluded ends with status 3:', { timeout: 120_000 }, () => {
  const growing = [
    '--',
    PYTHON,
    '-c',
    'import time\nkept = []\nprint("up", flush=True)\nwhile True: kept.append(b"x" * 100000); time.sleep(0.01)',
  ]
  const args = [...once, '--name', 'leak', '--ready', 'log:/up/', '--settle-timeout', '3s', ...growing]

  test('a program that never settles, when it is checked', async () => {
    const { exitCode, stdout, stderr } = await (await createFolder()).run(['check', ...args])
    expect(stdout).toMatch(/^! Inconclusive: leak: /)
    expect(unwrapped(stdout)).toMatch(
      /The only run did not settle: writable memory kept (growing|moving) by /,
    )
    expect(stderr).toBe('')
    expect(exitCode).toBe(3)
  })

  test('a program that never settles, when it is recorded; the baseline stays as it was', async () => {
    const folder = await createFolder()
    const steady = ['--until', 'exit', ...once, '--baseline', 'base.json', '--', '/bin/sleep', '1']
    expect(await folder.run(['record', ...steady])).toMatchObject({ exitCode: 0 })
    const before = await folder.read('base.json')
    const result = await folder.run(['record', '--baseline', 'base.json', ...args])
    expectAdvice(result, 3, /nothing can be recorded of leak: no run of it counts/, /left as it is/)
    expect(await folder.read('base.json')).toBe(before)
  })
})

describe.concurrent(
  'a baseline that cannot be used ends with status 2, and stays as it is:',
  { timeout: 120_000 },
  () => {
    test.each([
      ['no JSON', '{ "schema": \n<<<<<<< HEAD\n', /baseline/],
      ['cut off', '{"schema":"footprint-gate/baseline@1","entries":[', /not valid JSON/],
      ['of another tool', '{"schema":"other@1"}', /not a baseline of footprint-gate/],
      ['newer', '{"schema":"footprint-gate/baseline@999"}', /newer/],
      ['empty', '', /is empty/],
      ['damaged', '{"schema":"footprint-gate/baseline@1","scenarios":7}', /damaged/],
    ])('%s', async (_, text, what) => {
      const folder = await createFolder()
      const path = await folder.write('base.json', text)
      for (const command of ['check', 'record']) {
        const args = [
          command,
          ...once,
          '--until',
          'exit',
          '--baseline',
          'base.json',
          '--',
          '/bin/sleep',
          '0.1',
        ]
        expectAdvice(await folder.run(args), 2, what, /\S/)
        expect(await folder.read('base.json')).toBe(text)
      }
      expect(path).toContain('base.json')
    })

    test('a folder, and a link to nowhere that can be', async () => {
      const folder = await createFolder()
      await mkdir(folder.file('dir'))
      await symlink('loop', folder.file('loop'))
      for (const name of ['dir', 'loop']) {
        const result = await folder.run([
          'check',
          ...once,
          '--until',
          'exit',
          '--baseline',
          name,
          '--',
          '/bin/true',
        ])
        expectAdvice(result, 2, /baseline/, /\S/)
      }
    })
  },
)

describe.concurrent('a process that the kernel does not let us read', { timeout: 120_000 }, () => {
  /** As root everything can be read. Then the gate runs as somebody who is not. */
  async function runUnprivileged(folder: CliFolder, args: readonly string[]): Promise<CliResult> {
    await chmod(folder.path, 0o777)
    const asRoot = process.getuid?.() === 0
    const prefix = asRoot ? ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'] : []
    return folder.run(args, { prefix, asOther: true })
  }
  // PR_SET_DUMPABLE is 4: its /proc files then belong to root.
  const hide = 'import ctypes, signal; ctypes.CDLL(None).prctl(4, 0, 0, 0, 0); print("up", flush=True); '

  test('makes its run no evidence: never a pass, and nothing is recorded', async () => {
    const folder = await createFolder()
    const args = [
      ...once,
      '--name',
      'hidden',
      '--ready',
      'log:/up/',
      '--',
      PYTHON,
      '-c',
      `${hide} signal.pause()`,
    ]
    const checked = await runUnprivileged(folder, ['check', ...args])
    expect(unwrapped(checked.stdout)).toMatch(/the memory of process \d+ \(python3[^)]*\) could not be read/)
    expect(checked.stdout).toMatch(/^! Inconclusive: hidden/)
    expect(checked.exitCode).toBe(3)
    const recorded = await runUnprivileged(folder, ['record', ...args])
    expectAdvice(recorded, 3, /nothing can be recorded of hidden/, /read in full/)
  })

  test.skipIf(!hasCompiler).each([
    ['a user', ['--reuid=65534', '--regid=65534', '--clear-groups']],
    ['root without CAP_SYS_PTRACE', ['--bounding-set=-sys_ptrace', '--inh-caps=-sys_ptrace']],
  ])('is not said to listen nowhere, by %s', async (_who, limits) => {
    const folder = await createFolder()
    await chmod(folder.path, 0o777)
    const program = build('undumpable')
    await chmod(dirname(program), 0o755)
    const port = String(await findFreePort())
    const args = [...once, '--ready', `tcp:${port}`, '--ready-timeout', '2s', '--', program, port]
    const prefix = process.getuid?.() === 0 ? ['setpriv', ...limits] : []
    const result = await folder.run(['check', ...args], { prefix, asOther: true })
    expectAdvice(result, 2, /whether it is process \d+ \(undumpable\) may not be looked at/, /SYS_PTRACE/)
  })

  test('makes it none either when it is but a child, or ends by itself', async () => {
    const folder = await createFolder()
    const child = `import os, time; open("pid", "w"); print("x")\nif os.fork() == 0:\n  ${hide} time.sleep(2)\nelse: os.wait()`
    const args = ['check', ...once, '--name', 'hidden', '--until', 'exit', '--', PYTHON, '-c', child]
    const checked = await runUnprivileged(folder, args)
    expect(unwrapped(checked.stdout)).toMatch(/the memory of process \d+ \(python3[^)]*\) could not be read/)
    expect(checked.exitCode).toBe(3)
  })
})
