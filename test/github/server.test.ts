import { describe, expect, test } from 'vitest'
import { runUrl, serverKind } from '../../src/github/server.ts'

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

describe('the address of a run', () => {
  const github = { url: 'https://github.test', kind: 'github' } as const
  const gitea = { url: 'https://gitea.example/', kind: 'gitea' } as const

  test('on GitHub holds the id of the run, and the job where it is known', () => {
    expect(runUrl(github, 'acme/app', numbers)).toBe('https://github.test/acme/app/actions/runs/77123/job/53')
    expect(runUrl(github, 'acme/app', { ...numbers, checkRunId: null })).toBe(
      'https://github.test/acme/app/actions/runs/77123',
    )
  })

  test('on Gitea holds the number of the run, and no double slash', () => {
    expect(runUrl(gitea, 'acme/app', numbers)).toBe('https://gitea.example/acme/app/actions/runs/12')
  })

  test('holds the id where the server has no numbers', () => {
    expect(runUrl(gitea, 'acme/app', { ...numbers, runNumber: null })).toBe(
      'https://gitea.example/acme/app/actions/runs/77123',
    )
  })
})
