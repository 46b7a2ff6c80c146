import { createHash } from 'node:crypto'
import { hostname } from 'node:os'
import type { ProcFiles } from '../model/proc-files.ts'

/**
 * Names the machine, as far as pids are concerned: they mean the same in one pid namespace of one boot of one kernel.
 * Eight hexadecimal digits.
 */
export function identifyMachine(files: ProcFiles): string {
  const facts = [files.readText('sys/kernel/random/boot_id'), files.link('self/ns/pid')]
  return createHash('sha256')
    .update(facts.map((fact) => fact ?? hostname()).join())
    .digest('hex')
    .slice(0, 8)
}
