import type { ProcFiles } from '../model/proc-files.ts'

/** How many processes the kernel has killed for lack of memory since it booted, of containers too; since Linux 4.13. */
export function readOomKills(files: ProcFiles): number {
  return Number(/^oom_kill (\d+)$/m.exec(files.readText('vmstat') ?? '')?.[1] ?? 0)
}
