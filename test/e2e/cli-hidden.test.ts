import { spawnSync } from 'node:child_process'
import { chmod } from 'node:fs/promises'
import { dirname } from 'node:path'
import { expect, test } from 'vitest'
import { CliFolder } from '../helpers/cli.ts'
import { runnersOf } from '../helpers/processes.ts'
import { build, hasCompiler } from '../proc/launched.ts'

/** Before a command: as nobody, in a mount namespace whose /proc shows only what nobody may trace. */
const OUT_OF_SIGHT = [
  ...['unshare', '-m', 'sh', '-c', 'mount -t proc -o hidepid=2 proc /proc && exec "$@"', 'sh'],
  ...['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'],
]
const [unshare = '', ...inside] = OUT_OF_SIGHT
// Needs root (or the right to mount), unshare, setpriv and cc.
const canHide = hasCompiler && spawnSync(unshare, [...inside, 'true']).status === 0

test.skipIf(!canHide).each([
  { what: 'the program itself', args: [] },
  { what: 'a worker of it', args: ['worker'] },
])(
  'a process that /proc does not show makes its run no evidence, and does not survive it: $what',
  { timeout: 120_000 },
  async ({ args }) => {
    const binary = build('undumpable')
    await chmod(dirname(binary), 0o755)
    const folder = await CliFolder.create()
    await chmod(folder.path, 0o777)
    const run = (command: string) =>
      folder.run(
        [
          ...[command, '--runs', '1', '--warmup', '0', '--name', 'hidden', '--ready', 'log:/^ready/'],
          ...['--', binary, ...args],
        ],
        { prefix: OUT_OF_SIGHT, asOther: true },
      )
    try {
      const checked = await run('check')
      expect(checked.stdout).toMatch(/^! Inconclusive: hidden/)
      expect(checked.stdout.replace(/\s+/g, ' ')).toMatch(/process \d+ \(.+\) is alive, but \/proc hides it/)
      expect(checked.stdout).not.toMatch(/ 0 B/)
      expect(checked.exitCode).toBe(3)
      expect(runnersOf(binary)).toEqual([])
      const recorded = await run('record')
      expect(recorded.stderr).toContain('nothing can be recorded of hidden')
      expect(recorded.exitCode).toBe(3)
      expect(runnersOf(binary)).toEqual([])
    } finally {
      await folder.remove()
    }
  },
)
