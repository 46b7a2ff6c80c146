import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Server } from './server.ts'

/** Far above any workflow. */
const LONGEST_BYTES = 512 * 1024

/**
 * The name of the file of a workflow that records and can be started by hand; `null` where there is none.
 *
 * @param workspace the top of the repository
 */
export async function findRecordingWorkflow(
  workspace: string,
  { workflowFolders }: Pick<Server, 'workflowFolders'>,
): Promise<string | null> {
  const folder = workflowFolders.map((name) => join(workspace, name)).find((path) => existsSync(path))
  if (folder === undefined) return null
  const names = await readdir(folder).catch(() => [])
  for (const name of names.filter((one) => /^[\w.-]+\.ya?ml$/.test(one)).toSorted()) {
    const text = await readFile(join(folder, name), 'utf8').catch(() => '')
    const records = /^\s*mode:\s*['"]?record\b/m.test(text) && text.includes('workflow_dispatch')
    if (text.length <= LONGEST_BYTES && records) return name
  }
  return null
}
