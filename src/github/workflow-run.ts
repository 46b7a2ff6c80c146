import { readFile } from 'node:fs/promises'
import * as v from 'valibot'
import { errors } from '../model/errors.ts'

/** The run of another workflow that has ended, as the server says; none of this is from the run itself. */
export interface WorkflowRun {
  readonly id: number
  readonly attempt: number
  readonly headSha: string
  /** Where it can be seen; `null` where the server does not say. */
  readonly url: string | null
  /** `pull_request`, `push`, … */
  readonly event: string
  /** The number of the repository that this workflow is of. */
  readonly repositoryId: number
  /** Where the branch is that was measured, as the API finds pull requests by it; `null` when its fork is gone. */
  readonly head: { readonly owner: string; readonly branch: string; readonly repositoryId: number } | null
}

const Id = v.pipe(v.number(), v.safeInteger(), v.minValue(1))

/** The part that we need of the payload of `workflow_run`. */
const Payload = v.object({
  repository: v.object({ id: Id }),
  workflow_run: v.object({
    id: Id,
    run_attempt: v.optional(Id, 1),
    head_sha: v.pipe(v.string(), v.nonEmpty()),
    head_branch: v.nullable(v.string()),
    html_url: v.optional(v.string()),
    event: v.string(),
    head_repository: v.nullish(v.object({ id: Id, owner: v.object({ login: v.string() }) })),
  }),
})

/** @throws UserError when the event file is not that of a `workflow_run` */
export async function readWorkflowRun(path: string): Promise<WorkflowRun> {
  let payload: unknown
  try {
    payload = JSON.parse(await readFile(path, 'utf8'))
  } catch (error) {
    throw errors.eventUnreadable(path, error instanceof Error ? error.message : String(error))
  }
  const parsed = v.safeParse(Payload, payload, { abortEarly: true })
  if (!parsed.success) throw errors.eventUnreadable(path, v.summarize(parsed.issues))
  const { repository, workflow_run: run } = parsed.output
  const { head_repository: fork, head_branch: branch } = run
  return {
    id: run.id,
    attempt: run.run_attempt,
    headSha: run.head_sha,
    url: run.html_url ?? null,
    event: run.event,
    repositoryId: repository.id,
    head:
      branch === null || fork === null || fork === undefined
        ? null
        : { owner: fork.owner.login, branch, repositoryId: fork.id },
  }
}
