import type { ProcFiles } from '../model/proc-files.ts'

/** Which devices hold files on disk: those whose dirty pages the kernel writes back, and then takes for clean. */
export interface FileSystems {
  /**
   * False for a device that is not known yet; then `learn` is due. (It cannot look itself: who asks is in the middle
   * of a file, and the next file takes its place in the buffer.)
   *
   * @param device as smaps prints it, `fe:01`
   */
  isOnDisk: (device: string) => boolean
  /**
   * Finds out of every device that was asked for.
   *
   * @param pid of the process that has mapped it: its mounts may be others than ours
   * @returns whether there was any to find out: what was answered since the last time is worth nothing
   */
  learn: (pid: number) => boolean
}

/** Pages of their files are nowhere but in memory: to whoever maps them they are memory like any other. */
const IN_MEMORY = new Set(['tmpfs', 'ramfs', 'rootfs', 'hugetlbfs', 'devtmpfs'])

/**
 * Knows file systems by their device. Where there is no device behind one, its major number is 0 (tmpfs, but overlay,
 * btrfs, NFS and 9p, too), and the type of the mount decides. What is mounted nowhere is the kernel's own (memfd,
 * SYSV, rings of io_uring and perf), or a layer of an overlay that is out of sight: memory, unless it has a device.
 */
export function createFileSystems(files: ProcFiles): FileSystems {
  const known = new Map<string, boolean>()
  const asked = new Set<string>()
  return {
    isOnDisk: (device) => {
      const found = known.get(device)
      if (found === undefined) asked.add(device)
      return found ?? false
    },
    learn: (pid) => {
      if (asked.size === 0) return false
      const types = new Map([`${pid}/mountinfo`, 'self/mountinfo'].flatMap((path) => typesOf(files, path)))
      for (const device of asked) {
        const [major = 0, minor = 0] = device.split(':').map((number) => Number.parseInt(number, 16))
        const type = types.get(`${major}:${minor}`)
        known.set(device, type === undefined ? major !== 0 : !IN_MEMORY.has(type))
      }
      asked.clear()
      return true
    },
  }
}

/**
 * The types of file systems by device, `253:1`. A line of mountinfo is `ID PARENT MAJOR:MINOR ROOT POINT OPTIONS
 * [OPTIONAL…] - TYPE SOURCE OPTIONS`; spaces in paths are escaped.
 */
function typesOf(files: ProcFiles, path: string): [string, string][] {
  const lines = files.readText(path)?.split('\n') ?? []
  return lines.flatMap((line) => {
    const [, device, type] = /^\S+ \S+ (\S+) .*? - (\S+)/.exec(line) ?? []
    return device === undefined || type === undefined ? [] : [[device, type]]
  })
}
