import { describe, expect, test } from 'vitest'
import { describeServer, runUrl, serverKind, summaryUrl, workflowUrl } from '../../src/github/server.ts'

const numbers = { run: 77123, runNumber: 12, checkRunId: 53 }

describe('a server', () => {
  test.each([
    ['https://api.github.com', 'github'],
    ['https://ghes.example/api/v3', 'github'],
    ['https://api.acme.ghe.com', 'github'],
    ['https://gitea.example/api/v1', 'gitea'],
    ['https://example.org/forge/api/v1/', 'gitea'],
    ['https://api.example/api/v12', 'github'],
  ])('with its API at %s is of the kind %s', (apiUrl, kind) => {
    expect(serverKind(apiUrl)).toBe(kind)
  })
})

const github = describeServer('https://github.test', 'https://api.github.test', null)
const gitea = (version: string | null) =>
  describeServer('https://gitea.example/', 'https://gitea.example/api/v1', version)

describe('the address of a run', () => {
  test('on GitHub holds the id of the run, and the job where it is known', () => {
    expect(runUrl(github, 'acme/app', numbers)).toBe('https://github.test/acme/app/actions/runs/77123/job/53')
    expect(runUrl(github, 'acme/app', { ...numbers, checkRunId: null })).toBe(
      'https://github.test/acme/app/actions/runs/77123',
    )
  })

  // Of models/actions/run.go at both sides of 1.26; of Forgejo, shaftoe/pi-coding-agent-action#347.
  test.each([
    ['1.21.11', 12],
    ['1.25.5', 12],
    ['1.26.0', 77123],
    ['v1.26.2', 77123],
    ['1.27.0+dev-12-g5d3f1b2', 77123],
    ['2.0.0', 77123],
    ['7.0.0+gitea-1.22.0', 12],
    ['14.0.0-103-5e0b41b3+gitea-1.26.0', 12],
    ['development', 12],
    [null, 12],
  ])('on a Gitea or Forgejo of version %j is its own, without a double slash', (version, number) => {
    expect(runUrl(gitea(version), 'acme/app', numbers)).toBe(
      `https://gitea.example/acme/app/actions/runs/${number}`,
    )
  })

  test('holds the id where the server has no numbers', () => {
    expect(runUrl(gitea(null), 'acme/app', { ...numbers, runNumber: null })).toBe(
      'https://gitea.example/acme/app/actions/runs/77123',
    )
  })
})

test('the address of a workflow is the one that the server has', () => {
  expect(workflowUrl(github, 'acme/app', 'record.yml')).toBe(
    'https://github.test/acme/app/actions/workflows/record.yml',
  )
  expect(workflowUrl(gitea('1.26.2'), 'acme/app', 'record.yml')).toBe(
    'https://gitea.example/acme/app/actions/?workflow=record.yml',
  )
})

test('the summary of a job is a place on the page of its run', () => {
  expect(summaryUrl('https://github.test/acme/app/actions/runs/7/job/53')).toBe(
    'https://github.test/acme/app/actions/runs/7#summary-53',
  )
  expect(summaryUrl('https://gitea.example/acme/app/actions/runs/7')).toBe(
    'https://gitea.example/acme/app/actions/runs/7',
  )
})

test.each([
  ['1.26.2', false],
  ['1.27.0', true],
  ['12.0.1+gitea-1.27.0', false],
  [null, false],
])('a Gitea or Forgejo of version %j shows summaries: %j', (version, shows) => {
  expect(gitea(version).showsSummaries).toBe(shows)
})
