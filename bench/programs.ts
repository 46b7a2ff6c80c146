import { execFileSync } from 'node:child_process'
import { accessSync, constants, mkdirSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import type { ScenarioText } from '../src/config/scenario-text.ts'

const HERE = import.meta.dirname

/** A real program to measure. */
export interface BenchProgram {
  readonly name: string
  /** Commands that must be on the path; where one is missing the program is left out, and that is said. */
  readonly needs: readonly string[]
  /** Makes what the program wants, in a folder of its own, and says how it is run. */
  readonly prepare: (folder: string, port: number) => ScenarioText
  /** A shell command that loads it; `null`: idle only. */
  readonly load: ((port: number) => string) | null
}

const http = (count: number) => (port: number) => `node ${join(HERE, 'load/http.mjs')} ${port} ${count}`
const app = (name: string) => join(HERE, 'apps', name)
const python = '/usr/bin/python3'

export const PROGRAMS: readonly BenchProgram[] = [
  {
    name: 'redis',
    needs: ['redis-server', 'redis-benchmark'],
    prepare: (folder, port) => ({
      run: ['redis-server', '--port', String(port), '--save', '', '--dir', folder],
      ready: `tcp:${port}`,
    }),
    load: (port) => `redis-benchmark -p ${port} -n 40000 -r 1000 -t set,get,lpush -q`,
  },
  {
    name: 'memcached',
    needs: ['memcached'],
    prepare: (_folder, port) => ({
      run: ['memcached', '-u', 'nobody', '-l', '127.0.0.1', '-p', String(port), '-U', '0'],
      ready: `tcp:${port}`,
    }),
    load: (port) => `node ${join(HERE, 'load/memcached.mjs')} ${port} 5000`,
  },
  {
    name: 'nginx',
    needs: ['nginx'],
    prepare: (folder, port) => {
      writeFileSync(join(folder, 'index.html'), 'hello\n')
      writeFileSync(
        join(folder, 'nginx.conf'),
        `daemon off; worker_processes 2; pid ${folder}/nginx.pid; error_log /dev/stderr warn;
events { worker_connections 256; }
http { access_log off; client_body_temp_path ${folder}; proxy_temp_path ${folder}; fastcgi_temp_path ${folder};
  uwsgi_temp_path ${folder}; scgi_temp_path ${folder};
  server { listen 127.0.0.1:${port}; root ${folder}; } }\n`,
      )
      return { run: ['nginx', '-c', join(folder, 'nginx.conf')], ready: `tcp:${port}` }
    },
    load: http(300),
  },
  {
    name: 'python',
    needs: [python],
    prepare: (folder, port) => ({
      run: [python, '-m', 'http.server', '--bind', '127.0.0.1', String(port)],
      'working-directory': folder,
      ready: `tcp:${port}`,
    }),
    load: http(300),
  },
  {
    name: 'twisted',
    needs: [python],
    prepare: (_folder, port) => ({
      run: [python, app('twisted_app.py'), String(port)],
      ready: `tcp:${port}`,
    }),
    load: http(300),
  },
  {
    // As docs/recipes/cpython.md says for those to whom a page matters.
    name: 'twisted-fixed',
    needs: [python],
    prepare: (_folder, port) => ({
      run: [python, app('twisted_app.py'), String(port)],
      env: { PYTHONHASHSEED: '0', PYTHONMALLOC: 'malloc' },
      ready: `tcp:${port}`,
    }),
    load: null,
  },
  {
    name: 'gunicorn',
    needs: ['gunicorn'],
    prepare: (_folder, port) => ({
      run: [
        'gunicorn',
        '--workers',
        '2',
        '--bind',
        `127.0.0.1:${port}`,
        '--chdir',
        join(HERE, 'apps'),
        'flask_app:app',
      ],
      ready: 'log:/Booting worker.*\\d/',
    }),
    load: http(300),
  },
  {
    name: 'node',
    needs: ['node'],
    prepare: (_folder, port) => ({ run: ['node', app('server.mjs'), String(port)], ready: `tcp:${port}` }),
    load: http(300),
  },
  {
    name: 'go',
    needs: ['go'],
    prepare: (folder, port) => {
      const binary = join(folder, 'server')
      execFileSync('go', ['build', '-o', binary, app('server.go')], {
        env: { ...process.env, GOCACHE: join(folder, 'cache'), GO111MODULE: 'off' },
      })
      return { run: [binary, String(port)], ready: `tcp:${port}` }
    },
    load: http(300),
  },
  {
    name: 'java',
    needs: ['java', 'javac'],
    prepare: (folder, port) => {
      execFileSync('javac', ['-d', folder, app('Server.java')])
      return {
        run: ['java', '-XX:+UseSerialGC', '-Xms32m', '-Xmx64m', '-cp', folder, 'Server', String(port)],
        ready: `tcp:${port}`,
      }
    },
    load: http(300),
  },
  {
    name: 'ruby',
    needs: ['ruby'],
    prepare: (_folder, port) => ({ run: ['ruby', app('server.rb'), String(port)], ready: `tcp:${port}` }),
    load: http(300),
  },
]

/** The programs that this machine has; the names of those that it has not. */
export function findPrograms(names: readonly string[]): { found: BenchProgram[]; missing: string[] } {
  const wanted = PROGRAMS.filter(({ name }) => names.length === 0 || names.includes(name))
  const found = wanted.filter(({ needs }) => needs.every(isInstalled))
  return { found, missing: wanted.filter((program) => !found.includes(program)).map(({ name }) => name) }
}

/** A library that dirties pages, or leaks, in whatever it is preloaded into; see apps/dirty.c. */
export function buildDirtyLibrary(folder: string): string {
  mkdirSync(folder, { recursive: true })
  const library = join(folder, 'dirty.so')
  execFileSync('cc', ['-shared', '-fPIC', '-O1', '-pthread', '-o', library, app('dirty.c')])
  return library
}

function isInstalled(command: string): boolean {
  const folders = command.includes('/') ? [''] : (process.env['PATH'] ?? '').split(delimiter)
  return folders.some((folder) => {
    try {
      accessSync(join(folder, command), constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}
