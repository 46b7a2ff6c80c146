import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { UserError } from '../../src/model/errors/user-error.ts'
import { INPUT_OPTIONS } from '../../src/config/options.ts'
import { readInputs } from '../../src/github/inputs.ts'

const defaults = {
  request: {},
  mode: 'check',
  comment: 'always',
  commentKey: null,
  leg: null,
  commentStyle: 'full',
  legs: null,
  results: [],
  needs: [],
  checkRunId: null,
  jobSummary: true,
  exports: [],
  html: null,
  githubToken: null,
  warnings: [],
}

/** As the runner does for every input of action.yml that a workflow does not mention. */
const empty = Object.fromEntries(INPUT_OPTIONS.map((name) => [`INPUT_${name.toUpperCase()}`, '']))

/** JSON, and a matrix, that nobody can mean. */
const TOO_DEEP = `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`

function refusal(env: Record<string, string>): UserError {
  try {
    readInputs(env)
  } catch (error) {
    if (error instanceof UserError) return error
    throw error
  }
  throw new Error('nothing was refused')
}

describe('the inputs', () => {
  test('that are empty are defaults', () => {
    expect(readInputs(empty)).toEqual(defaults)
    expect(readInputs({})).toEqual(defaults)
    expect(readInputs({ ...empty, INPUT_RUN: '  \n' })).toEqual(defaults)
  })

  test('are read by the names that the runner gives them', () => {
    const inputs = readInputs({
      ...empty,
      PATH: '/bin',
      INPUT_RUN: 'bin/manager conf/default.xml',
      'INPUT_MAX-RUNS': '7',
      'INPUT_ON-MISSING-BASELINE': 'fail',
      INPUT_MODE: 'record',
      INPUT_COMMENT: 'on-failure',
      'INPUT_COMMENT-KEY': 'leg 1',
      'INPUT_JOB-SUMMARY': 'false',
      INPUT_EXPORT: 'junit=out/footprint.xml\n# for the trend\nbencher=bmf.json\n',
      INPUT_HTML: 'out/footprint.html',
      'INPUT_GITHUB-TOKEN': 'token',
      INPUT_MATRIX: '{\n  "os": "ubuntu",\n  "arch": "arm64"\n}',
      'INPUT_JOB-TOTAL': '4',
      'INPUT_COMMENT-STYLE': 'compact',
      INPUT_NEEDS: '{"measure":{"result":"cancelled","outputs":{}}}',
      INPUT_RESULTS: 'a.json\n\nresults/**/*.json\n',
      'INPUT_JOB-CHECK-RUN-ID': '53000000001',
    })
    expect(inputs).toEqual({
      request: { run: 'bin/manager conf/default.xml', 'max-runs': '7', 'on-missing-baseline': 'fail' },
      mode: 'record',
      comment: 'on-failure',
      commentKey: 'leg 1',
      leg: '{"arch":"arm64","os":"ubuntu"}',
      legs: 4,
      commentStyle: 'compact',
      results: ['a.json', 'results/**/*.json'],
      needs: [{ job: 'measure', ended: 'cancelled' }],
      checkRunId: 53000000001,
      jobSummary: false,
      exports: [
        { format: 'junit', file: 'out/footprint.xml' },
        { format: 'bencher', file: 'bmf.json' },
      ],
      html: 'out/footprint.html',
      githubToken: 'token',
      warnings: [],
    })
  })

  test('take a budget from each line, but for blank ones and remarks', () => {
    const { request } = readInputs({
      INPUT_BUDGET: '\n  writable=+1%, +64KiB\n\n# faults are told, not gated\n  rss=<=20MiB\n',
    })
    expect(request.budget).toEqual(['writable=+1%, +64KiB', 'rss=<=20MiB'])
  })

  test('take a ready condition from each line', () => {
    const { request } = readInputs({ INPUT_READY: 'tcp:80\nhttp://localhost/up 204\n' })
    expect(request.ready).toEqual(['tcp:80', 'http://localhost/up 204'])
  })

  test('take names of variables from each line', () => {
    expect(readInputs({ 'INPUT_PASS-ENV': 'AWS_*\nA, B\n' }).request['pass-env']).toEqual(['AWS_*', 'A, B'])
  })

  test.each([
    ['INPUT_MODE', 'chekc', 'check, record'],
    ['INPUT_COMMENT', 'on-fail', 'always, on-change, on-failure, never'],
    ['INPUT_JOB-SUMMARY', 'yes', 'true, false'],
  ])('refuse %s=%s with the valid values', (variable, value, valid) => {
    const error = refusal({ [variable]: value })
    expect(error.message).toContain(`"${value}"`)
    expect(error.hint).toContain(valid)
  })

  test.each(['budgets', 'bugdet', 'mdoe', 'rnu', 'max_runs', 'on-missing-baselin', 'job_sumary'])(
    'refuse %s, which is nearly a valid name, with the valid names',
    (name) => {
      const error = refusal({ ...empty, [`INPUT_${name.toUpperCase()}`]: 'writable=+0' })
      expect(error.message).toBe(`unknown input "${name}"`)
      expect(error.hint).toContain('budget, ')
      expect(error.hint).not.toContain('matrix')
    },
  )

  test.each(['file', 'path', 'bin', 'metric', 'version', 'job-check-run', ''])(
    'warn of %s, which is nowhere near a valid name',
    (name) => {
      const { warnings, ...others } = readInputs({ ...empty, [`INPUT_${name.toUpperCase()}`]: 'data.csv' })
      expect({ ...others, warnings: [] }).toEqual(defaults)
      expect(warnings).toEqual([expect.stringContaining(`ignores it: ${JSON.stringify(name)}.`)])
    },
  )

  test('warn of many others in one sentence, and never of what is no input', () => {
    const others = Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`INPUT_FOREIGN_${index}`, '']))
    const { warnings } = readInputs({ ...others, INPUT: 'x', input_budgets: 'x', MY_INPUT_RUN: 'x' })
    expect(warnings).toEqual([expect.stringContaining('"foreign_4", and 4 more names.')])
  })

  test.each(['${{ toJSON(matrix) }}', '{"os": ', '["ubuntu"]', '"ubuntu"', '7', TOO_DEEP])(
    'warn of the matrix %.30j, and go on without it',
    (matrix) => {
      const { leg, warnings } = readInputs({ ...empty, INPUT_MATRIX: matrix })
      expect(leg).toBeNull()
      expect(warnings).toEqual([expect.stringContaining('share one comment')])
    },
  )

  test.each(['${{ job.check_run_id }}', '0', '-7', '1e3', '12345678901234567', 'x'])(
    'take no number of a job from %j',
    (text) => {
      const inputs = readInputs({ ...empty, 'INPUT_JOB-CHECK-RUN-ID': text })
      expect(inputs).toEqual(defaults)
    },
  )

  test.each(['null', 'measure', '{"measure":"success"}'])('refuse %s as needs', (text) => {
    expect(refusal({ INPUT_NEEDS: text }).hint).toContain('${{ toJSON(needs) }}')
  })

  test('are those of action.yml, all and no others', async () => {
    const action = parse(await readFile('action.yml', 'utf8')) as { inputs: Record<string, unknown> }
    expect(Object.keys(action.inputs).sort()).toEqual([...INPUT_OPTIONS].sort())
    expect(action.inputs).toMatchObject({
      matrix: { default: '${{ toJSON(matrix) }}' },
      'job-check-run-id': { default: '${{ job.check_run_id }}' },
    })
  })
})
