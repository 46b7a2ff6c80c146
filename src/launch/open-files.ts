import { errors } from '../model/errors.ts'
import type { ProcFiles } from '../model/proc-files.ts'
import { readStat } from '../proc/tree.ts'

/**
 * The soft limit of open files that we were started with. Node raises it to the hard limit for itself as it starts
 * (PlatformInit in src/node.cc), and what it launches inherits that; a program that sizes a table by it would measure
 * another figure here than where it runs. What it was before, our parent still has, unless a Node above has raised
 * it: `npx` starts us by a shell, and so does `npm run`.
 *
 * @returns `null` where no process above us may be looked at
 */
export function readOpenFilesLimit(files: ProcFiles): number | null {
  const self = readStat(files, process.pid)
  const own = files.link('self/exe')
  const isNode = (pid: number) => own !== null && own !== '' && files.link(`${pid}/exe`) === own
  let pid = self?.parentPid ?? 0
  for (;;) {
    const limit = softLimit(files, pid)
    if (!limit?.isRaised) return limit?.soft ?? null
    const above = readStat(files, pid)?.parentPid ?? 0
    if (above < 1) return limit.soft
    if (isNode(pid)) pid = above
    else if (isNode(above)) pid = readStat(files, above)?.parentPid ?? 0
    else return limit.soft
  }
}

/** With fewer, a start of a program may fail half-way, which Node reports as an error of its own. */
const NEEDED = 60

/** @throws UserError `open-files-limit` where this process may open too few */
export function checkOpenFilesLimit(files: ProcFiles): void {
  const limit = softLimit(files, process.pid)
  if (limit !== null && limit.soft < NEEDED) throw errors.openFilesLimit(limit.soft, NEEDED)
}

/** `isRaised`: it is as high as it may be. */
function softLimit(files: ProcFiles, pid: number): { soft: number; isRaised: boolean } | null {
  const [, soft, hard] = /^Max open files +(\d+) +(\d+) /m.exec(files.readText(`${pid}/limits`) ?? '') ?? []
  return soft === undefined ? null : { soft: Number(soft), isRaised: soft === hard }
}
