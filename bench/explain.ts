/**
 * Explains real programs, and says of each whether spans, stacks and groups add up to the figure, how much of it is
 * accounted for, what tracing moved, and what it takes. Also as a user, where `kernel.perf_event_paranoid` is 2: of the
 * pages that user code touched. Needs root and Debian's packages of all of them; what is missing is left out.
 *
 *   npx tsx bench/explain.ts [--user] [NAME…]
 */
import { execFileSync, spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { markdownTable } from 'markdown-table'
import type { Attribution } from '../src/model/attribution.ts'
import { findPrograms } from './programs.ts'

/** How a program is explained: flags, and its command. */
interface Subject {
  readonly name: string
  readonly flags: readonly string[]
  readonly command: readonly string[]
  readonly place?: string
}

const HERE = import.meta.dirname
const asUser = process.argv.includes('--user')
const wanted = process.argv.slice(2).filter((word) => word !== '--user')
const folder = mkdtempSync(join(tmpdir(), 'explained-'))
chmodSync(folder, 0o755)
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))

/** Where everybody may read them. */
const apps = join(folder, 'apps')
cpSync(join(HERE, 'apps'), apps, { recursive: true })
const dist = join(folder, 'dist')
cpSync(join(HERE, '../dist'), dist, { recursive: true })
execFileSync('chmod', ['-R', 'a+rX', folder])

const results = join(folder, 'results')
mkdirSync(results)
chmodSync(results, 0o777)

/** Those that `bench/campaign.ts` has, as they are prepared there. */
function known(name: string): () => Subject {
  return () => {
    const [program] = findPrograms([name]).found
    if (program === undefined) throw new Error(`${name} is not installed`)
    const own = join(folder, name)
    mkdirSync(own, { recursive: true })
    const text = program.prepare(own, port())
    execFileSync('chmod', ['-R', 'a+rwX', own])
    const command = (text.run as readonly string[]).map((word) => word.replace(join(HERE, 'apps'), apps))
    return { name, flags: ['--ready', String(text.ready)], command, place: own }
  }
}

const WSGI = `
import asyncio, decimal, email.message, http.client, json, logging, sqlite3, ssl, unittest.mock
settings = {f"setting {number}": [number] * 20 for number in range(20_000)}
def app(environment, start_response):
    start_response("200 OK", [("Content-Type", "application/json")])
    return [json.dumps({"path": environment["PATH_INFO"]}).encode()]
`

const SUBJECTS: Readonly<Record<string, () => Subject>> = {
  python: known('python'),
  gunicorn: () => {
    writeFileSync(join(apps, 'wsgi.py'), WSGI)
    return {
      name: 'gunicorn --preload',
      flags: ['--ready', 'log:/Booting worker.*\\d/'],
      command: [
        'gunicorn',
        '--preload',
        '--workers',
        '3',
        '--bind',
        `127.0.0.1:${port()}`,
        '--chdir',
        apps,
        'wsgi:app',
      ],
    }
  },
  node20: () => node('node 20', process.execPath),
  node24: () => node('node 24', findNode24()),
  java: known('java'),
  ruby: () => {
    const at = port()
    return {
      name: 'ruby',
      flags: ['--ready', `tcp:${at}`],
      command: ['ruby', join(apps, 'webrick.rb'), String(at)],
    }
  },
  go: known('go'),
  redis: known('redis'),
  nginx: known('nginx'),
  postgres: () => {
    const [version = ''] = readdirSync('/usr/lib/postgresql')
    const bin = join('/usr/lib/postgresql', version, 'bin')
    const own = join(folder, 'postgres')
    mkdirSync(own)
    const user = asUser ? 'nobody' : 'postgres'
    execFileSync('chown', [user, own])
    execFileSync(
      'setpriv',
      ['--reuid', user, '--clear-groups', join(bin, 'initdb'), '-D', join(own, 'data'), '-E', 'UTF8'],
      {
        stdio: 'ignore',
        cwd: own,
      },
    )
    const settings = ['-c', 'unix_socket_directories=', '-c', 'autovacuum=off']
    const server = [join(bin, 'postgres'), '-D', join(own, 'data'), '-p', String(port()), ...settings]
    return {
      name: 'postgresql',
      flags: ['--ready', 'log:/ready to accept/'],
      command: asUser ? server : ['setpriv', '--reuid', 'postgres', '--clear-groups', ...server],
    }
  },
  'php-fpm': () => {
    const own = join(folder, 'php')
    mkdirSync(own)
    const pool = `[www]\nlisten=127.0.0.1:${port()}\npm=static\npm.max_children=3\n${asUser ? '' : 'user=nobody\ngroup=nogroup\n'}`
    writeFileSync(join(own, 'fpm.conf'), `[global]\nerror_log=/dev/stderr\ndaemonize=no\n${pool}`)
    execFileSync('chmod', ['-R', 'a+rX', own])
    const [program = ''] = readdirSync('/usr/sbin').filter((name) => name.startsWith('php-fpm'))
    return {
      name: 'php-fpm',
      flags: ['--ready', 'log:/ready to handle/'],
      command: [program, '-y', join(own, 'fpm.conf')],
    }
  },
  memcached: known('memcached'),
  torture: () => {
    const own = join(folder, 'torture')
    mkdirSync(own)
    chmodSync(own, 0o777)
    const program = join(own, 'torture')
    execFileSync('cc', ['-O1', '-pthread', '-o', program, join(HERE, '../test/apps/torture.c')])
    execFileSync('sync', [program])
    return {
      name: 'C torture',
      flags: ['--ready', 'log:/ready/'],
      command: [program, join(own, 'truth'), join(own, 'scratch')],
    }
  },
}

function node(name: string, program: string): Subject {
  const at = port()
  return { name, flags: ['--ready', `tcp:${at}`], command: [program, join(apps, 'server.mjs'), String(at)] }
}

/** npm keeps it where only its user may read. */
function findNode24(): string {
  const [from = ''] = execFileSync('npx', ['--yes', '--package', 'node@24', 'sh', '-c', 'command -v node'], {
    encoding: 'utf8',
  }).split('\n')
  const to = join(folder, 'node24')
  cpSync(from, to, { dereference: true })
  chmodSync(to, 0o755)
  return to
}

let lastPort = 0
function port(): number {
  // The kernel gives none of these to clients.
  lastPort = lastPort === 0 ? 17_000 + (process.pid % 1000) : lastPort + 1
  return lastPort
}

interface Explained {
  readonly ledger: Attribution
  readonly seconds: number
}

function explain({ flags, command, place = folder }: Subject, trace: string, user: boolean): Explained {
  const out = join(results, `${trace}.json`)
  const [program = '', ...words] = [
    ...(user ? ['setpriv', '--reuid', 'nobody', '--regid', 'nogroup', '--clear-groups'] : []),
    ...[process.execPath, join(dist, 'cli.js'), 'explain', '--trace', trace, '--pass-env', 'PYTHONHASHSEED'],
    ...[...flags, '--json', out, '--', ...command],
  ]
  const startedAt = performance.now()
  const { status, stdout, stderr } = spawnSync(program, words, {
    cwd: place,
    encoding: 'utf8',
    env: { ...process.env, HOME: folder, NO_COLOR: '1', PYTHONHASHSEED: '0' },
  })
  if (status !== 0) throw new Error(`${stdout}${stderr}`)
  const ledger = JSON.parse(readFileSync(out, 'utf8')) as Attribution
  return { ledger, seconds: (performance.now() - startedAt) / 1000 }
}

const total = (bytes: readonly number[]) => bytes.reduce((sum, each) => sum + each, 0)
const kib = (bytes: number) => `${Math.round(bytes / 102.4) / 10} KiB`
const percent = (part: number, whole: number) => `${(Math.floor((part / whole) * 10_000) / 100).toFixed(2)} %`

/** What views the ledger has, by their sums; the same where all is well. */
function sumsOf({ spans, stacks, groups, processes }: Attribution): Readonly<Record<string, number>> {
  return {
    spans: total(spans.map(({ self }) => self)),
    stacks: total((stacks?.nodes ?? []).map(([, , self]) => self)),
    groups: total(groups.map(({ writable }) => writable)),
    processes: total(processes.map(({ writable }) => writable)),
  }
}

const reasonsOf = ({ coverage }: Attribution) =>
  coverage.reasons.map(({ reason, bytes }) => `${reason} ${kib(bytes)}`).join(', ')

function row(name: string, subject: Subject): readonly string[] {
  const { ledger, seconds } = explain(subject, 'auto', false)
  const { writable } = ledger.total
  const wrong = Object.entries(sumsOf(ledger)).filter(([, sum]) => sum !== writable)
  const sums =
    wrong.length === 0 ? 'equal' : wrong.map(([view, sum]) => `${view} ${sum - writable} B`).join(', ')
  const { accounted } = ledger.coverage
  if (wrong.length > 0 || accounted < 0.99 * writable) process.exitCode = 1
  const plain = explain(subject, 'none', false).seconds
  const delta = ledger.gate === null ? '–' : kib(ledger.gate.delta)
  const time = `${seconds.toFixed(1)} s, ${plain.toFixed(1)} s`
  return [name, kib(writable), sums, percent(accounted, writable), reasonsOf(ledger), delta, time]
}

/** As a user: what the kernel touched for the program is a reason of its own. */
function userRow(name: string, subject: Subject): readonly string[] {
  const { ledger } = explain(subject, 'auto', true)
  const { accounted, reasons } = ledger.coverage
  const { writable } = ledger.total
  const byKernel = reasons.find(({ reason }) => reason === 'kernel')?.bytes ?? 0
  if (accounted < 0.95 * (writable - byKernel)) process.exitCode = 1
  const shares = [percent(accounted, writable - byKernel), percent(accounted, writable)]
  return [name, kib(writable), ...shares, reasonsOf(ledger)]
}

const heads = asUser
  ? ['program', 'figure', 'accounted of what user code touched', 'of all', 'the rest']
  : [
      'program',
      'figure',
      'Σ spans, stacks, groups, processes',
      'accounted',
      'the rest',
      'traced − gate',
      'explain, untraced',
    ]
const rows: (readonly string[])[] = []
for (const [name, prepare] of Object.entries(SUBJECTS)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  try {
    const subject = prepare()
    rows.push((asUser ? userRow : row)(subject.name, subject))
    console.error(rows.at(-1)?.join(' | '))
  } catch (error) {
    process.exitCode = 1
    console.error(`${name}: ${String(error)}`)
  }
}
console.log(markdownTable([heads, ...rows]))
