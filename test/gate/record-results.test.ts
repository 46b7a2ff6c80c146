import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { recordResults } from '../../src/gate/record-results.ts'
import { loadBaseline } from '../../src/store/file-store.ts'
import { createRemote, git } from '../helpers/git-server.ts'
import { refusalOfAsync } from '../helpers/refusal.ts'
import { ORIGIN, storedJson } from '../helpers/stored.ts'
import { quietWorld } from '../helpers/world.ts'
import { gate, scenario } from '../report/samples.ts'

const ABOUT = { run: ORIGIN.run ?? 0, commit: ORIGIN.commit ?? '' }

/** A folder with the results of legs, that is there until the test is over. */
async function createFolder(legs: readonly string[]) {
  const folder = await mkdtemp(join(tmpdir(), 'footprint-results-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  await mkdir(join(folder, 'results'))
  for (const [index, text] of legs.entries()) await writeFile(join(folder, 'results', `${index}.json`), text)
  return folder
}

const legOf = (name: string, count: number, changes: Parameters<typeof storedJson>[1] = {}) =>
  storedJson(gate('pass', scenario({ name })), { leg: `{"name":"${name}"}`, legs: count, ...changes })

const recordIn = (folder: string, baselineStore: 'file' | 'branch' = 'file', env = process.env) =>
  recordResults(
    { baselinePath: join(folder, 'baseline.json'), baselineStore },
    { named: ['results/*.json'], cwd: folder, about: ABOUT, jobs: [], areStrange: false },
    quietWorld({ env }),
  )

test('forty legs are one push, with the commit and the time that they measured', async () => {
  const { root, path } = await createRemote()
  const names = Array.from({ length: 40 }, (_, index) => `leg ${String(index).padStart(2, '0')}`)
  const folder = await createFolder(names.map((name) => legOf(name, names.length)))
  const env = {
    PATH: process.env['PATH'],
    HOME: root,
    GITHUB_SERVER_URL: `file://${root}`,
    GITHUB_REPOSITORY: 'acme/app',
  }
  const { stored } = await recordIn(folder, 'branch', env)
  expect(stored.map(({ scenario, decision }) => `${scenario} ${decision}`).toSorted()).toEqual(
    names.map((name) => `${name} first`),
  )
  expect(git(path, 'rev-list', '--count', 'footprint-baseline')).toBe('1')
  const baseline = JSON.parse(git(path, 'show', 'footprint-baseline:baseline.json')) as {
    entries: { recordings: object[] }[]
  }
  expect(baseline.entries).toHaveLength(40)
  expect(baseline.entries[0]?.recordings[0]).toMatchObject({
    commit: ORIGIN.commit,
    recordedAt: ORIGIN.measuredAt,
    tool: ORIGIN.tool,
  })
})

test('of a leg that was run again, the newest attempt is recorded', async () => {
  const older = storedJson(
    gate('pass', scenario({ name: 'a', head: { writable: [4096, 4096, 4096, 4096, 4096] } })),
    {
      leg: '{"name":"a"}',
    },
  )
  const folder = await createFolder([older, legOf('a', 1, { attempt: 2 })])
  await recordIn(folder)
  const [entry] = (await loadBaseline(join(folder, 'baseline.json')))?.entries ?? []
  expect(entry?.recordings).toHaveLength(1)
  expect(entry?.recordings[0]?.samples.writable?.[1]).toBe(9_531_392)
})

test.each([
  ['a leg is missing', [legOf('a', 2)], 'results-incomplete'],
  [
    'a leg could not measure',
    [legOf('a', 2), storedJson(gate('inconclusive'), { leg: 'b', legs: 2 })],
    'results-incomplete',
  ],
  ['one is of another run', [legOf('a', 2), legOf('b', 2, { run: 1 })], 'results-incomplete'],
  ['two measured the same', [legOf('a', 2), legOf('a', 2, { leg: 'b' })], 'recorded-twice'],
  ['there is none', [], 'results-missing'],
  ['one is no result', ['{}'], 'result-foreign'],
])('nothing is recorded when %s', async (_, legs, code) => {
  const folder = await createFolder(legs)
  expect((await refusalOfAsync(() => recordIn(folder))).code).toBe(code)
  expect(await loadBaseline(join(folder, 'baseline.json'))).toBeNull()
})
