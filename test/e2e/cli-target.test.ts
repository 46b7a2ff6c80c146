import { chmod } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { CliFolder } from '../helpers/cli.ts'
import { PYTHON } from '../helpers/measuring.ts'
import { startSupervisor } from '../helpers/supervisor.ts'

const unwrapped = (text: string) => text.replace(/\s+/g, ' ')
const program = (mebibytes: number) => [
  PYTHON,
  '-c',
  `import signal; data = b'x' * (${mebibytes} << 20); signal.pause()`,
]

test(
  'what another service starts is recorded and gated, and figures of another target are not compared',
  { timeout: 180_000 },
  async ({ onTestFinished }) => {
    const folder = await CliFolder.create()
    const [before, after] = [
      await startSupervisor(program(8), onTestFinished),
      await startSupervisor(program(10), onTestFinished),
    ]
    const configure = (one: typeof before) =>
      folder
        .write(
          'footprint.yml',
          `scenarios:
  - name: elsewhere
    run: ./client start
    target: pid-file:pid
    ready: file:pid
    cleanup: ./client stop; rm pid
    warmup: 0
    runs: 4
`,
        )
        .then(async () => {
          const client = await folder.write(
            'client',
            `#!/bin/sh
if [ $1 = start ]; then ${one.start.join(' ')} && cp ${one.pidFile} pid; else ${one.stop}; fi
`,
          )
          await chmod(client, 0o755)
        })
    try {
      await configure(before)
      expect(await folder.run(['record'])).toMatchObject({ exitCode: 0 })
      expect(await folder.read('.github/footprint-baseline.json')).toContain('"target": "pid-file:pid"')
      expect((await folder.run(['check'])).stdout).toMatch(/^✓ /)
      const other = await folder.run(['check', '--target', `pid-file:${before.pidFile}`])
      expect(unwrapped(other.stdout)).toContain('target')
      expect(other.exitCode).toBe(3)
      await configure(after)
      const red = await folder.run(['check', '--explain', 'auto'])
      expect(red.exitCode).toBe(1)
      expect(red.stdout).toMatch(/elsewhere.*\+2\.0\d? MiB/s)
      expect(unwrapped(red.stdout)).toContain('another service starts its target')
    } finally {
      await folder.remove()
    }
  },
)

test.skipIf(process.getuid?.() !== 0)(
  "another user's target is no evidence, and sudo is named",
  { timeout: 120_000 },
  async ({ onTestFinished }) => {
    const folder = await CliFolder.create()
    const supervisor = await startSupervisor(program(8), onTestFinished)
    await chmod(folder.path, 0o777)
    const { run, target, stop } = {
      run: supervisor.start,
      target: `pid-file:${supervisor.pidFile}`,
      stop: supervisor.stop,
    }
    try {
      const checked = await folder.run(
        [
          'check',
          '--runs',
          '1',
          '--warmup',
          '0',
          '--name',
          'daemon',
          '--target',
          target,
          '--cleanup',
          stop,
        ].concat('--', run),
        { prefix: ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'], asOther: true },
      )
      expect(checked.stdout).toMatch(/^! Inconclusive: daemon/)
      expect(unwrapped(checked.stdout)).toMatch(
        /the memory of process \d+ \(python3[^)]*\) could not be read \(run as root: sudo -n\)/,
      )
      expect(checked.stdout).not.toMatch(/ 0 B/)
      expect(checked.exitCode).toBe(3)
    } finally {
      await folder.remove()
    }
  },
)
