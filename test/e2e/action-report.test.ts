import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { runner, server, TOKEN, useOneRunner } from '../helpers/action.ts'
import type { Origin } from '../../src/model/stored-result.ts'
import type { GateResult } from '../../src/verdict/result.ts'
import { COMMENT_LIMIT_BYTES } from '../../src/github/comment.ts'
import { renderConversation } from '../helpers/conversation.ts'
import { PULL_REQUEST, pullRequestEvent } from '../helpers/events.ts'
import { type StepOptions } from '../helpers/runner.ts'
import { storedJson } from '../helpers/stored.ts'
import { gate, GROWN, scenario } from '../report/samples.ts'

/** dist/action.js as the one job that tells what the legs of a matrix have measured. */

vi.setConfig({ testTimeout: 60_000 })

useOneRunner()

beforeEach(async () => {
  await mkdir(join(runner.workspace, 'results'))
})
afterEach(async () => {
  await rm(join(runner.workspace, 'results'), { recursive: true })
})

const same = gate('pass', scenario())
const grown = gate('regressed', scenario({ head: { writable: GROWN } }))

/** As an artifact of the leg is laid down. */
const leave = (name: string, result: GateResult, from: Partial<Origin>) =>
  runner.write(join('results', `${name}.json`), storedJson(result, from))

const leg = (os: string, python = '3.13') => JSON.stringify({ os, python })

function report(changes: Partial<StepOptions> = {}) {
  return runner.run({
    event: 'pull_request',
    payload: pullRequestEvent(),
    apiUrl: server.url,
    ...changes,
    inputs: { mode: 'report', results: 'results/**/*.json', 'github-token': TOKEN, ...changes.inputs },
  })
}

test('three legs of four are one comment, which is red and says what is missing', async () => {
  await leave('debian', same, { leg: leg('debian'), legs: 4 })
  await leave('alpine', grown, { leg: leg('alpine'), legs: 4 })
  await leave('fedora', same, { leg: leg('fedora'), legs: 4 })
  const step = await report()
  await expect(renderConversation(step, runner, server)).toMatchFileSnapshot('__snapshots__/action/report.md')
  expect(server.requests).toHaveLength(2)
})

test('a leg that was run again turns it green', async () => {
  await leave('debian', same, { leg: leg('debian'), legs: 2 })
  await leave('alpine', grown, { leg: leg('alpine'), legs: 2 })
  expect((await report()).exitCode).toBe(1)
  await leave('alpine-2', same, { leg: leg('alpine'), legs: 2, attempt: 2 })
  const step = await report({ variables: { GITHUB_RUN_ATTEMPT: '2' } })
  expect(step.exitCode).toBe(0)
  expect(server.commentsOf(PULL_REQUEST).map(({ body }) => /✅|❌/.exec(body)?.[0])).toEqual(['✅'])
})

test('results of another run alone are never green', async () => {
  await leave('debian', same, { run: 499, commit: 'o1d' })
  const step = await report({ inputs: { 'on-inconclusive': 'warn' } })
  expect(step.exitCode).toBe(3)
  expect(step.outputs['comment-body']).toContain('of commit o1d')
})

test('what a step has measured is judged again as it was', async () => {
  const measured = await runner.run({
    event: 'pull_request',
    payload: pullRequestEvent(),
    apiUrl: server.url,
    inputs: { run: '/bin/true', until: 'exit', comment: 'never', budget: 'minor-faults=<=1\nwritable=none' },
  })
  const step = await report({ inputs: { results: measured.outputs['report-json'] ?? '' } })
  for (const output of ['verdict', 'minor-faults'])
    expect(step.outputs[output]).toBe(measured.outputs[output])
  expect([measured.exitCode, step.exitCode]).toEqual([1, 1])
  expect(step.outputs['verdict']).toBe('over-limit')
})

test('a leg whose program failed is told with its error', async () => {
  await leave('debian', same, { leg: leg('debian'), legs: 2 })
  const failed = await runner.run({
    event: 'pull_request',
    payload: pullRequestEvent(),
    apiUrl: server.url,
    inputs: {
      run: '/bin/false',
      until: 'exit',
      comment: 'never',
      matrix: leg('alpine'),
      'job-total': '2',
      'job-check-run-id': '77',
    },
    variables: { GITHUB_JOB: 'measure' },
  })
  expect(failed.exitCode).toBe(2)
  const path = failed.outputs['report-json'] ?? ''
  expect(path).toMatch(/\/footprint-measure-os-alpine-python-3\.13-[0-9a-f]{8}-1\.json$/)
  const step = await report({ inputs: { results: `results\n${path}`, 'on-inconclusive': 'warn' } })
  expect(step.exitCode).toBe(3)
  expect(step.outputs['comment-body']).toContain(
    '### ⚠️ Inconclusive: alpine, 3.13: It could not measure: false failed with status 1.',
  )
})

test('without any result it is red, and says so on the pull request', async () => {
  const step = await report()
  expect(step.exitCode).toBe(3)
  expect(server.commentsOf(PULL_REQUEST)[0]?.body).toContain('no file matches results/**/*.json')
})

test('without a path it says what to name', async () => {
  const step = await report({ inputs: { results: '' } })
  expect(step.exitCode).toBe(2)
  expect(step.log).toContain('the input results is empty')
})

test('a job that was skipped is missed, beside one that passed', async () => {
  await leave('debian', same, { leg: leg('debian') })
  const needs = { measure: { result: 'success', outputs: {} }, load: { result: 'skipped', outputs: {} } }
  const step = await report({ inputs: { needs: JSON.stringify(needs), 'on-inconclusive': 'warn' } })
  expect(step.exitCode).toBe(3)
  expect(step.outputs['comment-body']).toContain(
    '### ⚠️ Inconclusive: load: The job was skipped, and left no result',
  )
})

test('in a merge queue all is judged and nothing posted', async () => {
  await leave('debian', grown, { leg: leg('debian'), commit: 'a'.repeat(40) })
  const step = await report({
    event: 'merge_group',
    payload: {},
    variables: { GITHUB_SHA: 'a'.repeat(40) },
  })
  expect(step.exitCode).toBe(1)
  expect(server.requests).toEqual([])
  expect(step.summary).toContain('❌')
})

test('two hundred legs fit into one comment, in two requests', async () => {
  const names = Array.from({ length: 200 }, (_, index) => `system-${index}`)
  for (const [index, name] of names.entries()) {
    const result = index % 10 === 3 ? grown : same
    await leave(name, result, { leg: leg(name), legs: 200 })
  }
  const step = await report()
  expect(step.exitCode).toBe(1)
  expect(step.outputs['verdict']).toBe('regressed')
  const [comment] = server.commentsOf(PULL_REQUEST)
  expect(comment?.body).toBe(step.outputs['comment-body'])
  expect(Buffer.byteLength(comment?.body ?? '')).toBeLessThanOrEqual(COMMENT_LIMIT_BYTES)
  for (const [index, name] of names.entries()) {
    if (index % 10 === 3) expect(comment?.body).toContain(`manager (${name}, 3.13)`)
  }
  expect(Buffer.byteLength(step.summary)).toBeLessThan(1024 ** 2)
  expect(server.requests).toHaveLength(2)
})
