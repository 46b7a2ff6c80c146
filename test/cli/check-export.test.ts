import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runIn } from '../helpers/terminal.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'footprint-gate-export-'))
})
afterAll(() => rm(folder, { recursive: true }))

const brief = [
  'check',
  '--runs',
  '2',
  '--warmup',
  '0',
  '--until',
  'exit',
  '--budget',
  'writable=none',
  '--name',
  'nothing',
]

describe('check --export', () => {
  test('writes files, and one to stdout in place of the table', async () => {
    const exports = ['--export', 'junit=out/footprint.xml', '--export', 'openmetrics=-']
    const { exitCode, stdout } = await runIn(folder, [...brief, ...exports, '--', '/bin/true'])
    expect(exitCode).toBe(0)
    expect(stdout).toMatch(/^# TYPE footprint_[^]*# EOF\n$/)
    expect(await readFile(join(folder, 'out/footprint.xml'), 'utf8')).toContain('<testsuite name="nothing"')

    const again = await runIn(folder, [...brief, '--json', 'result.json', '--', '/bin/true'])
    expect(again.exitCode).toBe(0)
    const stored = await runIn(folder, ['report', 'result.json', '--export', 'bencher=-'])
    expect(JSON.parse(stored.stdout)).toHaveProperty('nothing.minor-faults.value')
  })

  test.each([
    [
      ['--export', 'junit=-', '--export', 'bencher=-'],
      '--export junit=- and --export bencher=- cannot be used together',
    ],
    [['--export', 'junit=-', '--json', '-'], '--json - and --export junit=- cannot be used together'],
    [['--export', 'csv=a'], '--export cannot be "csv=a"'],
    [['--export', 'junit=/proc/none/a.xml'], 'cannot write the report /proc/none/a.xml'],
  ])('refuses %j before anything is measured', async (flags, message) => {
    const { exitCode, stdout, stderr } = await runIn(folder, [...brief, ...flags, '--', '/bin/false'])
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
    expect(stderr.replace(/\s+/g, ' ')).toContain(message)
  })
})
