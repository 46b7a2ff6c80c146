import { describe, expect, test } from 'vitest'
import { readEvent, warningsOfEvent } from '../../src/github/event.ts'
import { PULL_REQUEST, pullRequestEvent, runnerVariables, writeEvent } from '../helpers/events.ts'

/** A job whose server does not say its number. */
const unnumbered = { checkRunId: null, askVersion: () => Promise.resolve(null) }

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
    const { runUrl } = await readEvent(runnerVariables('push', ''), {
      ...unnumbered,
      checkRunId: 53,
    })
    expect(runUrl).toBe('https://github.test/acme/app/actions/runs/500/job/53')
  })

  test.each([
    [null, 42],
    ['1.25.5', 42],
    ['1.26.0', 500],
  ])('links on Gitea by what its version %j addresses runs by', async (version, number) => {
    const gitea = {
      ...runnerVariables('push', ''),
      GITHUB_SERVER_URL: 'https://gitea.example/',
      GITHUB_API_URL: 'https://gitea.example/api/v1',
    }
    const asked: string[] = []
    const askVersion = (apiUrl: string) => {
      asked.push(apiUrl)
      return Promise.resolve(version)
    }
    const { runUrl } = await readEvent(gitea, { checkRunId: null, askVersion })
    expect(runUrl).toBe(`https://gitea.example/acme/app/actions/runs/${number}`)
    expect(asked).toEqual(['https://gitea.example/api/v1'])
  })

  test.each(['push', 'schedule', 'merge_group', 'workflow_dispatch'])(
    'of %s has no pull request',
    async (name) => {
      const event = await read(name, {})
      expect(event.pullRequest).toBeNull()
      expect(event.commit).toBe('5a5a000000000000000000000000000000000000')
    },
  )

  test('of a workflow that another calls is that of its caller, where the server hides it', async () => {
    const called = await read('workflow_call', pullRequestEvent({ headSha: 'c0ffee' }))
    expect(called).toMatchObject({ event: 'pull_request', pullRequest: { number: PULL_REQUEST } })
    expect((await read('workflow_call', { before: 'ba5e' })).event).toBe('push')
    expect((await read('workflow_call', {})).event).toBe('workflow_call')
    const unreadable = await writeEvent('{')
    expect((await readEvent(runnerVariables('workflow_call', unreadable), unnumbered)).event).toBe(
      'workflow_call',
    )
  })

  test('warns of pull_request_target, whose token may write', async () => {
    expect(warningsOfEvent(await read('pull_request_target', pullRequestEvent()))).toEqual([
      expect.stringContaining('pull_request_target'),
    ])
    expect(warningsOfEvent(await read('pull_request', pullRequestEvent()))).toEqual([])
  })

  test('counts attempts from 1 on servers that have none', async () => {
    const variables = { ...runnerVariables('push', ''), GITHUB_RUN_ATTEMPT: undefined }
    expect((await readEvent(variables, unnumbered)).attempt).toBe(1)
  })

  test('of a pull request whose event cannot be read has none, and a warning', async () => {
    const path = await writeEvent('{')
    const event = await readEvent(runnerVariables('pull_request', path), unnumbered)
    expect(event.pullRequest).toBeNull()
    expect(event.commit).toBe('5a5a000000000000000000000000000000000000')
    expect(warningsOfEvent(event)).toEqual([expect.stringContaining('No comment will be posted')])
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
