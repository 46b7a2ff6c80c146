import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseConfigFile, readConfigFile } from '../../src/config/file.ts'
import { METRIC_NAMES } from '../../src/model/metrics.ts'
import { refusalOf, refusalOfAsync } from '../helpers/refusal.ts'

const parse = (source: string) => parseConfigFile(source, 'footprint.yml').content

describe('footprint.yml', () => {
  test('may say everything that can be said', () => {
    const source = `
baseline: memory/baseline.json
runs: 3
max-runs: 9
warmup: 0
on-missing-baseline: fail
on-inconclusive: warn
scenarios:
  - name: manager
    run: bin/manager conf/default.xml
    shell: false
    working-directory: ..
    env: { PORT: 7531, DEBUG: true, NAME: x }
    ready: tcp:7531
    ready-timeout: 5s
    until: steady
    workload: ./scripts/load.sh
    workload-timeout: 1m
    soak: 10s
    settle-timeout: 30s
    stop-signal: INT
    stop-timeout: 500ms
    runs: 4
    max-runs: 8
    warmup: 2
    budgets: { writable: "+1%, +64KiB, <=20MiB", minor-faults: "+100" }
  - name: tool
    run: [bin/tool, two words]
`
    expect(parse(source)).toMatchObject({
      baseline: 'memory/baseline.json',
      'on-missing-baseline': 'fail',
      scenarios: [
        { name: 'manager', env: { PORT: 7531, DEBUG: true, NAME: 'x' }, runs: 4 },
        { name: 'tool', run: ['bin/tool', 'two words'] },
      ],
    })
  })

  test.each([
    ['scenarios:\n  - name: a\n    run: b\n    redy: tcp:1\n', 4, 'unknown key "redy"', 'ready'],
    ['scenario:\n  - name: a\n', 1, 'unknown key "scenario"', 'scenarios'],
    ['runs: 3\nscenarios: []\nbudget: x\n', 3, 'unknown key "budget"', 'baseline'],
    [
      'scenarios:\n  - name: a\n    run: b\n    budgets:\n      writable: "+1%"\n      heap: "+1%"\n',
      6,
      'unknown key "heap"',
      METRIC_NAMES.join(', '),
    ],
    ['scenarios:\n  - { name: a, run: b, __proto__: { x: 1 } }\n', 2, 'unknown key "__proto__"', 'name'],
    ['scenarios:\n  - name: a\n    run: b\n    <<: { x: 1 }\n', 4, 'unknown key "<<"', 'name'],
  ])(
    'is refused with the line and the valid keys for a key that is unknown: %j',
    (source, line, why, valid) => {
      const { code, message } = refusalOf(() => parse(source))
      expect(code).toBe('config-malformed')
      expect(message).toContain(`footprint.yml:${line}: ${why}; use one of: `)
      expect(message).toContain(valid)
    },
  )

  test.each([
    ['scenarios: [', 1],
    ['scenarios:\n\t- name: a\n', 2],
    ['scenarios:\n  - name: a\n   run: b\n', 3],
    ['scenarios:\n  - name: "a\n', 3],
    ['runs: 3\nruns: 4\nscenarios: []\n', 2],
    ['scenarios:\n  - name: @a\n', 2],
    ['scenarios: []\n---\nscenarios: []\n', 2],
    ['scenarios: !!python/object []\n', 1],
  ])('is refused with the line of the mistake where it is no YAML: %j', (source, line) => {
    const { code, message, hint } = refusalOf(() => parse(source))
    expect(code).toBe('config-malformed')
    expect(message).toMatch(new RegExp(`^footprint\\.yml:${line}: \\S`))
    expect(message).not.toContain('\n')
    expect(hint).toContain('docs/configuration.md')
  })

  test.each([
    ['', 1, 'the file must be a map'],
    ['# nothing\n', 1, 'the file must be a map'],
    ['hello\n', 1, 'the file must be a map'],
    ['- a\n', 1, 'the file must be a map'],
    ['runs: 3\n', 1, 'scenarios is missing'],
    ['scenarios:\n', 1, 'scenarios must be a list of scenarios'],
    ['scenarios: {}\n', 1, 'scenarios must be a list of scenarios'],
    ['runs: 3\nscenarios: []\n', 2, 'scenarios must hold at least one scenario'],
    ['scenarios:\n  - a\n', 2, 'scenarios › [0] must be a map'],
    ['scenarios:\n  - name: a\n', 2, 'scenarios › [0] › run is missing'],
    ['scenarios:\n  - run: a\n', 2, 'scenarios › [0] › name is missing'],
    ['scenarios:\n  - name: ""\n    run: a\n', 2, 'name must not be empty'],
    ['scenarios:\n  - name: 5\n    run: a\n', 2, 'name must be text'],
    ['scenarios:\n  - name: a\n    run: 5\n', 3, 'run must be text or a list of words'],
    ['scenarios:\n  - name: a\n    run: []\n', 3, 'run must not be empty'],
    ['scenarios:\n  - name: a\n    run: [b, 5]\n', 3, 'must be text'],
    ['scenarios:\n  - name: a\n    run: b\n    shell: yes\n', 4, 'shell must be true or false'],
    ['scenarios:\n  - name: a\n    run: b\n    runs: "3"\n', 4, 'runs must be a number'],
    ['scenarios:\n  - name: a\n    run: b\n    runs: 2.5\n', 4, 'runs must be a whole number'],
    ['scenarios:\n  - name: a\n    run: b\n    runs: .nan\n', 4, 'runs must be a number'],
    ['runs: -1\nscenarios:\n  - name: a\n    run: b\n    runs: 1\n', 1, 'runs must be 1 or more'],
    ['warmup: 1e9\nscenarios:\n  - name: a\n    run: b\n', 1, 'warmup must be 100 or less'],
    ['scenarios:\n  - name: a\n    run: b\n    soak: 60\n', 4, 'soak must be a duration with its unit'],
    ['scenarios:\n  - name: a\n    run: b\n    ready: { tcp: 80 }\n', 4, 'ready must be text or a list'],
    ['scenarios:\n  - name: a\n    run: b\n    env: [A]\n', 4, 'env '],
    ['scenarios:\n  - name: a\n    run: b\n    env:\n      A: 1\n      B: {}\n', 6, 'must be text'],
    [
      'scenarios:\n  - name: a\n    run: b\n    env:\n      A=B: c\n',
      5,
      'A=B cannot be the name of a variable',
    ],
    ['scenarios:\n  - name: a\n    run: b\n    env:\n      A: "b\\0c"\n', 5, 'must not hold a NUL character'],
    [
      'scenarios:\n  - name: a\n    run: b\n    budgets:\n      minor-faults: 100\n',
      5,
      'must be text in quotes',
    ],
    [
      'scenarios:\n  - name: a\n    run: b\non-missing-baseline: ignore\n',
      4,
      'cannot be "ignore"; use one of',
    ],
  ])('is refused with the line of a value of the wrong kind: %j', (source, line, why) => {
    const { code, message } = refusalOf(() => parse(source))
    expect(message).toContain(`footprint.yml:${line}: `)
    expect(message).toContain(why)
    expect(code).toBe('config-malformed')
  })

  test('is refused for an alias of nothing', () => {
    const { code, message } = refusalOf(() => parse('scenarios: *nobody\n'))
    expect(message).toContain('footprint.yml: Unresolved alias')
    expect(code).toBe('config-malformed')
  })

  test('cannot make the gate eat memory by aliases of aliases', () => {
    const bomb = ['a: &a [x, x, x, x, x, x, x, x, x]']
    for (let level = 1; level < 12; level += 1) {
      const before = String.fromCharCode(96 + level)
      const name = String.fromCharCode(97 + level)
      bomb.push(`${name}: &${name} [${Array.from({ length: 9 }, () => `*${before}`).join(', ')}]`)
    }
    expect(refusalOf(() => parse(bomb.join('\n')))).toMatchObject({ code: 'config-malformed' })
  })

  test('may use aliases, comments, and the line ends of any system', () => {
    const source = '# ours\r\nscenarios:\r\n  - name: a\r\n    run: &r b\r\n  - name: c\r\n    run: *r\r\n'
    expect(parse(source).scenarios.map(({ run }) => run)).toEqual(['b', 'b'])
  })

  describe('on disk', () => {
    let folder: string
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'footprint-gate-config-'))
    })
    afterAll(async () => {
      await rm(folder, { recursive: true })
    })

    test('is missed by its path', async () => {
      const error = await refusalOfAsync(() => readConfigFile(join(folder, 'none.yml')))
      expect(error).toMatchObject({ code: 'config-missing' })
      expect(error.message).toContain(join(folder, 'none.yml'))
    })

    test('is refused as what can hold none, and below a file', async () => {
      await writeFile(join(folder, 'file'), '')
      for (const path of [folder, '/dev/zero', '/dev/null']) {
        expect(await refusalOfAsync(() => readConfigFile(path))).toMatchObject({ code: 'config-no-file' })
      }
      expect(await refusalOfAsync(() => readConfigFile(join(folder, 'file', 'x.yml')))).toMatchObject({
        code: 'config-unreadable',
      })
    })

    test('is refused when it is too large, and when it is not UTF-8', async () => {
      const path = join(folder, 'other.yml')
      await writeFile(path, '# caf\xe9', 'latin1')
      expect(await refusalOfAsync(() => readConfigFile(path))).toMatchObject({ code: 'config-not-text' })
      await truncate(path, 3 * 1024 ** 3)
      expect(await refusalOfAsync(() => readConfigFile(path))).toMatchObject({ code: 'config-too-large' })
    })
  })
})
