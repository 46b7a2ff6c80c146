import { relative } from 'node:path'
import type { GatePlan } from '../config/scenario.ts'
import type { Baseline } from '../model/baseline.ts'
import type { Nearest } from '../model/history.ts'
import type { World } from '../model/world.ts'
import { createGit } from './git.ts'
import { nameBaseCommit } from './base-commit.ts'
import {
  loadBefore,
  loadFromBranch,
  type Recorded,
  type StoredOnBranch,
  updateOnBranch,
} from './branch-store.ts'
import type { PushSigned } from './push-signed.ts'
import { loadBaseline, updateBaseline } from './file-store.ts'
import { STORE_BRANCH } from './store-branch.ts'

type Stored = Pick<GatePlan, 'baselinePath' | 'baselineStore'>

/** For the repository of the workflow; git alone gets it. */
export interface StoreAccess {
  readonly token?: string | null
  readonly pushSigned?: PushSigned | null
}

/** Reads the baseline of a plan, wherever it is kept. */
export async function loadStored(
  { baselinePath, baselineStore }: Stored,
  world: World,
  { token = null }: StoreAccess,
): Promise<StoredOnBranch> {
  if (baselineStore === 'branch') return loadFromBranch(baselinePath, world, { token })
  return { baseline: await loadBaseline(baselinePath), history: [] }
}

/**
 * Reads from the branch what was recorded before this pull request, queue or push; elsewhere, what was recorded last.
 *
 * @returns `base`: its SHA, `null` where there is none to be recorded before
 * @throws UserError when there is no base, or the branch cannot be used
 */
export async function loadRecordedBefore(
  { baselinePath }: Pick<Stored, 'baselinePath'>,
  world: World,
  { token = null }: StoreAccess,
): Promise<StoredOnBranch & { readonly base: string | null; readonly nearest: Nearest | null }> {
  const base = await nameBaseCommit(createGit(process.cwd(), world), { env: world.env, token })
  if (base === null) return { ...(await loadFromBranch(baselinePath, world, { token })), base, nearest: null }
  return { ...(await loadBefore(baselinePath, base, world, { token })), base }
}

/** Changes it, with no other update of it in between. A file keeps no history. */
export function updateStored<Outcome extends Recorded>(
  { baselinePath, baselineStore }: Stored,
  change: (current: Baseline | null) => Outcome,
  world: World,
  { token = null, pushSigned = null }: StoreAccess,
): Promise<Outcome> {
  return baselineStore === 'branch'
    ? updateOnBranch(baselinePath, change, world, { token, pushSigned })
    : updateBaseline(baselinePath, change, world.signal)
}

/** How a reader calls it: its path from a folder, behind the branch where it is on one. */
export function describeStored({ baselinePath, baselineStore }: Stored, folder: string): string {
  const path = relative(folder, baselinePath)
  return baselineStore === 'branch' ? `${STORE_BRANCH}:${path}` : path
}
