import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { measureOnce } from '../helpers/measuring.ts'
import { refusalOfAsync } from '../helpers/refusal.ts'
import { withProgram } from '../proc/launched.ts'

test('a program has no descriptor of the report', async () => {
  // Stopped: a program that goes on may open a file of its own just now.
  await withProgram(['/bin/sh', '-c', 'echo ready; kill -STOP $$'], ({ tree }) => {
    const [program] = tree.scan().members
    expect(readdirSync(`/proc/${program?.pid}/fd`)).not.toContain('3')
  })
})

test('a program cannot forge the report of its end', async () => {
  const forge = 'echo "0 $(cat /proc/$$/stat)" >&3; exit 3'
  const error = await refusalOfAsync(() => measureOnce({ run: ['/bin/sh', '-c', forge], until: 'exit' }))
  expect(error).toMatchObject({ code: 'program-failed' })
  expect(error.message).toContain('status 3')
})
