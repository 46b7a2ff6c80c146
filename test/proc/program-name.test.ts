import { expect, it } from 'vitest'
import { programName } from '../../src/proc/program-name.ts'
import { createFakeProc } from './fake-proc.ts'

/** Where 7 is a Node, and there is no other. */
function files() {
  const proc = createFakeProc()
  proc.write('7/cmdline', '/opt/node 24/bin/node\0/srv/server.mjs\0')
  return proc.files
}

it('is what the kernel has: a script is known by its own name, not by that of its interpreter', () => {
  expect(programName(files(), 7, 'gunicorn')).toBe('gunicorn')
})

it('is the program where the kernel has the name of its first thread, as Node 24 gives it one', () => {
  expect(programName(files(), 7, 'MainThread')).toBe('node')
})

it('is the name of the thread when there is no command line any more', () => {
  expect(programName(files(), 8, 'MainThread')).toBe('MainThread')
})
