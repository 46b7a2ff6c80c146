import { randomBytes } from 'node:crypto'
import { errors } from '../model/errors.ts'
import { createProcFiles } from './files.ts'
import { identifyMachine } from './identify-machine.ts'
import { readStat } from './tree.ts'

const procFiles = createProcFiles()

/** The process, where its pid means anything, and a number, as a process may own more than one thing. */
const OWNER = /^(?<pid>\d+)-(?<startTime>\d+)-(?<machine>[0-9a-f]{8})-[0-9a-f]{8}$/

/** A new name, for a file or folder, that says which process it belongs to: this one. It never comes again. */
export function nameOwner(): string {
  const startTime = readStat(procFiles, process.pid)?.startTime
  if (startTime === undefined) throw errors.noProc('gone')
  return `${process.pid}-${startTime}-${identifyMachine(procFiles)}-${randomBytes(4).toString('hex')}`
}

/** Whether the process of such a name is certain to be gone; of other machines and containers nothing is known. */
export function hasOwnerEnded(owner: string): boolean {
  const { pid, startTime, machine } = OWNER.exec(owner)?.groups ?? {}
  if (pid === undefined || machine !== identifyMachine(procFiles)) return false
  try {
    process.kill(Number(pid), 0)
  } catch (error) {
    // EPERM is another user's process.
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return true
  }
  // Nothing to read does not mean that there is nothing: hidepid hides the processes of other users.
  const stat = readStat(procFiles, Number(pid))
  return stat !== null && (stat.startTime !== Number(startTime) || stat.state === 'Z')
}

/** Who owns it, for people. */
export function describeOwner(owner: string): string {
  const { pid, machine } = OWNER.exec(owner)?.groups ?? {}
  if (pid === undefined) return 'something other than footprint-gate'
  return machine === identifyMachine(procFiles)
    ? `process ${pid}`
    : `process ${pid} of another machine or container`
}
