import { Command } from 'commander'
import { describe, expect, test } from 'vitest'
import { addFlags, type Flags, nameOfFlag, readFlags, requestOf } from '../../src/cli/flags.ts'
import { FLAG_OPTIONS, isFlagOf } from '../../src/config/options.ts'

/** Parses a command line of `check`. */
function flagsOf(...args: readonly string[]): Flags {
  const command = addFlags(new Command('check'), 'check').exitOverride().argument('[words...]')
  command.parse(args, { from: 'user' })
  return readFlags(command)
}

describe('what the flags ask for', () => {
  test('is nothing where nothing is said', () => {
    expect(flagsOf()).toEqual({})
    expect(requestOf([], {})).toEqual({})
  })

  test('is all that is said, but for the reports', () => {
    const keys = FLAG_OPTIONS.filter((key) => isFlagOf('check', key))
    const flags = flagsOf(...keys.flatMap((key) => [nameOfFlag(key), `value of ${key}`]))
    expect(Object.keys(flags)).toEqual(keys)
    expect(requestOf(['a', 'b'], flags)).toEqual({
      run: ['a', 'b'],
      'config-file': 'value of config-file',
      explain: 'value of explain',
      scenario: ['value of scenario'],
      name: 'value of name',
      'pass-env': ['value of pass-env'],
      ready: ['value of ready'],
      until: 'value of until',
      workload: 'value of workload',
      prepare: 'value of prepare',
      cleanup: 'value of cleanup',
      soak: 'value of soak',
      target: 'value of target',
      runs: 'value of runs',
      'max-runs': 'value of max-runs',
      warmup: 'value of warmup',
      'ready-timeout': 'value of ready-timeout',
      'settle-timeout': 'value of settle-timeout',
      'rest-timeout': 'value of rest-timeout',
      baseline: 'value of baseline',
      'baseline-from': 'value of baseline-from',
      'baseline-store': 'value of baseline-store',
      'compare-with': 'value of compare-with',
      build: 'value of build',
      'base-working-directory': 'value of base-working-directory',
      budget: ['value of budget'],
      'on-missing-baseline': 'value of on-missing-baseline',
      'on-inconclusive': 'value of on-inconclusive',
    })
  })

  test('of a repeatable flag is all its values', () => {
    expect(flagsOf('--budget', 'a=+0', '--budget', 'b=+1').budget).toEqual(['a=+0', 'b=+1'])
  })

  test('of one without a value is whether it was given', () => {
    const command = addFlags(new Command('show'), 'show').exitOverride()
    expect(readFlags(command.parse([], { from: 'user' }))).toEqual({})
    expect(readFlags(command.parse(['--no-tree', '--watch'], { from: 'user' }))).toEqual({
      'no-tree': 'true',
      watch: '2s',
    })
  })

  test('is called in errors what it is called on the command line', () => {
    expect(nameOfFlag('run')).toBe('-- command')
    expect(nameOfFlag('config-file')).toBe('--config')
    expect(nameOfFlag('max-runs')).toBe('--max-runs')
  })
})
