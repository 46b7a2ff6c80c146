import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Origin } from '../../src/model/stored-result.ts'
import { renderJson } from '../../src/report/exports/json.ts'
import type { GateResult } from '../../src/verdict/result.ts'
import { CliFolder } from '../helpers/cli.ts'
import { gate, GROWN, scenario } from '../report/samples.ts'

/** dist/cli.js with results that were measured before. */

let folder: CliFolder
beforeAll(async () => {
  folder = await CliFolder.create()
})
afterAll(() => folder.remove())

const origin = (changes: Partial<Origin> = {}): Origin => ({
  tool: '0.1.0',
  measuredAt: '2026-01-31T12:00:00Z',
  commit: 'c0ffee00'.repeat(5),
  job: 'footprint',
  leg: null,
  legs: 1,
  run: 500,
  attempt: 1,
  ...changes,
})

const write = (name: string, result: GateResult, from: Partial<Origin> = {}) =>
  folder.write(name, renderJson(result, origin(from)))

const same = gate('pass', scenario())
const grown = gate('regressed', scenario({ head: { writable: GROWN } }))

describe('compare', () => {
  test('finds the regression of the second result against the first', async () => {
    await write('base.json', same)
    await write('head.json', grown)
    const { exitCode, stdout } = await folder.run(['compare', 'base.json', 'head.json'])
    expect(exitCode).toBe(1)
    expect(stdout).toMatchInlineSnapshot(`
      "✗ manager: writable memory grew by 1.02 MiB (+11.2 %), allowed +93.1 KiB

                          base       head               change      limit
      manager
      ✗ writable      9.09 MiB  10.11 MiB  +1.02 MiB (+11.2 %)  +93.1 KiB  regressed
        minor-faults     2,557      2,557                   ±0       +100  pass

      smallest detectable change
        +102.1 KiB of writable memory, +101 minor page faults
      "
    `)
    expect((await folder.run(['compare', 'base.json', 'base.json'])).exitCode).toBe(0)
  })

  test('takes other budgets than the head was measured with', async () => {
    await write('base.json', same)
    await write('head.json', grown)
    const compare = (...budgets: readonly string[]) =>
      folder.run(['compare', 'base.json', 'head.json', ...budgets.flatMap((budget) => ['--budget', budget])])
    expect((await compare('writable=+2MiB')).exitCode).toBe(0)
    expect((await compare('writable=none', 'minor-faults=<=2000')).exitCode).toBe(1)
    const { exitCode, stderr } = await compare('writable=+1MB')
    expect(exitCode).toBe(2)
    expect(stderr).toContain('"MB" is no unit')
  })

  test('refuses what is no result, and says where', async () => {
    await write('base.json', same)
    const forged = renderJson(grown, origin()).replace('"atMs": 50', '"atMs": -50')
    await folder.write('forged.json', forged)
    const { exitCode, stdout, stderr } = await folder.run(['compare', 'base.json', 'forged.json'])
    expect(exitCode).toBe(2)
    expect(stdout).toBe('')
    expect(stderr).toContain('scenarios[0].runs[0].readings[0].atMs: expected a number >= 0, but found -50')
  })
})

describe('report', () => {
  test('tells all legs, exits by the worst, and writes what it can read again', async () => {
    await write('debian.json', same, { leg: '{"os":"debian"}', legs: 3 })
    await write('alpine.json', grown, { leg: '{"os":"alpine"}', legs: 3 })
    const { exitCode, stdout } = await folder.run([
      'report',
      'debian.json',
      'alpine.json',
      '--json',
      'all.json',
    ])
    expect(exitCode).toBe(1)
    expect(stdout).toMatchInlineSnapshot(`
      "✗ manager (alpine): writable memory grew by 1.02 MiB (+11.2 %), allowed
        +93.1 KiB

                         base      head              change     limit
      manager (alpine)
      ✗ writable     9.09 MiB 10.11 MiB +1.02 MiB (+11.2 %) +93.1 KiB regressed
        minor-faults    2,557     2,557                  ±0      +100 pass
      footprint
      ! scenario            –         –                   –         – inconclusive
      manager (debian)
        writable     9.09 MiB  9.09 MiB                ±0 B +93.1 KiB pass
        minor-faults    2,557     2,557                  ±0      +100 pass

      why
        - footprint: 1 of 3 legs left no result: it was canceled, skipped or failed
          before measuring.

      smallest detectable change
        manager (debian), manager (alpine): +102.1 KiB of writable memory, +101 minor
        page faults

      If this growth is meant, record the new level and commit it.
      "
    `)
    const again = await folder.run(['report', 'all.json'])
    expect(again.exitCode).toBe(1)
    expect(again.stdout).toContain('manager (alpine)')
  })

  test('excuses no leg that is missing', async () => {
    await write('debian.json', same, { leg: '{"os":"debian"}', legs: 2 })
    const { exitCode } = await folder.run(['report', 'debian.json', '--on-inconclusive', 'warn'])
    expect(exitCode).toBe(3)
  })
})
