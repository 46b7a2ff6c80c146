import { existsSync, readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { runner, server, TOKEN, useOneRunner } from '../helpers/action.ts'
import { PULL_REQUEST, pullRequestEvent } from '../helpers/events.ts'
import { obeyedCommands, type StepResult } from '../helpers/runner.ts'

/** dist/action.js where the files that the runner keeps for it cannot be written. */

/** No space left on the device, whoever asks; no folder for the file. */
const UNWRITABLE = ['/dev/full', '/nowhere/file']
const ALL = { GITHUB_STEP_SUMMARY: '/dev/full', GITHUB_OUTPUT: '/dev/full', RUNNER_TEMP: '/nowhere' }

// A whole step takes two seconds, and thirty on a machine that others keep busy.
vi.setConfig({ testTimeout: 120_000 })

useOneRunner()

/** Gates a program that ends at once and is over its ceiling: exit code 1. */
function gate(
  variables: Readonly<Record<string, string>>,
  inputs: Readonly<Record<string, string>> = {},
): Promise<StepResult> {
  return runner.run({
    event: 'pull_request',
    payload: pullRequestEvent(),
    apiUrl: server.url,
    inputs: {
      run: '/bin/true',
      name: 'true',
      until: 'exit',
      runs: '3',
      budget: 'minor-faults=<=1\nwritable=none',
      'github-token': TOKEN,
      ...inputs,
    },
    variables,
  })
}

const warnings = ({ log }: StepResult) =>
  obeyedCommands(log).filter((line) => line.startsWith('::warning::Cannot write'))
const comments = () => server.commentsOf(PULL_REQUEST)

describe('a failing gate fails all the same, and posts its comment,', () => {
  test.each(UNWRITABLE)('without a summary: GITHUB_STEP_SUMMARY=%s', async (path) => {
    const step = await gate({ GITHUB_STEP_SUMMARY: path })
    expect(step.exitCode).toBe(1)
    expect(warnings(step)).toEqual([expect.stringContaining('the job summary')])
    expect(step.outputs['verdict']).toBe('over-limit')
    expect(comments()).toHaveLength(1)
  })

  test.each(UNWRITABLE)('without outputs: GITHUB_OUTPUT=%s', async (path) => {
    const step = await gate({ GITHUB_OUTPUT: path })
    expect(step.exitCode).toBe(1)
    expect(warnings(step)).toEqual([
      expect.stringContaining('the outputs verdict, '),
      expect.stringContaining('the outputs comment-body, '),
    ])
    expect(step.summary).toContain('❌')
    expect(comments()).toHaveLength(1)
  })

  test.each(['/nowhere', '/dev/null'])('without a result: RUNNER_TEMP=%s', async (folder) => {
    const step = await gate({ RUNNER_TEMP: folder })
    expect(step.exitCode).toBe(1)
    expect(warnings(step)).toEqual([expect.stringContaining('the result as JSON')])
    expect(step.outputs).toMatchObject({ verdict: 'over-limit', 'report-json': '' })
    expect(comments()).toHaveLength(1)
  })

  test('without a report for another tool', async () => {
    const step = await gate({}, { export: 'junit=reports/footprint.xml\nbencher=/dev/full' })
    expect(step.exitCode).toBe(1)
    expect(warnings(step)).toEqual([expect.stringContaining('/dev/full')])
    expect(await readFile(join(runner.workspace, 'reports/footprint.xml'), 'utf8')).toContain(
      '<testsuite name="true" tests="1" failures="1"',
    )
    expect(comments()).toHaveLength(1)
  })

  test('without any of them', async () => {
    const step = await gate(ALL)
    expect(step.exitCode).toBe(1)
    expect(warnings(step)).toHaveLength(4)
    expect(step.log).not.toMatch(/^\s+at /m)
    expect(comments()[0]?.body).toContain('❌')
  })
})

test('the report is a page where `html` asks for it, and a warning where that cannot be written', async () => {
  const path = join(runner.workspace, 'reports/page.html')
  const step = await gate({}, { html: 'reports/page.html' })
  expect(step.outputs).toMatchObject({ verdict: 'over-limit', 'report-html': path })
  expect(readFileSync(path, 'utf8')).toContain('<title>✗ ')
  const unwritable = await gate({}, { html: '/dev/null/page.html' })
  expect(unwritable.exitCode).toBe(1)
  expect(warnings(unwritable)).toEqual([expect.stringContaining('the report as HTML')])
  expect(unwritable.outputs).toMatchObject({ verdict: 'over-limit', 'report-html': '' })
})

test('a passing gate passes without any of them', async () => {
  const { exitCode } = await gate(ALL, { budget: 'minor-faults=<=100000\nwritable=none' })
  expect(exitCode).toBe(0)
})

test('a program that fails is reported on the pull request without any of them', async () => {
  const step = await gate(ALL, { run: '/bin/false' })
  expect(step.exitCode).toBe(2)
  expect(step.log).not.toContain('this is a bug')
  expect(comments()[0]?.body).toContain('could not measure')
})

test('a baseline is recorded without any of them', async () => {
  const { exitCode } = await gate(ALL, { mode: 'record', baseline: 'recorded.json' })
  expect(exitCode).toBe(0)
  expect(existsSync(join(runner.workspace, 'recorded.json'))).toBe(true)
})
