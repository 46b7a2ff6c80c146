import { appendFile } from 'node:fs/promises'
import { attempt } from './step-files.ts'

/** GitHub refuses a step's summary that is longer, the whole of it. */
export const SUMMARY_LIMIT_BYTES = 1024 ** 2

/** Adds to the summary of the job, where it can be written. Servers without summaries set no variable, and miss nothing else. */
export async function writeSummary(
  markdown: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  const path = env['GITHUB_STEP_SUMMARY']
  if (path === undefined || path === '') return
  await attempt('the job summary', () => appendFile(path, `${markdown}\n`))
}
