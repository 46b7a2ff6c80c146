import type { ProcFiles } from '../model/proc-files.ts'

/**
 * Whether a process is in a group whose path has such a part, in any hierarchy: `/system.slice/nginx.service` has the
 * part `nginx.service`. Not, when it has ended or its groups may not be read.
 */
export function isInGroup(files: ProcFiles, pid: number, isMeant: (part: string) => boolean): boolean {
  const lines = (files.readText(`${pid}/cgroup`) ?? '').split('\n')
  // `hierarchy:controllers:path`, and the path may hold colons.
  return lines.some((line) => line.split(':').slice(2).join(':').split('/').some(isMeant))
}

/** The part of a container, and not that of the process that podman leaves beside it (`libpod-conmon-…`). */
export function isGroupOfContainer(part: string, id: string): boolean {
  return part.includes(id) && !part.includes('conmon')
}
