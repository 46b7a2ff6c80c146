import { readFileSync } from 'node:fs'
import { availableParallelism, machine, release } from 'node:os'
import type { ProcFiles } from '../proc/files.ts'
import type { Environment } from '../model/environment.ts'
import type { Launcher } from './machine.ts'

/** Reads what of this machine moves memory figures. */
export function readEnvironment(files: ProcFiles, launcher: Launcher): Environment {
  return {
    architecture: machine(),
    kernel: release().split('.').slice(0, 2).join('.'),
    pageSize: pageSizeOf(files.readText('self/smaps') ?? ''),
    cpus: availableParallelism(),
    transparentHugePages: hugePagesOf(readHugePages()),
    libc: libcOf(),
    launcher: launcher.mode,
  }
}

/** Of the first mapping, which is a program's text: never a huge page. */
function pageSizeOf(smaps: string): number {
  const kilobytes = /^KernelPageSize:\s+(\d+) kB$/m.exec(smaps)?.[1]
  return kilobytes === undefined ? 4096 : Number(kilobytes) * 1024
}

/** `''` where the kernel has no transparent huge pages. */
function readHugePages(): string {
  try {
    return readFileSync('/sys/kernel/mm/transparent_hugepage/enabled', 'utf8')
  } catch {
    return ''
  }
}

/** The kernel puts the mode in force in brackets: `always [madvise] never`. */
function hugePagesOf(enabled: string): string {
  return /\[(\w+)\]/.exec(enabled)?.[1] ?? 'unknown'
}

/** Our own libc; a program of another (a static one) is the same in every job anyway. */
function libcOf(): string {
  const report: unknown = process.report.getReport()
  const header = typeof report === 'object' && report !== null && 'header' in report ? report.header : null
  if (typeof header === 'object' && header !== null && 'glibcVersionRuntime' in header) {
    return `glibc ${String(header.glibcVersionRuntime)}`
  }
  return 'musl'
}
