import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse, parseDocument } from 'yaml'
import { INPUT_OPTIONS, optionOf } from '../../src/config/options.ts'
import { loadPlan } from '../../src/config/plan.ts'
import { nameOfFlag } from '../../src/cli/flags.ts'

/** The workflows that people copy: those in examples/ and in README.md. */

interface Step {
  readonly uses?: string
  readonly run?: string
  readonly with?: Readonly<Record<string, string>>
}

interface Job {
  readonly if?: string
  readonly 'runs-on'?: string
  readonly permissions?: object
  readonly steps?: readonly Step[]
}

interface Workflow {
  readonly name?: string
  readonly on?: unknown
  readonly permissions?: Readonly<Record<string, string>>
  readonly jobs: Readonly<Record<string, Job>>
}

const ROOT = resolve(import.meta.dirname, '../..')
const OURS = 'footprint-gate/footprint-gate@'

const read = (path: string) => readFileSync(resolve(ROOT, path), 'utf8')

const exampleFiles = readdirSync(resolve(ROOT, 'examples')).map((name) => `examples/${name}`)
const inReadme = Array.from(read('README.md').matchAll(/^```yaml\n([^]*?)^```$/gm), ([, text = '']) => text)

const workflows = [
  ...exampleFiles.map((path) => [path, read(path)] as const),
  ...inReadme.map((text, index) => [`README.md, block ${index + 1}`, text] as const),
].filter(([, text]) => /^jobs:/m.test(text))

test('there are workflows to look at', () => {
  expect(workflows.map(([where]) => where)).toEqual([
    'examples/accept.yml',
    'examples/branch.yml',
    'examples/check.yml',
    'examples/explain.yml',
    'examples/fork-comment.yml',
    'examples/fork-measure.yml',
    'examples/matrix.yml',
    'examples/pair.yml',
    'examples/record.yml',
    'README.md, block 1',
    'README.md, block 2',
  ])
})

describe.each(workflows)('the workflow %s', (where, text) => {
  const workflow = parse(text) as Workflow
  const jobs = Object.values(workflow.jobs)
  const steps = jobs.flatMap((job) => job.steps ?? [])
  const ours = steps.filter(({ uses }) => uses?.startsWith(OURS) === true)

  test('is YAML without errors or warnings', () => {
    const { errors, warnings } = parseDocument(text)
    expect([...errors, ...warnings]).toEqual([])
  })

  test('has a name, events, and jobs whose steps each do one thing', () => {
    expect(workflow.name).toMatch(/footprint/i)
    expect(workflow.on).toBeTruthy()
    expect(jobs.every((job) => job['runs-on'] !== undefined)).toBe(true)
    for (const { uses, run } of steps)
      expect([uses, run].filter((part) => part !== undefined)).toHaveLength(1)
  })

  test('grants no more than to read, and to comment', () => {
    const granted = [workflow.permissions, ...jobs.map((job) => job.permissions)].flatMap((permissions) =>
      Object.entries(permissions ?? {}),
    )
    expect(workflow.permissions).toHaveProperty('contents', 'read')
    const usual = ['contents: read', 'actions: read', 'pull-requests: read', 'pull-requests: write']
    // What runs a job again measures nothing itself.
    if (where === 'examples/accept.yml') usual.push('actions: write')
    // To keep the baseline on a branch takes more, in a job that runs nothing of anybody's.
    const writers = jobs.filter(
      (job) =>
        job.permissions !== undefined &&
        'contents' in job.permissions &&
        job.permissions.contents === 'write',
    )
    for (const { if: condition, steps } of writers) {
      expect(condition).toBe("github.event_name == 'push'")
      expect(steps?.map(({ run, with: inputs }) => run ?? inputs?.['run'] ?? null)).toEqual([null, null])
      usual.push('contents: write')
    }
    expect(
      granted.map(([name, level]) => `${name}: ${String(level)}`).filter((one) => !usual.includes(one)),
    ).toEqual([])
  })

  test('pins every action by a version, and leaves no credentials to the program', () => {
    for (const { uses, with: inputs } of steps) {
      if (uses === undefined) continue
      expect(uses).toMatch(/^[\w.-]+\/[\w.-]+@v\d+(\.\d+)*$/)
      if (uses.startsWith('actions/checkout@')) expect(inputs).toEqual({ 'persist-credentials': false })
    }
  })

  test('gives the action inputs that it has', () => {
    const settable = INPUT_OPTIONS.filter((key) => optionOf(key).automatic !== true)
    if (where !== 'examples/accept.yml') expect(ours.length).toBeGreaterThan(0)
    for (const { with: inputs } of ours) {
      const unknown = Object.keys(inputs ?? {}).filter((name) => !settable.includes(name as never))
      expect(unknown).toEqual([])
    }
  })

  test('asks for something that can be measured', async () => {
    for (const { with: inputs = {} } of ours) {
      if (inputs['mode'] === 'report' || inputs['mode'] === 'comment' || inputs['results'] !== undefined) {
        expect(inputs['results']).toBe('results/**/*.json')
        expect([undefined, '${{ toJSON(needs) }}']).toContain(inputs['needs'])
        continue
      }
      const { budget, mode, 'config-file': config, ...others } = inputs
      expect([undefined, 'check', 'record']).toContain(mode?.startsWith('$') === true ? undefined : mode)
      const request = {
        ...others,
        ...(config !== undefined && { 'config-file': `examples/${config}` }),
        ...(budget !== undefined && { budget: budget.trim().split('\n') }),
      }
      const { scenarios } = await loadPlan(request, ROOT, nameOfFlag)
      expect(scenarios.map(({ name }) => name)).toContain('manager')
    }
  })
})

test('examples/footprint.yml is a configuration that the gate reads', async () => {
  const { scenarios } = await loadPlan({ 'config-file': 'examples/footprint.yml' }, ROOT, nameOfFlag)
  expect(scenarios.map(({ name }) => name)).toEqual([
    'manager',
    'manager, loaded',
    'store',
    'manager, soaked',
    'import',
  ])
})

test('our own workflow builds the base as it builds the head, and measures both', async () => {
  const { jobs } = parse(read('.github/workflows/footprint.yml')) as Workflow
  const steps = Object.values(jobs).flatMap((job) => job.steps ?? [])
  const inputs = steps.find(({ uses }) => uses === './')?.with ?? {}
  expect(inputs['build']?.trim().split('\n')).toEqual(steps.flatMap(({ run }) => run ?? []))
  const { pair } = await loadPlan(inputs, ROOT, nameOfFlag)
  expect(pair).toMatchObject({ compareWith: 'base' })
})

test('the README checks and records the same program', () => {
  const [check, record] = inReadme.map((text) => {
    const { jobs } = parse(text) as Workflow
    const inputs = Object.values(jobs)
      .flatMap(({ steps }) => steps ?? [])
      .find(({ uses }) => uses?.startsWith(OURS))?.with
    return {
      runsOn: Object.values(jobs).map((job) => job['runs-on']),
      run: inputs?.['run'],
      ready: inputs?.['ready'],
    }
  })
  expect(record).toEqual(check)
})
