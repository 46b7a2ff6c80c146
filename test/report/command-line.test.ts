import { describe, expect, test } from 'vitest'
import { commandLineOf, renderCommand } from '../../src/report/command-line.ts'
import type { Request } from '../../src/config/request.ts'

const BASELINE = '.github/footprint-baseline.json'
const recordCommand = (request: Request) => renderCommand('record', commandLineOf(request, BASELINE))

describe('the command that records the baseline', () => {
  test('of a configuration file needs nothing else', () => {
    expect(recordCommand({})).toBe('npx footprint-gate record')
  })

  test('repeats the inputs that say what is measured, quoted for a shell', () => {
    const command = recordCommand({
      run: 'bin/manager "a b"',
      name: "ada's manager",
      ready: ['log:/a|b/', 'tcp:80'],
      'pass-env': ['AWS_*', 'X'],
      budget: ['writable=+0'],
    })
    expect(command).toBe(
      `npx footprint-gate record --name 'ada'\\''s manager' --pass-env 'AWS_*' --pass-env X --ready 'log:/a|b/' --ready tcp:80 -- bin/manager "a b"`,
    )
  })

  test('finds the files from the working directory', () => {
    const command = recordCommand({ 'working-directory': 'apps/one', 'config-file': 'gate.yml', run: './a' })
    expect(command).toBe(
      'cd apps/one && npx footprint-gate record --config ../../gate.yml ' +
        '--baseline ../../.github/footprint-baseline.json -- ./a',
    )
  })

  test('of a check is the same but for its verb', () => {
    const line = commandLineOf({ name: 'record x', ready: ['tcp:80'], run: ['./record'] }, BASELINE)
    expect(renderCommand('check', line)).toBe(
      "npx footprint-gate check --name 'record x' --ready tcp:80 -- ./record",
    )
  })
})
