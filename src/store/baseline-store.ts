import { relative } from 'node:path'
import type { GatePlan } from '../config/scenario.ts'
import type { Baseline } from '../model/baseline.ts'
import type { World } from '../model/world.ts'
import { loadFromBranch, type Recorded, type StoredOnBranch, updateOnBranch } from './branch-store.ts'
import { loadBaseline, updateBaseline } from './file-store.ts'
import { STORE_BRANCH } from './store-branch.ts'

type Stored = Pick<GatePlan, 'baselinePath' | 'baselineStore'>

/** For the repository of the workflow; git alone gets it. */
export interface StoreAccess {
  readonly token?: string | null
}

/** Reads the baseline of a plan, wherever it is kept. */
export async function loadStored(
  { baselinePath, baselineStore }: Stored,
  world: World,
  { token = null }: StoreAccess,
): Promise<StoredOnBranch> {
  if (baselineStore === 'branch') return loadFromBranch(baselinePath, world, { token })
  return { baseline: await loadBaseline(baselinePath), history: [], recent: null }
}

/** Changes it, with no other update of it in between. A file keeps no history. */
export function updateStored<Outcome extends Recorded>(
  { baselinePath, baselineStore }: Stored,
  change: (current: Baseline | null) => Outcome,
  world: World,
  { token = null }: StoreAccess,
): Promise<Outcome> {
  return baselineStore === 'branch'
    ? updateOnBranch(baselinePath, change, world, { token })
    : updateBaseline(baselinePath, change, world.signal)
}

/** How a reader calls it: its path from a folder, behind the branch where it is on one. */
export function describeStored({ baselinePath, baselineStore }: Stored, folder: string): string {
  const path = relative(folder, baselinePath)
  return baselineStore === 'branch' ? `${STORE_BRANCH}:${path}` : path
}
