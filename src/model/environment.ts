/** How programs are launched here: address-space randomisation off, or on where the kernel refuses. */
export type LauncherMode = 'fixed-addresses' | 'randomised'

/**
 * What of a machine moves memory figures. Two measurements are comparable only where all of these agree;
 * each was seen to move figures (THP `always` instead of `madvise`: 40 % fewer faults).
 */
export interface Environment {
  readonly architecture: string
  /** major.minor: the kernel's own bookkeeping changes with these. */
  readonly kernel: string
  readonly pageSize: number
  /** CPUs this process may use: allocator arenas and thread pools follow it. */
  readonly cpus: number
  /** `always`, `madvise`, `never`, or `unknown`. */
  readonly transparentHugePages: string
  /** `glibc 2.36`, `musl`. */
  readonly libc: string
  readonly launcher: LauncherMode
}
