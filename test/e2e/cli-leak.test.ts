import { chmod, mkdir } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findPerf } from '../../src/trace/perf.ts'
import { CliFolder } from '../helpers/cli.ts'
import { quietWorld } from '../helpers/world.ts'
import { build, hasCompiler } from '../proc/launched.ts'

let folder: CliFolder
let lack = ''
beforeAll(async () => {
  folder = await CliFolder.create()
  const perf = await findPerf(quietWorld(), folder.path, 'frame-pointers')
  if ('why' in perf) lack = `perf is ${perf.why} here`
})
afterAll(() => folder.remove())

/** A gate that is red by the growth in its soak alone. */
const check = (env: Readonly<Record<string, string>> = {}) =>
  folder.run(
    [
      ...['check', '--name', 'leaky', '--ready', 'log:/ready/', '--warmup', '0'],
      ...['--runs', '1', '--max-runs', '1', '--soak', '4s'],
      ...['--workload', 'kill -USR1 "$FOOTPRINT_GATE_PID"; sleep 0.1'],
      ...['--budget', 'writable=none', '--budget', 'minor-faults=none', '--budget', 'growth=<=1KiB'],
      ...['--markdown', 'comment.md', '--json', 'result.json', '--', build('leaky')],
    ],
    { env },
  )

describe.skipIf(!hasCompiler)('a gate that is red because the program leaks', { timeout: 90_000 }, () => {
  test('says which function made what the soak leaves, not who made the start-up', async ({ skip }) => {
    if (lack !== '') skip(lack)
    const { exitCode, stdout, stderr } = await check()
    expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: '' })
    const comment = await folder.read('comment.md')
    for (const text of [stdout, comment]) {
      expect(text).toContain('made in the soak')
      expect(text).toContain('remember')
      expect(text).not.toContain('loading')
      expect(text).not.toContain('The gate measured')
    }
    // A report of the stored result says the same.
    expect(await folder.run(['report', 'result.json', '--markdown', 'again.md'])).toMatchObject({
      exitCode: 1,
    })
    const rowsOf = (text: string) =>
      text.slice(text.indexOf('**Where it came from'), text.indexOf('**If this'))
    expect(rowsOf(await folder.read('again.md'))).toBe(rowsOf(comment))
  })

  test('says without perf that nobody saw it', async () => {
    await mkdir(folder.file('bin'))
    await folder.write('bin/perf', '#!/bin/sh\necho broken >&2; exit 3\n')
    await chmod(folder.file('bin/perf'), 0o755)
    const { exitCode, stdout } = await check({ PATH: `${folder.file('bin')}:${process.env['PATH'] ?? ''}` })
    expect(exitCode).toBe(1)
    expect(stdout.replace(/\s+/g, ' ')).toContain('what is made there is seen by perf alone')
    expect(await folder.read('comment.md')).not.toContain('loading')
  })
})
