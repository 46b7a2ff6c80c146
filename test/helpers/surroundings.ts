import { execFileSync, spawnSync } from 'node:child_process'
import { mkdir, truncate, writeFile } from 'node:fs/promises'
import type { CliFolder } from './cli.ts'

export const once = ['--runs', '1', '--warmup', '0', '--until', 'exit']
const program = ['--', '/bin/sleep', '0.2']
const check = ['check', ...once, ...program]
const record = ['record', ...once, ...program]

/** Whether this user may have mount and PID namespaces of its own. */
export const hasNamespaces = spawnSync('unshare', ['-mp', '--fork', 'true']).status === 0

/** A shell that prepares what goes wrong, and then becomes the gate. */
const after = (script: string) => ['/bin/sh', '-c', `${script}; exec "$@"`, 'sh']
const unshared = (script: string) => ['unshare', '-m', ...after(script)]

const FULL = 'mkdir full; mount -t tmpfs -o size=4k,nr_inodes=8 none full; head -c 4096 /dev/zero >full/fill'

export interface Surroundings {
  readonly args: readonly string[]
  readonly prefix?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  readonly prepare?: (folder: CliFolder) => Promise<unknown>
  readonly says: RegExp
  readonly needs?: 'namespaces'
}

/** Each is a user error: exit code 2, what failed and what to do, and no stack. */
export const SURROUNDINGS: Readonly<Record<string, Surroundings>> = {
  'TMPDIR that does not exist': {
    args: check,
    env: { TMPDIR: '/nonexistent' },
    says: /cannot make temporary files in \/nonexistent: there is no such .* Set TMPDIR/,
  },
  'TMPDIR that is a file': {
    args: check,
    env: { TMPDIR: '/etc/hostname' },
    says: /cannot make temporary files in \/etc\/hostname: .* Set TMPDIR/,
  },
  'TMPDIR that cannot be written': {
    args: check,
    env: { TMPDIR: '/proc/self' },
    says: /cannot make temporary files in \/proc\/self: .* Set TMPDIR/,
  },
  'TMPDIR without an inode left': {
    args: check,
    prefix: unshared('mkdir full; mount -t tmpfs -o nr_inodes=1 none full; export TMPDIR="$PWD/full"'),
    says: /cannot make temporary files in .*full: no space left for it \(ENOSPC\)/,
    needs: 'namespaces',
  },
  'TMPDIR with an inode for the folder alone': {
    args: check,
    prefix: unshared('mkdir full; mount -t tmpfs -o nr_inodes=2 none full; export TMPDIR="$PWD/full"'),
    says: /cannot make temporary files in .*full.*No space left/,
    needs: 'namespaces',
  },
  'a PATH without mkfifo': {
    args: check,
    env: { PATH: '/nonexistent' },
    says: /cannot run mkfifo: it is in no folder of PATH.*coreutils/,
  },
  'no shell': {
    args: check,
    prefix: unshared('mount --bind /dev/null "$(readlink -f /bin/sh)"'),
    says: /cannot run \/bin\/sh: /,
    needs: 'namespaces',
  },
  'a /proc of another PID namespace': {
    args: check,
    prefix: ['unshare', '-mp', '--fork'],
    says: /\/proc shows the processes of another PID namespace/,
    needs: 'namespaces',
  },
  'no /proc at all': {
    args: check,
    prefix: unshared('mount -t tmpfs none /proc'),
    says: /cannot read \/proc\/self\/smaps/,
    needs: 'namespaces',
  },
  'a configuration that is a pipe': {
    args: ['check', '--config', 'pipe'],
    prepare: async ({ path }) => Promise.resolve(execFileSync('mkfifo', [`${path}/pipe`])),
    says: /the configuration .*pipe is not a file/,
  },
  'a configuration that never ends': {
    args: ['check', '--config', '/dev/zero'],
    says: /the configuration \/dev\/zero is not a file/,
  },
  'a configuration that is a folder': {
    args: ['check'],
    prepare: ({ path }) => mkdir(`${path}/footprint.yml`),
    says: /the configuration .*footprint\.yml is not a file/,
  },
  'a configuration of 3 GiB': {
    args: ['check', '--config', 'big'],
    prepare: async (folder) => truncate(await folder.write('big', ''), 3 * 1024 ** 3),
    says: /big is too large: 3\.000 GiB/,
  },
  'a configuration in Latin-1': {
    args: ['check', '--config', 'latin.yml'],
    prepare: ({ path }) => writeFile(`${path}/latin.yml`, 'scenarios: [{name: caf\xe9, run: x}]', 'latin1'),
    says: /latin\.yml is not UTF-8 text/,
  },
  'a baseline that is a pipe': {
    args: ['check', '--baseline', 'pipe', ...once, ...program],
    prepare: async ({ path }) => Promise.resolve(execFileSync('mkfifo', [`${path}/pipe`])),
    says: /the baseline .*pipe is not a file/,
  },
  'a baseline that never ends': {
    args: ['record', '--baseline', '/dev/zero', ...once, ...program],
    says: /the baseline \/dev\/zero is not a file/,
  },
  'a baseline of 3 GiB': {
    args: ['record', '--baseline', 'big', ...once, ...program],
    prepare: async (folder) => truncate(await folder.write('big', ''), 3 * 1024 ** 3),
    says: /the baseline .*big is too large/,
  },
  'a baseline on a full disk': {
    args: ['record', '--baseline', 'full/base.json', ...once, ...program],
    prefix: unshared(FULL),
    says: /cannot write the baseline .*full\/base\.json: no space left/,
    needs: 'namespaces',
  },
  'a baseline above the limit of file sizes': {
    args: record,
    prefix: after('ulimit -f 0'),
    says: /cannot write the baseline .*: no space left for it \(EFBIG\)/,
  },
  'a report on a full disk': {
    args: ['check', '--json', 'full/result.json', ...once, ...program],
    prefix: unshared(FULL),
    says: /cannot write the report .*full\/result\.json: no space left/,
    needs: 'namespaces',
  },
  'a report into a pipe that nobody reads': {
    args: ['check', '--json', 'pipe', ...once, ...program],
    prepare: async ({ path }) => Promise.resolve(execFileSync('mkfifo', [`${path}/pipe`])),
    says: /cannot write the report .*pipe: nobody reads from it/,
  },
  'a working directory that was deleted': {
    args: check,
    prefix: after('mkdir gone; cd gone; rmdir ../gone'),
    says: /the current working directory no longer exists/,
  },
  'a working directory that its program deletes': {
    args: [
      'check',
      '--runs',
      '2',
      '--warmup',
      '0',
      '--until',
      'exit',
      '--',
      '/bin/sh',
      '-c',
      'rmdir ../gone',
    ],
    prefix: after('mkdir gone; cd gone'),
    says: /the working directory .*gone does not exist/,
  },
  // Node 20 cannot even load the gate then; with fewer, no Node can.
  'a limit of 25 open files': {
    args: check,
    prefix: after('ulimit -n 25'),
    says: /open files.*ulimit -n 1024/,
  },
  'a limit of 50 open files': {
    args: check,
    prefix: after('ulimit -n 50'),
    says: /no more than 50 open files are allowed.*ulimit -n 1024/,
  },
  'a soak of 90 digits': {
    args: ['check', '--soak', `${'9'.repeat(90)}s`, ...program],
    says: /--soak cannot be "9{90}s".*at most 24 days/,
  },
  'a budget of 299 digits': {
    args: ['check', '--budget', `writable=+${'9'.repeat(299)}`, ...program],
    says: /"\+9{299}" is too large; "none"/,
  },
}
