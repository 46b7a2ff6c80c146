import { readFile, stat } from 'node:fs/promises'
import { join, relative, resolve } from 'node:path'
import type { GatePlan, PairPlan, Scenario } from '../config/scenario.ts'
import type { World } from '../model/world.ts'
import type { Sides } from './base-side.ts'

/** Beyond this a file is data. */
const MAX_FILE_BYTES = 4 * 1024 ** 2

/**
 * The files that say how is measured and that the head has otherwise than the base, from the top of the repository:
 * the configuration, the workflow, and what the commands of the load name. Those of the head hold for both sides, so
 * that a pull request may change them, and who reads the verdict must know.
 */
export async function changedHarness(
  { scenarios }: GatePlan,
  { configPath }: PairPlan,
  { head, base }: Sides,
  env: World['env'],
): Promise<readonly string[]> {
  // `owner/repository/.github/workflows/ci.yml@refs/pull/7/merge`
  const workflow = /^[^/]+\/[^/]+\/([^@]+)@/.exec(env['GITHUB_WORKFLOW_REF'] ?? '')?.[1]
  const candidates = [
    ...(configPath === null ? [] : [configPath]),
    ...(workflow === undefined ? [] : [join(head, workflow)]),
    ...scenarios.flatMap(namedFiles),
  ]
  const inside = [...new Set(candidates.map((path) => relative(head, path)))].filter(
    (path) => path !== '' && !path.startsWith('..'),
  )
  const changes = await Promise.all(
    inside.map(async (path) => ({ path, differs: await differ(join(head, path), join(base, path)) })),
  )
  return changes.flatMap(({ path, differs }) => (differs ? [path] : []))
}

/** Words of the load that may be files. */
function namedFiles({ workload, prepare, cleanup, workingDirectory }: Scenario): readonly string[] {
  const words = [workload, prepare, cleanup].flatMap((text) => text?.match(/[\w./@%+:-]+/g) ?? [])
  return words.map((word) => resolve(workingDirectory, word))
}

async function differ(one: string, other: string): Promise<boolean> {
  const [before, after] = await Promise.all([contentOf(other), contentOf(one)])
  if (before === null || after === null) return before !== after
  return !before.equals(after)
}

/** `null` where there is no such file. */
async function contentOf(path: string): Promise<Buffer | null> {
  try {
    const stats = await stat(path)
    return stats.isFile() && stats.size <= MAX_FILE_BYTES ? await readFile(path) : null
  } catch {
    return null
  }
}
