import { describe, expect, test } from 'vitest'
import { type MeasureFlags, nameOfFlag, requestOf } from '../../src/cli/flags.ts'

describe('what the flags ask for', () => {
  test('is nothing where nothing is said', () => {
    expect(requestOf([], {})).toEqual({})
  })

  test('is all that is said, but for the reports', () => {
    const flags: Required<MeasureFlags> = {
      config: 'c.yml',
      scenario: ['s'],
      name: 'n',
      ready: 'tcp:1',
      until: 'exit',
      workload: 'w',
      soak: '1s',
      runs: '1',
      maxRuns: '2',
      warmup: '0',
      readyTimeout: '3s',
      settleTimeout: '4s',
      baseline: 'b.json',
      budget: ['writable=+0'],
      onMissingBaseline: 'fail',
      onInconclusive: 'warn',
      json: '-',
      markdown: '-',
    }
    expect(requestOf(['a', 'b'], flags)).toEqual({
      run: ['a', 'b'],
      'config-file': 'c.yml',
      scenario: ['s'],
      name: 'n',
      ready: 'tcp:1',
      until: 'exit',
      workload: 'w',
      soak: '1s',
      runs: '1',
      'max-runs': '2',
      warmup: '0',
      'ready-timeout': '3s',
      'settle-timeout': '4s',
      baseline: 'b.json',
      budget: ['writable=+0'],
      'on-missing-baseline': 'fail',
      'on-inconclusive': 'warn',
    })
  })

  test('is called in errors what it is called on the command line', () => {
    expect(nameOfFlag('run')).toBe('-- command')
    expect(nameOfFlag('config-file')).toBe('--config')
    expect(nameOfFlag('max-runs')).toBe('--max-runs')
  })
})
