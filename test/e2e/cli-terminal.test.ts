import { stripVTControlCharacters } from 'node:util'
import stringWidth from 'string-width'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CliFolder, type CliResult } from '../helpers/cli.ts'
import { app, PYTHON } from '../helpers/measuring.ts'
import { obeyedCommands } from '../helpers/runner.ts'

let folder: CliFolder
beforeAll(async () => {
  folder = await CliFolder.create()
})
afterAll(async () => {
  await folder.remove()
})

const SGR = /\u001b\[\d+(;\d+)*m/
const brief = ['check', '--runs', '2', '--warmup', '0', '--until', 'exit']
const half = ['--', '/bin/sleep', '1']

/** On a terminal of so many columns. */
function onTerminal(columns: number, args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  return folder.run(args, {
    prefix: [PYTHON, app('in-terminal.py'), String(columns)],
    env: { TERM: 'xterm', ...env },
  })
}

/** What a terminal would have shown in a line at one time or other. */
function linesOf({ stdout }: CliResult): string[] {
  // What moves to the first column begins a line.
  return stdout.split(/\r|\n|\u001b\[\d*G/).map((line) => stripVTControlCharacters(line))
}

describe.concurrent('on a terminal', { timeout: 120_000 }, () => {
  test('the run, its phase and the reading are shown while it measures, then the answer alone', async () => {
    const result = await onTerminal(80, [...brief, ...half])
    const shown = linesOf(result)
    expect(shown).toContainEqual(
      expect.stringMatching(/^sleep {2}run 1\/2 {2}running {2}[\d.]+ KiB {2}\d+ ms/),
    )
    expect(shown).toContainEqual(expect.stringMatching(/^sleep {2}run 2\/2 {2}running/))
    expect(result.stdout).toMatch(SGR)
    for (const line of shown) expect(stringWidth(line)).toBeLessThanOrEqual(80)
    // The cursor is given back.
    expect(result.stdout.lastIndexOf('\u001b[?25h')).toBeGreaterThan(result.stdout.lastIndexOf('\u001b[?25l'))
    expect(result.exitCode).toBe(0)
  })

  test('warm-up, waiting and settling are told apart', async () => {
    const args = [
      'check',
      '--runs',
      '1',
      '--warmup',
      '1',
      '--ready',
      'delay:200ms',
      '--',
      '/bin/sleep',
      '1000',
    ]
    const shown = linesOf(await onTerminal(80, args)).join('\n')
    expect(shown).toMatch(/warm-up 1\/1 {2}waiting until ready/)
    expect(shown).toMatch(/warm-up 1\/1 {2}settling/)
    expect(shown).toMatch(/run 1\/1 {2}settling/)
  })

  test('there is no colour with NO_COLOR', async () => {
    const { stdout } = await onTerminal(80, [...brief, ...half], { NO_COLOR: '1' })
    expect(stdout).toContain('run 1/2')
    expect(stdout).not.toMatch(SGR)
  })

  test.each([80, 46, 30])('of %i columns no line is wider', async (columns) => {
    const name = [
      '--name',
      'a scenario whose name is so long that it would not even fit on a line of its own, 漢字',
    ]
    const result = await onTerminal(columns, [...brief, ...name, ...half])
    const lines = linesOf(result).filter((line) => !line.includes('npx footprint-gate record'))
    expect(lines.some((line) => line.includes('run 1/2'))).toBe(true)
    for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(columns)
  })

  test('without a size nothing moves, and the answer is laid out for 80 columns', async () => {
    const result = await onTerminal(0, [...brief, ...half])
    expect(result.stdout).not.toContain('run 1/2')
    expect(linesOf(result)).toContainEqual(expect.stringMatching(/^! minor-faults .{20,66} no baseline$/))
  })

  test('that is dumb nothing moves', async () => {
    const { stdout } = await onTerminal(80, [...brief, ...half], { TERM: 'dumb' })
    expect(stdout).not.toContain('run 1/2')
    expect(stdout).not.toContain('\u001b')
  })

  test('an error stands alone: the line of progress is gone', async () => {
    const args = ['check', '--ready', 'log:/x/', '--', '/bin/sh', '-c', 'sleep 1; echo bye; exit 3']
    const { exitCode, stdout } = await onTerminal(80, args)
    expect(stdout.slice(stdout.lastIndexOf('waiting until ready  '))).toMatch(/\u001b\[2K|\u001b\[0?J/)
    expect(stripVTControlCharacters(stdout)).toContain('| bye')
    expect(exitCode).toBe(2)
  })
})

describe.concurrent('elsewhere', { timeout: 120_000 }, () => {
  test('there is no progress and no colour', async () => {
    const { stdout, stderr } = await folder.run([...brief, ...half])
    expect(stderr).toBe('')
    expect(stdout).not.toContain('\u001b')
  })

  test('there is colour where it is forced', async () => {
    const { stdout } = await folder.run([...brief, ...half], { env: { FORCE_COLOR: '1' } })
    expect(stdout).toMatch(SGR)
  })
})

describe.concurrent(
  'no text of others is taken for a command of the runner or of the terminal:',
  { timeout: 120_000 },
  () => {
    const hostile = [
      '::error file=a.js::x',
      '   ::set-output name=a::b',
      '##[command]rm',
      '##[error]x',
      '\u001b]0;title\u0007\u001b[2J\u001b[31mred',
      'a\r::warning::b',
      '\u2028::notice::c',
      '\u202e::debug::d',
      '\u009b31m',
    ].join('\n')

    function expectHarmless({ stdout, stderr }: CliResult): void {
      for (const text of [stdout, stderr]) {
        expect(obeyedCommands(text)).toEqual([])
        expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\u202e]/)
      }
    }

    test('the output of a program that ends early', async () => {
      const path = await folder.write('hostile', hostile)
      const result = await folder.run([
        'check',
        '--ready',
        'tcp:1',
        '--',
        '/bin/sh',
        '-c',
        'cat "$0"; exit 1',
        path,
      ])
      expect(result.exitCode).toBe(2)
      // It is still shown.
      expect(result.stderr).toContain('error file=a.js')
      expect(result.stderr).toContain('red')
      expectHarmless(result)
    })

    test('the output of a workload that fails, and the workload itself', async () => {
      const path = await folder.write('hostile-load', hostile)
      const workload = `cat ${path}; exit 1\n::error::in the command`
      const args = ['--ready', 'delay:0s', '--workload', workload, '--', '/bin/sleep', '1000']
      const result = await folder.run(['check', ...args])
      expect(result.exitCode).toBe(2)
      expectHarmless(result)
    })

    test('the arguments', async () => {
      for (const args of [
        ['check', '--name', hostile, '--', '/bin/true'],
        ['check', '--budget', `writable=+1\n::error::x`, '--', '/bin/true'],
        ['check', '--budget', `\n::error::x=+1`, '--', '/bin/true'],
        ['check', '--config', '\n::error::x'],
        ['check', '--ready', '\n::error::x', '--', '/bin/true'],
        ['check', '--', '\n::error::x'],
        ['check', '--x\n::error::x', '--', '/bin/true'],
        ['\n::error::x'],
      ]) {
        const result = await folder.run(args)
        expect(result.exitCode).toBe(2)
        expectHarmless(result)
      }
    })

    test('the names in a configuration, in every report', async () => {
      const place = await CliFolder.create()
      const run = '{ run: [/bin/sleep, "1"], until: exit, runs: 1, warmup: 0, name: '
      await place.write(
        'footprint.yml',
        `scenarios:\n  - ${run}"::error::one" }\n  - ${run}"##[error]two <!-- @x" }\n`,
      )
      expectHarmless(await place.run(['check', '--markdown', 'comment.md']))
      expectHarmless(await place.run(['record']))
      expect(await place.read('comment.md')).not.toMatch(/<!-- @x|^::/m)
      await place.remove()
    })
  },
)
