import { expect, test, vi } from 'vitest'
import { runner, server, TOKEN, useOneRunner } from '../helpers/action.ts'
import { PULL_REQUEST, pullRequestEvent } from '../helpers/events.ts'
import { type StepResult } from '../helpers/runner.ts'

/** dist/action.js as the legs of a matrix, which share a run, a workflow, a job and a name. */

const RED = 'minor-faults=<=1\nwritable=none'
const GREEN = 'minor-faults=<=100000\nwritable=none'

// A whole step takes two seconds, and thirty on a machine that others keep busy.
vi.setConfig({ testTimeout: 120_000 })

useOneRunner()

interface Leg {
  readonly matrix: string
  readonly budget: string
  readonly checkRunId?: string
}

function runLeg({ matrix, budget, checkRunId = '' }: Leg, run: number): Promise<StepResult> {
  return runner.run({
    event: 'pull_request',
    payload: pullRequestEvent(),
    apiUrl: server.url,
    inputs: {
      run: '/bin/true',
      name: 'true',
      until: 'exit',
      runs: '3',
      budget,
      matrix,
      'job-check-run-id': checkRunId,
      'github-token': TOKEN,
    },
    variables: { GITHUB_RUN_ID: String(run) },
  })
}

const comments = () => server.commentsOf(PULL_REQUEST)

test('two legs that run at once keep two comments, run after run', { timeout: 240_000 }, async () => {
  const legs: Leg[] = [
    { matrix: '{\n  "os": "debian",\n  "python": "3.13"\n}', budget: GREEN },
    { matrix: '{\n  "os": "alpine",\n  "python": "3.13"\n}', budget: RED },
  ]
  let ids: (number | undefined)[] = []
  for (const run of [500, 501, 502]) {
    const steps = await Promise.all(legs.map((leg) => runLeg(leg, run)))
    expect(steps.map(({ exitCode }) => exitCode)).toEqual([0, 1])
    for (const { log } of steps) expect(log).not.toContain('::notice::')
    const posted = steps.map(({ outputs }) =>
      comments().find(({ id }) => String(id) === outputs['comment-id']),
    )
    expect(posted.map((comment) => comment?.body)).toEqual(
      steps.map(({ outputs }) => outputs['comment-body']),
    )
    expect(comments()).toHaveLength(2)
    if (run === 500) ids = posted.map((comment) => comment?.id)
    expect(posted.map((comment) => comment?.id)).toEqual(ids)
  }
})

test('a leg is found again however its matrix is laid out', async () => {
  await runLeg({ matrix: '{"os": "debian", "python": "3.13"}', budget: GREEN }, 500)
  await runLeg({ matrix: '{"python": "3.13", "os": "debian"}', budget: GREEN }, 501)
  expect(comments()).toHaveLength(1)
})

test('a matrix that cannot be read is a warning', async () => {
  const { exitCode, log } = await runLeg({ matrix: '${{ toJSON(matrix) }}', budget: GREEN }, 500)
  expect(exitCode).toBe(0)
  expect(log).toContain('::warning::The input matrix cannot be read')
  expect(comments()).toHaveLength(1)
})

test('the comment and the summary link to the job', async () => {
  const { summary } = await runLeg({ matrix: 'null', budget: GREEN, checkRunId: '53000000001' }, 500)
  const link = 'https://github.test/acme/app/actions/runs/500/job/53000000001'
  expect(summary).toContain(`(${link})`)
  expect(comments()[0]?.body).toContain(`(${link})`)
})
