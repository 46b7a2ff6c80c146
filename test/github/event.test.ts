import { describe, expect, test } from 'vitest'
import { readEvent, warnOfEvent } from '../../src/github/event.ts'
import { FORK, PULL_REQUEST, pullRequestEvent, runnerVariables, writeEvent } from '../helpers/events.ts'

/** A job whose server does not say its number. */
const unnumbered = { checkRunId: null }

async function read(event: string, payload: object) {
  return readEvent(runnerVariables(event, await writeEvent(JSON.stringify(payload))), unnumbered)
}

describe('the context of a run', () => {
  test('of a pull request holds its number and the commit of its head, not of the merge', async () => {
    const event = await read('pull_request', pullRequestEvent({ headSha: 'c0ffee' }))
    expect(event.pullRequest).toEqual({ number: PULL_REQUEST, headSha: 'c0ffee', fromFork: false })
    expect(event.commit).toBe('c0ffee')
    expect(event.runUrl).toBe('https://github.test/acme/app/actions/runs/500')
  })

  test('links to the job where its number is known', async () => {
    const { runUrl } = await readEvent(runnerVariables('push', ''), { checkRunId: 53 })
    expect(runUrl).toBe('https://github.test/acme/app/actions/runs/500/job/53')
  })

  test('links by the number of the run on Gitea', async () => {
    const gitea = {
      ...runnerVariables('push', ''),
      GITHUB_SERVER_URL: 'https://gitea.example/',
      GITHUB_API_URL: 'https://gitea.example/api/v1',
    }
    expect((await readEvent(gitea, unnumbered)).runUrl).toBe('https://gitea.example/acme/app/actions/runs/42')
  })

  test('tells a pull request from a fork', async () => {
    const event = await read('pull_request', pullRequestEvent({ headRepo: FORK }))
    expect(event.pullRequest?.fromFork).toBe(true)
  })

  test('takes a pull request whose fork is gone for one from a fork', async () => {
    const event = await read('pull_request', pullRequestEvent({ headRepo: null }))
    expect(event.pullRequest?.fromFork).toBe(true)
  })

  test.each(['push', 'schedule', 'merge_group', 'workflow_dispatch'])(
    'of %s has no pull request',
    async (name) => {
      const event = await read(name, {})
      expect(event.pullRequest).toBeNull()
      expect(event.commit).toBe('5a5a000000000000000000000000000000000000')
    },
  )

  test('warns of pull_request_target, whose token may write', async () => {
    expect(warnOfEvent(await read('pull_request_target', pullRequestEvent()))).toContain(
      'pull_request_target',
    )
    expect(warnOfEvent(await read('pull_request', pullRequestEvent()))).toBeNull()
  })

  test('counts attempts from 1 on servers that have none', async () => {
    const variables = { ...runnerVariables('push', ''), GITHUB_RUN_ATTEMPT: undefined }
    expect((await readEvent(variables, unnumbered)).attempt).toBe(1)
  })

  test.each([
    ['{', 'cannot read the event pull_request in'],
    ['{}', 'pull_request'],
    ['{"pull_request": {"number": "7"}}', 'number'],
  ])('is refused when the event file holds %s', async (text, reason) => {
    const path = await writeEvent(text)
    await expect(readEvent(runnerVariables('pull_request', path), unnumbered)).rejects.toMatchObject({
      name: 'UserError',
      code: 'bad-event',
      message: expect.stringContaining(reason) as string,
    })
  })

  test('is refused when the event file is not there', async () => {
    await expect(
      readEvent(runnerVariables('pull_request', '/nowhere/event.json'), unnumbered),
    ).rejects.toMatchObject({
      code: 'bad-event',
    })
  })

  test.each(['GITHUB_EVENT_NAME', 'GITHUB_REPOSITORY', 'GITHUB_RUN_ID', 'GITHUB_API_URL'])(
    'is refused without %s, as on a machine that is no runner',
    async (name) => {
      await expect(
        readEvent({ ...runnerVariables('push', ''), [name]: '' }, unnumbered),
      ).rejects.toMatchObject({
        code: 'not-on-runner',
        message: expect.stringContaining(name) as string,
      })
    },
  )
})
