import * as v from 'valibot'
import { UnclearReply } from './api-error.ts'
import type { Api } from './api.ts'
import type { HarnessChange } from '../report/context.ts'

/** The server lists no more than 3,000 files. */
const MOST_PAGES = 30
const PER_PAGE = 100

const Page = v.array(v.object({ filename: v.string(), previous_filename: v.optional(v.string()) }))

/** What says how is measured. */
export interface Harness {
  /** Paths from the top of the repository. */
  readonly files: readonly string[]
  /** Commands, which may name files. */
  readonly commands: readonly string[]
}

/**
 * Which files a pull request changes of those that say how is measured: every workflow and local action, what is named
 * as such, and what the commands of the result name.
 *
 * @throws UnclearReply, and what the API says when it says no
 */
export async function findChangedHarness(
  api: Api,
  pullRequest: { readonly owner: string; readonly repo: string; readonly number: number },
  harness: Harness,
): Promise<HarnessChange> {
  const { owner, repo, number } = pullRequest
  const changed = new Set<string>()
  for (let page = 1; page <= MOST_PAGES; page++) {
    const { data, headers } = await api.rest.pulls.listFiles({
      owner,
      repo,
      pull_number: number,
      per_page: PER_PAGE,
      ...(page > 1 && { page }),
    })
    const parsed = v.safeParse(Page, data, { abortEarly: true })
    if (!parsed.success) throw new UnclearReply('the list of changed files', v.summarize(parsed.issues))
    for (const { filename, previous_filename: before } of parsed.output) {
      for (const name of [filename, before])
        if (name !== undefined && isHarness(name, harness)) changed.add(name)
    }
    if (!/\brel="next"/.test(headers.link ?? '')) return { files: [...changed], isUnknown: false }
  }
  return { files: [...changed], isUnknown: true }
}

/** Workflows and actions, configurations and baselines by their usual names, and what a command names. */
const USUAL = [
  /^\.(github|gitea|forgejo)\/(workflows|actions)\//,
  /(^|\/)action\.ya?ml$/,
  /(^|\/)\.?footprint[^/]*\.(ya?ml|json)$/,
]

function isHarness(path: string, { files, commands }: Harness): boolean {
  if (files.includes(path) || USUAL.some((pattern) => pattern.test(path))) return true
  const words = commands.flatMap((command) => command.match(/[\w./@%+:-]+/g) ?? [])
  return words
    .map((word) => word.replace(/^\.\//, ''))
    .some((word) => path === word || path.endsWith(`/${word}`))
}
