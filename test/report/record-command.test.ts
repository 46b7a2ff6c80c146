import { describe, expect, test } from 'vitest'
import { recordCommand } from '../../src/report/record-command.ts'

const BASELINE = '.github/footprint-baseline.json'

describe('the command that records the baseline', () => {
  test('of a configuration file needs nothing else', () => {
    expect(recordCommand({}, BASELINE)).toBe('npx footprint-gate record')
  })

  test('repeats the inputs that say what is measured, quoted for a shell', () => {
    const command = recordCommand(
      { run: 'bin/manager "a b"', name: "ada's manager", ready: 'log:/a|b/', budget: ['writable=+0'] },
      BASELINE,
    )
    expect(command).toBe(
      `npx footprint-gate record --name 'ada'\\''s manager' --ready 'log:/a|b/' -- bin/manager "a b"`,
    )
  })

  test('finds the files from the working directory', () => {
    const command = recordCommand(
      { 'working-directory': 'apps/one', 'config-file': 'gate.yml', run: './a' },
      BASELINE,
    )
    expect(command).toBe(
      'cd apps/one && npx footprint-gate record --config ../../gate.yml ' +
        '--baseline ../../.github/footprint-baseline.json -- ./a',
    )
  })
})
