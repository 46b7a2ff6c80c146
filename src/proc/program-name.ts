import type { ProcFiles } from '../model/proc-files.ts'

/** What Node calls its first thread since 24, and so, for the kernel, its process. */
const THREAD_NAME = 'MainThread'

/**
 * What a reader knows the process by: the name that the kernel has (a script's own, a title that the program gave
 * itself), but where that is the name of a thread, that of the program on the command line.
 *
 * @param command the first 15 bytes of its name, as stat and comm have it
 */
export function programName(files: ProcFiles, pid: number, command: string): string {
  if (command !== THREAD_NAME) return command
  const program = files.readText(`${pid}/cmdline`)?.split('\0')[0] ?? ''
  return program.slice(program.lastIndexOf('/') + 1) || command
}
