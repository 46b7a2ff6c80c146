import { describe, expect, test } from 'vitest'
import { runner, server, TOKEN, useOneRunner } from '../helpers/action.ts'
import { renderMarker } from '../../src/github/marker.ts'
import { PULL_REQUEST, pullRequestEvent } from '../helpers/events.ts'
import { NO_PERMISSION, RUNNER_BOT } from '../helpers/github-server.ts'
import { type StepResult } from '../helpers/runner.ts'

/** What dist/action.js does when GitHub says no: the verdict is the same, whatever becomes of the comment. */

const KEY = 'CI / footprint / true'
const COMMENTS = /\/comments/
const SECONDARY = 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.'

useOneRunner()

/** Gates a program that ends at once and is over its ceiling: exit code 1, whatever GitHub says. */
async function gate(inputs: Readonly<Record<string, string>> = {}): Promise<StepResult> {
  const step = await runner.run({
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
  })
  expect(step.outputs['verdict']).toBe('over-limit')
  expect(step.exitCode).toBe(1)
  return step
}

const notices = ({ log }: StepResult) => log.split('\n').filter((line) => line.startsWith('::notice'))
const old = (run: number) => `${renderMarker({ key: KEY, run, attempt: 1, head: 'old' })}\nold`

describe('a failing gate', () => {
  test('updates its comment behind many others', async () => {
    for (let index = 0; index < 120; index++) server.addComment(PULL_REQUEST, RUNNER_BOT, `remark ${index}`)
    const id = server.addComment(PULL_REQUEST, RUNNER_BOT, old(400))
    const step = await gate()
    expect(step.outputs['comment-id']).toBe(String(id))
    expect(server.commentsOf(PULL_REQUEST)).toHaveLength(121)
    expect(server.commentsOf(PULL_REQUEST).at(-1)?.body).toBe(step.outputs['comment-body'])
    expect(notices(step)).toEqual([])
  })

  test.each([
    [403, NO_PERMISSION, 'pull-requests: write'],
    [404, 'Not Found', 'pull-requests: write'],
    [422, 'Validation Failed', 'Validation Failed'],
  ])('fails all the same after a %i, with a notice', async (status, message, said) => {
    server.fail({ method: 'POST', path: COMMENTS, status, message, times: 9 })
    const step = await gate()
    expect(notices(step)).toEqual([expect.stringContaining(said)])
    expect(step.outputs['comment-id']).toBe('')
    expect(step.summary).toContain('❌')
  })

  test('tries again after a 500', async () => {
    server.fail({ method: 'POST', path: COMMENTS, status: 500, message: 'Server Error', times: 1 })
    const step = await gate()
    expect(notices(step)).toEqual([])
    expect(server.commentsOf(PULL_REQUEST)).toHaveLength(1)
  })

  test('tries again after a secondary rate limit, when it is time', async () => {
    const headers = { 'retry-after': '1' }
    server.fail({ method: 'GET', path: COMMENTS, status: 403, message: SECONDARY, headers, times: 1 })
    const step = await gate()
    expect(notices(step)).toEqual([])
    expect(server.commentsOf(PULL_REQUEST)).toHaveLength(1)
  })

  test('does not wait an hour for a rate limit', async () => {
    const headers = { 'retry-after': '3600' }
    server.fail({ method: 'GET', path: COMMENTS, status: 403, message: SECONDARY, headers, times: 1 })
    const step = await gate()
    expect(notices(step)).toEqual([expect.stringContaining('rate limit')])
    expect(step.durationMs).toBeLessThan(20_000)
  })

  test('leaves the comment of a newer run as it is', async () => {
    const id = server.addComment(PULL_REQUEST, RUNNER_BOT, old(501))
    const step = await gate()
    expect(notices(step)).toEqual([expect.stringContaining('a newer run')])
    expect(server.commentsOf(PULL_REQUEST)).toEqual([{ id, login: RUNNER_BOT.login, body: old(501) }])
  })

  test('leaves a forged comment of somebody else as it is', async () => {
    server.addComment(PULL_REQUEST, { login: 'mallory', id: 66, type: 'User' }, old(999))
    const step = await gate()
    const [forged, ours] = server.commentsOf(PULL_REQUEST)
    expect(forged?.body).toBe(old(999))
    expect(ours?.body).toBe(step.outputs['comment-body'])
  })

  test('makes a comment anew that is deleted while it is at it', async () => {
    const id = server.addComment(PULL_REQUEST, RUNNER_BOT, old(400))
    server.onRequest = (method) => {
      if (method === 'PATCH') server.deleteComment(id)
    }
    const step = await gate()
    expect(notices(step)).toEqual([])
    expect(server.commentsOf(PULL_REQUEST).map(({ body }) => body)).toEqual([step.outputs['comment-body']])
  })

  test('asks GitHub only whether the growth is accepted when no comment is wanted, and writes no summary when none is', async () => {
    const step = await gate({ comment: 'never', 'job-summary': 'false' })
    expect(server.requests.map(({ method }) => method)).toEqual(['GET'])
    expect(step.summary).toBe('')
    expect(step.outputs['comment-body']).toContain('❌')
  })
})
