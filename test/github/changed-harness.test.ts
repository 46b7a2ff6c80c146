import { expect, test } from 'vitest'
import type { Api } from '../../src/github/api.ts'
import { findChangedHarness } from '../../src/github/changed-harness.ts'
import { connect } from '../../src/github/api.ts'
import { GitHubServer } from '../helpers/github-server.ts'

const TOKEN = 'ghs_token-of-the-job'

async function changedOf(files: readonly string[]) {
  const server = await GitHubServer.start()
  try {
    server.allow(TOKEN)
    server.pullRequests.push({ number: 7, head: 'mallory:x', sha: 'c0ffee', files })
    const { api }: { api: Api } = await connect({
      token: TOKEN,
      baseUrl: server.url,
      userAgent: 'footprint-gate/test',
      signal: new AbortController().signal,
    })
    return await findChangedHarness(
      api,
      { owner: 'acme', repo: 'app', number: 7 },
      { files: ['ci/gate.yml'], commands: ['./load.sh --rate 5 && python3 scripts/check.py'] },
    )
  } finally {
    await server.stop()
  }
}

test('workflows, actions, configurations, baselines and what a command names say how is measured', async () => {
  const harness = [
    '.github/workflows/ci.yml',
    '.github/actions/build/action.yml',
    'services/api/footprint.yml',
    '.github/footprint-baseline.json',
    'ci/gate.yml',
    'services/api/load.sh',
    'scripts/check.py',
  ]
  const others = ['src/main.c', 'docs/footprint.md', 'python3/main.c', 'scripts/rate', 'workflows/ci.yml']
  const { files, isUnknown } = await changedOf([...others, ...harness])
  expect(files).toEqual(harness)
  expect(isUnknown).toBe(false)
})

test('of more files than the server lists nobody knows', async () => {
  const { isUnknown } = await changedOf(Array.from({ length: 3100 }, (_, index) => `src/${index}.c`))
  expect(isUnknown).toBe(true)
})
