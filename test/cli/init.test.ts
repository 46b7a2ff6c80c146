import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { nameOfFlag } from '../../src/cli/flags.ts'
import { loadPlan } from '../../src/config/plan.ts'
import { runIn } from '../helpers/terminal.ts'
import { complaintsOf } from '../helpers/workflow-lint.ts'

const WORKFLOW = '.github/workflows/footprint.yml'

const folders: string[] = []

type Files = Readonly<Record<string, string>>

/** A repository of these files, in a folder of its own. */
async function createProject(files: Files): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'footprint-gate-init-'))
  folders.push(folder)
  await mkdir(join(folder, '.git'))
  await write(folder, files)
  return folder
}

async function write(folder: string, files: Files): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), text)
    if (text.startsWith('#!')) await chmod(join(folder, path), 0o755)
  }
}

afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true, force: true })
})

/** Below those that the kernel gives to whoever asks for any. */
async function findFixedPort(): Promise<number> {
  for (;;) {
    const port = 15_000 + Math.floor(Math.random() * 15_000)
    if (await isFree(port)) return port
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.on('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
}

const has = (program: string) => spawnSync('which', [program]).status === 0

/** What a person would do first; as a test, without the network. */
function build(folder: string, command: string): void {
  const { status, stderr } = spawnSync('sh', ['-ec', command], {
    cwd: folder,
    encoding: 'utf8',
    // The folder only looks like a repository.
    env: { ...process.env, GOFLAGS: '-buildvcs=false' },
  })
  if (status !== 0) throw new Error(stderr)
}

const PYTHON_SERVER = (port: string) => `import http.server
http.server.HTTPServer(('127.0.0.1', ${port}), http.server.SimpleHTTPRequestHandler).serve_forever()
`
const NODE_SERVER = `require('node:http').createServer(() => {}).listen(Number(process.argv[2]), '127.0.0.1')\n`
const C_SERVER = `#include <arpa/inet.h>
#include <stdlib.h>
#include <unistd.h>
int main(int count, char **words) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(atoi(words[1]))};
  int listener = socket(AF_INET, SOCK_STREAM, 0);
  if (bind(listener, (struct sockaddr *)&address, sizeof address) || listen(listener, 8)) return 1;
  for (;;) pause();
}
`

interface Kind {
  readonly kind: string
  readonly needs: readonly string[]
  readonly files: (port: number) => Files
  readonly build?: string
  readonly args?: (port: number) => readonly string[]
  /** What stands in the configuration. */
  readonly run: (port: number) => string
  readonly ready?: (port: number) => string | undefined
  readonly steps?: readonly string[]
}

const KINDS: readonly Kind[] = [
  {
    kind: 'a Procfile',
    needs: ['python3'],
    files: (port) => ({ Procfile: `web: python3 serve.py\n`, 'serve.py': PYTHON_SERVER(String(port)) }),
    run: () => 'python3 serve.py',
  },
  {
    kind: 'a systemd unit of a program in C',
    needs: ['cc'],
    files: (port) => ({
      'srv.service': `[Service]\nEnvironment=PORT=${port}\nExecStart=/usr/sbin/srv \${PORT}\n`,
      'Makefile.am': 'sbin_PROGRAMS = srv\n',
      'srv.c': C_SERVER,
    }),
    build: 'cc -o srv srv.c',
    run: (port) => `./srv ${port}`,
    steps: ['autoreconf -i && ./configure && make'],
  },
  {
    kind: 'npm',
    needs: ['node'],
    files: (port) => ({
      'package.json': JSON.stringify({
        name: 'web',
        scripts: { start: 'npm run serve', serve: `node server.js ${port}` },
      }),
      'server.js': NODE_SERVER,
    }),
    run: (port) => `node server.js ${port}`,
    steps: ['npm install'],
  },
  {
    kind: 'gunicorn',
    needs: ['gunicorn'],
    files: (port) => ({
      'manage.py': "os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'site1.settings')\n",
      'site1/wsgi.py': 'def application(environ, start):\n    start("200 OK", [])\n    return []\n',
      'requirements.txt': 'gunicorn\n',
      'gunicorn.conf.py': `bind = '127.0.0.1:${port}'\n`,
    }),
    run: () => 'gunicorn site1.wsgi',
    steps: ['pip install -r requirements.txt'],
  },
  {
    kind: 'Docker',
    needs: ['node'],
    files: (port) => ({
      Dockerfile: `FROM node\nWORKDIR /app\nCOPY . .\nENTRYPOINT ["tini", "--"]\nCMD ["node", "/app/main.js", "${port}"]\n`,
      'main.js': NODE_SERVER,
    }),
    run: (port) => `node main.js ${port}`,
  },
  {
    kind: 'Go',
    needs: ['go'],
    // What the compiler must compile itself is little: no port.
    files: () => ({
      'go.mod': 'module example.org/worker\n',
      'cmd/worker/main.go':
        'package main\n\nimport "time"\n\nfunc main() {\n\tprintln("worker: waiting for jobs")\n\ttime.Sleep(time.Hour)\n}\n',
    }),
    build: 'go build -o bin/worker ./cmd/worker',
    run: () => 'bin/worker',
    ready: () => 'log:/worker: waiting for jobs/',
    steps: ['go build -o bin/worker ./cmd/worker'],
  },
  {
    kind: 'Rust',
    needs: ['rustc'],
    files: (port) => ({
      'Cargo.toml': '[package]\nname = "srv"\n',
      'src/main.rs': `fn main() { let _l = std::net::TcpListener::bind("127.0.0.1:${port}").unwrap(); std::thread::park() }\n`,
    }),
    build: 'mkdir -p target/release && rustc -o target/release/srv src/main.rs',
    run: () => 'target/release/srv',
    steps: ['cargo build --release --bin srv'],
  },
  {
    kind: 'Java',
    needs: ['javac'],
    files: (port) => ({
      'pom.xml': '<project><artifactId>srv</artifactId><version>1.0</version></project>',
      'Srv.java': `class Srv { public static void main(String[] a) throws Exception { new java.net.ServerSocket(${port}).accept(); } }\n`,
    }),
    build: 'mkdir target && javac -d target Srv.java && jar cfe target/srv-1.0.jar Srv -C target Srv.class',
    run: () => 'java -jar target/srv-1.0.jar',
    steps: ['mvn -B -q package -DskipTests'],
  },
  {
    kind: 'PHP',
    needs: ['php'],
    files: (port) => ({ Procfile: `web: php -S 127.0.0.1:${port} -t public\n`, 'public/index.php': '<?php' }),
    run: (port) => `php -S 127.0.0.1:${port} -t public`,
  },
  {
    kind: 'a bare binary',
    needs: ['cc'],
    files: () => ({ 'srv.c': C_SERVER }),
    build: 'cc -o srv srv.c',
    args: (port) => ['--', './srv', String(port)],
    run: (port) => `./srv ${port}`,
  },
]

// Most of it is waiting: they wait together.
describe.concurrent('init', { timeout: 120_000 }, () => {
  describe.each(KINDS)('$kind', (kind) => {
    test.skipIf(!kind.needs.every(has))('is found, launched, and measured on the first try', async () => {
      const port = await findFixedPort()
      const folder = await createProject(kind.files(port))
      if (kind.build !== undefined) build(folder, kind.build)

      const { exitCode, stdout, stderr } = await runIn(folder, ['init', ...(kind.args?.(port) ?? [])])
      expect(stderr).toBe('')
      expect(exitCode).toBe(0)
      expect(stdout).toContain('Wrote footprint.yml')

      const text = await readFile(join(folder, 'footprint.yml'), 'utf8')
      expect(text.split('\n')[0]).toMatch(/^# yaml-language-server: \$schema=https:/)
      const config = parse(text) as { scenarios: { run: string; ready?: string; budgets: object }[] }
      expect(config.scenarios).toHaveLength(1)
      expect(config.scenarios[0]).toMatchObject({
        run: kind.run(port),
        ready: kind.ready?.(port) ?? `tcp:${port}`,
        budgets: { writable: expect.stringMatching(/^\+/) as string },
      })
      const { scenarios } = await loadPlan({}, folder, nameOfFlag)
      expect(scenarios).toHaveLength(1)

      const workflow = await readFile(join(folder, WORKFLOW), 'utf8')
      expect(await complaintsOf(WORKFLOW, workflow)).toEqual([])
      for (const step of kind.steps ?? []) {
        expect(workflow).toContain(`- run: ${step}\n`)
        // What pip installs, it installs for base and head.
        const build = /^ {10}build: (.+)$/m.exec(workflow)?.[1]
        expect(build).toBe(step.startsWith('pip') ? undefined : step)
        expect(/<=\d+MiB/.test(text)).toBe(build !== undefined)
      }
    })
  })

  test('of a program that ends, it is measured until then', async () => {
    const folder = await createProject({})
    const { exitCode, stdout } = await runIn(folder, ['init', '--', 'sleep', '0.3'])
    expect(exitCode).toBe(0)
    expect(stdout).toContain('It ended by itself after')
    const [scenario] = (await loadPlan({}, folder, nameOfFlag)).scenarios
    expect(scenario).toMatchObject({ until: 'exit', ready: null })
    // Read too seldom for more; the default knows.
    expect(scenario.budgets.writable?.isDefault).toBe(true)
    expect(await readFile(join(folder, 'footprint.yml'), 'utf8')).not.toContain('writable:')
  })

  test('of a program that fails, the end of its output is shown and nothing is written', async () => {
    const folder = await createProject({
      Procfile: 'web: ./serve\n',
      serve: '#!/bin/sh\necho "no database at db:5432" >&2; exit 1\n',
    })
    const { exitCode, stderr } = await runIn(folder, ['init'])
    expect(exitCode).toBe(2)
    expect(stderr).toContain('no database at db:5432')
    expect(stderr).toContain('the command is from Procfile, web: ./serve')
    expect(existsSync(join(folder, 'footprint.yml'))).toBe(false)
  })

  test('in a folder of a repository, the base is built in that folder, too', async () => {
    const folder = await createProject({
      'api/package.json': '{"scripts":{"start":"node main.js","build":"true"}}',
      'api/.nvmrc': '24',
      'api/main.js': '',
    })
    const { exitCode } = await runIn(join(folder, 'api'), ['init'])
    expect(exitCode).toBe(0)
    const workflow = await readFile(join(folder, WORKFLOW), 'utf8')
    expect(await complaintsOf(WORKFLOW, workflow)).toEqual([])
    const { jobs } = parse(workflow) as {
      jobs: { footprint: { steps: { with?: Record<string, string> }[] } }
    }
    expect(jobs.footprint.steps.slice(1)).toEqual([
      { uses: 'actions/setup-node@v6', with: { 'node-version-file': 'api/.nvmrc' } },
      { run: 'npm install', 'working-directory': 'api' },
      { run: 'npm run build', 'working-directory': 'api' },
      {
        uses: 'footprint-gate/footprint-gate@v0',
        with: {
          'config-file': 'api/footprint.yml',
          'compare-with': 'base',
          build: 'cd api\nnpm install\nnpm run build',
        },
      },
    ])
  })

  test('in a folder of a repository, the workflow stands at its top', async () => {
    const folder = await createProject({
      'api/Procfile': 'web: ./serve\n',
      'api/serve': '#!/bin/sh\nexec sleep 0.2\n',
    })
    const { exitCode } = await runIn(join(folder, 'api'), ['init'])
    expect(exitCode).toBe(0)
    const workflow = await readFile(join(folder, WORKFLOW), 'utf8')
    expect(workflow).toContain('config-file: api/footprint.yml\n')
    expect(workflow).toContain('path: api/footprint-baseline.json\n')
    const plan = await loadPlan({ 'config-file': 'api/footprint.yml' }, folder, nameOfFlag)
    expect(plan.baselinePath).toBe(join(folder, 'api/footprint-baseline.json'))
  })
})

test('what is there already is not replaced without a word', async () => {
  const folder = await createProject({ 'footprint.yml': 'mine', Procfile: 'web: sleep 600\n' })
  const { exitCode, stderr } = await runIn(folder, ['init'])
  expect(exitCode).toBe(2)
  expect(stderr).toContain('there is footprint.yml already')
  expect(await readFile(join(folder, 'footprint.yml'), 'utf8')).toBe('mine')
  expect(existsSync(join(folder, WORKFLOW))).toBe(false)
})

test('where nothing says how the program starts, it says what it looked for', async () => {
  const { exitCode, stderr } = await runIn(await createProject({ 'README.md': '' }), ['init'])
  expect(exitCode).toBe(2)
  expect(stderr).toContain('says how the program starts')
  expect(stderr).toContain('Procfile')
})

test('what is not built yet is said, with the command that builds it', async () => {
  const folder = await createProject({ 'go.mod': 'module example.org/srv\n', 'main.go': 'package main\n' })
  const { exitCode, stdout, stderr } = await runIn(folder, ['init'])
  expect(exitCode).toBe(2)
  expect(stdout).toBe('> bin/srv (go.mod, main.go)\n\n')
  expect(stderr).toContain('bin/srv is not there')
  expect(stderr.replace(/\s+/g, ' ')).toContain('Build it first, and call init again: go build -o bin/srv .')
})
