import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { ProcFiles } from '../../src/model/proc-files.ts'
import { createProcFiles } from '../../src/proc/files.ts'

export interface FakeProcess {
  readonly pid: number
  readonly parent?: number
  readonly group?: number
  readonly session?: number
  readonly startTime?: number
  readonly state?: string
  readonly command?: string
  readonly threads?: number
  readonly environment?: string
  readonly lockLimit?: number
}

/** A folder that looks like /proc, for what real processes do too seldom or cannot be made to do. */
export interface FakeProc {
  readonly root: string
  readonly files: ProcFiles
  readonly write: (path: string, text: string) => void
  readonly start: (process: FakeProcess) => void
  readonly end: (pid: number) => void
}

export function createFakeProc(): FakeProc {
  const root = mkdtempSync(join(tmpdir(), 'footprint-gate-proc-'))
  onTestFinished(() => rmSync(root, { recursive: true }))
  const write = (path: string, text: string): void => {
    mkdirSync(join(root, path, '..'), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  const start = (process: FakeProcess): void => {
    const { pid, lockLimit, environment = 'A=b\0' } = process
    write(`${pid}/stat`, statOf(process))
    write(`${pid}/statm`, process.state === 'Z' ? '0 0 0 0 0 0 0\n' : '700 200 100 10 0 300 0\n')
    write(`${pid}/environ`, environment)
    const limit = String(lockLimit ?? 'unlimited')
    write(
      `${pid}/limits`,
      `Limit                     Soft Limit           Hard Limit           Units     
Max address space         unlimited            unlimited            bytes     
Max file locks            ${limit.padEnd(20)} ${limit.padEnd(20)} locks     
Max pending signals       15717                15717                signals   
`,
    )
  }
  const end = (pid: number): void => rmSync(join(root, String(pid)), { recursive: true })
  return { root, files: createProcFiles(root), write, start, end }
}

export function statOf(process: FakeProcess): string {
  const { pid, parent = 1, group = pid, session = group, startTime = 5000, state = 'S' } = process
  const { command = 'program', threads = 1 } = process
  return `${pid} (${command}) ${state} ${parent} ${group} ${session} 0 -1 4194304 812 64 3 1 7 2 0 0 20 0 ${threads} 0 ${startTime} 2314240 208 18446744073709551615 1 1 0 0 0 0 0 0 0 0 0 0 17 1 0 0 0 0 0 0 0 0 0 0 0 0 0\n`
}
