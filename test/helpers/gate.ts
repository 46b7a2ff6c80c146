import { readFileSync } from 'node:fs'
import { nameOfFlag } from '../../src/cli/flags.ts'
import { loadPlan } from '../../src/config/plan.ts'
import type { Request } from '../../src/config/request.ts'
import { check } from '../../src/gate/check.ts'
import { record } from '../../src/gate/record.ts'
import type { Notice } from '../../src/model/progress.ts'
import { app, PYTHON } from './measuring.ts'
import { GIT_ENV, type Repository } from './repository.ts'
import { quietWorld } from './world.ts'

export const PAGES = readFileSync(app('pages.py'), 'utf8')

/** A program that dirties as many pages as `built.txt` says, to the page. */
export const PAGES_REQUEST: Request = {
  run: [PYTHON, '-I', '-S', 'pages.py', 'built.txt'],
  name: 'pages',
  ready: ['log:/ready/'],
  budget: ['writable=+0', 'minor-faults=none'],
  runs: '3',
  warmup: '0',
}

/** What a gate in the folder of a repository comes to. */
export async function gateIn(
  repository: Repository,
  request: Request,
  env: Readonly<Record<string, string>> = {},
) {
  const notices: Notice[] = []
  const plan = await loadPlan(request, repository.path, nameOfFlag)
  const world = quietWorld({ env: { ...GIT_ENV, ...env }, onNotice: (notice) => notices.push(notice) })
  return { ...(await check(plan, world)), notices }
}

/** Records in the folder of a repository. */
export async function recordIn(repository: Repository, request: Request): Promise<void> {
  // Of fewer runs no other level could be proven, and both would stand side by side.
  const plan = await loadPlan({ ...request, runs: '5' }, repository.path, nameOfFlag)
  await record(plan, quietWorld({ env: GIT_ENV }))
}
