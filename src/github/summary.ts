import { appendFile } from 'node:fs/promises'

/** GitHub refuses a step's summary that is longer, the whole of it. */
export const SUMMARY_LIMIT_BYTES = 1024 ** 2

/** Adds to the summary of the job. Servers without summaries set no variable, and miss nothing else. */
export async function writeSummary(
  markdown: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  const path = env['GITHUB_STEP_SUMMARY']
  if (path === undefined || path === '') return
  await appendFile(path, `${markdown}\n`)
}
