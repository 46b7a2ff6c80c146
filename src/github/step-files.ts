import * as core from '@actions/core'
import { createHash } from 'node:crypto'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { PageDocument } from '../report/page/document.ts'
import { renderPage } from '../report/page/render.ts'
import { neutralize } from '../report/untrusted.ts'
import { makeFolder } from '../store/make-folder.ts'
import { readPageShell } from '../store/page-shell.ts'

/**
 * Does what only those need who look at the files of the step later. Where it fails (a full disk, a folder of
 * another user) that is a warning: the measurement is made, and its verdict stands.
 */
export async function attempt(what: string, write: () => void | Promise<void>): Promise<void> {
  try {
    await write()
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    core.warning(neutralize(`Cannot write ${what} (${why}). The exit code is not affected.`))
  }
}

/** Sets outputs of the step, as many as can be. */
export function setOutputs(values: Readonly<Record<string, string>>): Promise<void> {
  const entries = Object.entries(values)
  return attempt(`the outputs ${entries.map(([name]) => name).join(', ')}`, () => {
    for (const [name, value] of entries) core.setOutput(name, value)
  })
}

/** What tells the result of one step from that of every other one of a run. */
export interface ResultName {
  readonly job: string
  readonly leg: string | null
  readonly checkRunId: number | null
  readonly attempt: number
}

/**
 * A file that is uploaded as it is gives its name to the artifact, and there is one artifact of a name in a run: so no
 * two steps of a run write files of the same name, whatever their jobs, legs and attempts. No character in it needs
 * a quote.
 */
export function nameResult({ job, leg, checkRunId, attempt }: ResultName, step: string): string {
  const readable = [job, leg ?? '']
    .map((part) => part.replace(/[^A-Za-z0-9.]+/g, '-').replace(/^-+|-+$/g, ''))
    .filter((part) => part !== '')
    .join('-')
    .slice(0, 60)
  const digest = createHash('sha256')
    .update(JSON.stringify([job, leg, checkRunId, step]))
    .digest('hex')
    .slice(0, 8)
  return `footprint-${readable}-${digest}-${attempt}.json`
}

/** Puts the result where later steps find it, and says its path; empty where it cannot be written. */
export async function writeReport(
  json: string,
  name: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<string> {
  let path = ''
  await attempt('the result as JSON', async () => {
    const { RUNNER_TEMP: temp = '' } = env
    const folder = await mkdtemp(join(temp === '' ? tmpdir() : temp, 'footprint-gate-'))
    await writeFile(join(folder, name), json)
    path = join(folder, name)
  })
  return path
}

/** Writes the HTML report where the workflow wants it, and says its path; empty where it cannot be written. */
export async function writePage(page: PageDocument, path: string): Promise<string> {
  let written = ''
  await attempt('the report as HTML', async () => {
    const html = renderPage(page, await readPageShell())
    await makeFolder(dirname(path))
    await writeFile(path, html)
    written = path
  })
  return written
}
