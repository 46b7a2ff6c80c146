import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { measureOnce, PYTHON } from '../helpers/measuring.ts'
import { refusalOfAsync } from '../helpers/refusal.ts'

describe('the output of a program', { timeout: 90_000 }, () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'footprint-gate-output-'))
  })
  afterAll(async () => {
    await rm(folder, { recursive: true })
  })

  /** Of a shell script that fails: what is kept of its output. */
  async function tailOf(script: string): Promise<string> {
    const error = await refusalOfAsync(() =>
      measureOnce({ run: ['/bin/sh', '-c', `${script}; exit 1`], until: 'exit' }, { root: folder }),
    )
    expect(error).toMatchObject({ code: 'program-failed' })
    return error.detail ?? ''
  }

  test('goes into a pipe that the program can open again by name, as nginx does in containers', async () => {
    expect(await tailOf('echo one > /dev/stdout; echo two > /proc/self/fd/2; test -p /dev/stdout')).toBe(
      'one\ntwo\n',
    )
  })

  test('is kept of stdout and stderr in the order in which it was written', async () => {
    expect(await tailOf('echo 1; echo 2 >&2; echo 3; printf 4')).toBe('1\n2\n3\n4')
  })

  test('is not kept but for its end, and the end is whole', async () => {
    const tail = await tailOf('head -c 10000000 /dev/zero | tr "\\0" x; echo; echo the end')
    expect(tail.length).toBeLessThanOrEqual(16 * 1024)
    expect(tail).toMatch(/^x+\nthe end\n$/)
  })

  test('may be no text at all', async () => {
    expect(await tailOf("printf '\\377\\376\\0'; printf 'caf\\303\\251'")).toBe('\ufffd\ufffd\0café')
  })

  test('leaves the program no terminal and no input to wait for', async () => {
    expect(await tailOf('cat; tty; exec 3<>/dev/tty')).toMatch(/not a tty[^]*\/dev\/tty/)
  })

  test('does not hold a program up that nobody listens to any more', async () => {
    // It floods without a pause: with a full pipe it would stand still, and never come to print its last line.
    const program =
      'import os\nfor _ in range(2000): os.write(1, b"x" * 100000)\nprint("\\nready", flush=True)\nimport signal; signal.pause()'
    const run = await measureOnce({ run: [PYTHON, '-c', program], ready: 'log:/^ready$/' })
    expect(run.settlement.kind).toBe('settled')
  })
})
