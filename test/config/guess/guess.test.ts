import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { guessCommands } from '../../../src/config/guess/guess.ts'
import type { Guess, Project } from '../../../src/config/guess/project.ts'

type Files = Readonly<Record<string, string>>

/** A project of these files. */
function projectOf(files: Files, name = 'shop'): Project {
  const paths = Object.keys(files).toSorted((a, b) => a.split('/').length - b.split('/').length)
  return {
    name,
    paths: paths.filter((path) => !path.startsWith('/') && !path.startsWith('node_modules/')),
    textOf: (path) => (Object.hasOwn(files, path) ? (files[path] ?? null) : null),
    exists: (path) => paths.some((one) => one === path || one.startsWith(`${path}/`)),
    isInstalled: (program) => program !== 'absent',
  }
}

/** What was found, as `command (source)`, the likeliest first. */
function found(files: Files): readonly string[] {
  return guessCommands(projectOf(files)).map(
    ({ run, source }) => `${typeof run === 'string' ? `shell: ${run}` : run.join(' ')} (${source})`,
  )
}

function first(files: Files): Guess {
  const [guess] = guessCommands(projectOf(files))
  if (guess === undefined) throw new Error('nothing was guessed')
  return guess
}

const json = (value: object) => JSON.stringify(value)
const runsOf = ({ build }: Guess) => build.map((step) => ('run' in step ? step.run : step.uses))

describe('a Procfile', () => {
  test('gives its web process, then its worker, with a port', () => {
    const files = {
      Procfile:
        'release: ./migrate\nweb: gunicorn shop:app --bind 0.0.0.0:$PORT\nworker: celery -A shop worker\n',
      'requirements.txt': 'gunicorn\n',
    }
    expect(found(files)).toEqual([
      'gunicorn shop:app --bind 0.0.0.0:5000 (Procfile, web)',
      'celery -A shop worker (Procfile, worker)',
    ])
    expect(first(files).env).toEqual({ PORT: '5000' })
    expect(runsOf(first(files))).toEqual(['actions/setup-python@v6', 'pip install -r requirements.txt'])
  })

  test.each([
    ['web: bin/serve -p ${PORT:-3000}', 'bin/serve -p 5000'],
    ['web: bin/serve -p ${OTHER:-3000}', 'bin/serve -p 3000'],
    ['web: exec env RACK_ENV=production bin/serve', 'bin/serve'],
    ['web: ./migrate && bin/serve', 'bin/serve'],
    ['web: bin/serve | tee log', 'shell: bin/serve | tee log'],
    ['web: bin/serve --secret "$SECRET"', 'shell: bin/serve --secret "$SECRET"'],
  ])('%s is run as %s', (Procfile, command) => {
    expect(found({ Procfile })).toEqual([`${command} (Procfile, web)`])
  })

  test('leaves what it does first to the build, and takes variables for those of the program', () => {
    const guess = first({ Procfile: 'web: ./migrate && MODE=fast bin/serve' })
    expect(runsOf(guess)).toEqual(['./migrate'])
    expect(guess.env).toEqual({ PORT: '5000', MODE: 'fast' })
  })
})

describe('a systemd unit', () => {
  const unit = (lines: string) => `[Service]\n${lines}\n[Install]\n`

  test('gives ExecStart without its prefix, with its variables, where the project builds it', () => {
    const files = {
      'scripts/cached.service': unit(
        'Environment=PORT=11211 "OPTIONS=-m 64"\nExecStart=-/usr/bin/cached -p ${PORT} $OPTIONS $MORE\nType=notify',
      ),
      'Makefile.am': 'bin_PROGRAMS = cached tool\n',
    }
    expect(found(files)[0]).toBe('./cached -p 11211 -m 64 (scripts/cached.service, ExecStart)')
    expect(first(files).unitType).toBe('notify')
    expect(runsOf(first(files))).toEqual(['autoreconf -i && ./configure && make'])
  })

  test('is run without options whose values are elsewhere', () => {
    const line =
      'EnvironmentFile=/etc/sysconfig/cached\nExecStart=/bin/cached -p ${PORT} --memory=$SIZE -v $OPTIONS'
    expect(found({ 'cached.service': unit(line), '/bin/cached': '' })).toEqual([
      '/bin/cached -v (cached.service, ExecStart)',
    ])
  })

  test.each([
    ['a template', 'web@.service', 'ExecStart=/bin/web'],
    ['a container', 'web.service', 'ExecStart=/usr/bin/docker run web'],
    ['a specifier', 'web.service', 'ExecStart=/bin/web --name %n'],
    ['a place to be filled in', 'web.service.in', 'ExecStart=@BINDIR@/web'],
  ])('is no help as %s', (_, path, line) => {
    expect(found({ [path]: unit(line) })).toEqual([])
  })
})

describe('a package.json', () => {
  test('is unwrapped until node is reached', () => {
    const scripts = {
      start: 'npm run start-server',
      'start-server': 'cross-env MODE=x node server/server.js',
    }
    const files = { 'package.json': json({ name: '@acme/kuma', scripts }), 'package-lock.json': '{}' }
    expect(found(files)).toEqual(['node server/server.js (package.json, scripts.start → start-server)'])
    expect(first(files)).toMatchObject({ name: 'kuma', env: { MODE: 'x' } })
    expect(runsOf(first(files))).toEqual(['npm ci'])
  })

  test.each([
    ['next start -p 3000', 'node node_modules/.bin/next start -p 3000'],
    ['nodemon server.js', 'node server.js'],
    ['npx next start', 'node node_modules/.bin/next start'],
    ['yarn serve --port 1', 'node s.js --port 1'],
    ['pnpm run serve -- --port 1', 'node s.js --port 1'],
    ['npm run check-db && node s.js', 'node s.js'],
    ['python3 app.py', 'python3 app.py'],
    ['node a.js | pino', 'shell: node a.js | pino'],
    ['npm start', 'npm start'],
  ])('with "start": "%s" runs %s', (start, command) => {
    const scripts = { start, serve: 'node s.js' }
    const text = json({ scripts, dependencies: { next: '15', nodemon: '3' } })
    expect(found({ 'package.json': text })[0]?.split(' (')[0]).toBe(command)
  })

  test('without scripts gives the file that is there', () => {
    expect(found({ 'package.json': '{}', 'server.js': '' })).toEqual([
      'node server.js (package.json, server.js)',
    ])
    expect(found({ 'package.json': json({ main: 'lib/x.js' }), 'lib/x.js': '' })).toEqual([
      'node lib/x.js (package.json, lib/x.js)',
    ])
    expect(found({ 'package.json': json({ main: 'lib/x.js' }) })).toEqual([])
  })
})

describe('a Dockerfile', () => {
  test('gives what its last stage starts, where the project has it', () => {
    const Dockerfile = [
      'FROM node:24 AS build',
      'CMD ["node", "no.js"]',
      'FROM node:24-slim',
      'ENV PORT=3000',
      'WORKDIR /app',
      'ENTRYPOINT ["/usr/bin/tini", "--"]',
      'CMD ["node", \\',
      '  "/app/dist/server.js"]',
    ].join('\n')
    expect(found({ Dockerfile, 'dist/server.js': '', 'package.json': '{}' })).toEqual([
      'node dist/server.js (Dockerfile, ENTRYPOINT and CMD)',
    ])
  })

  test.each([
    ['FROM x\nENV PORT=80\nCMD serve --port $PORT', 'serve --port 80 (Dockerfile, CMD)'],
    ['FROM x\nENTRYPOINT ["python3"]\nCMD ["app.py"]', 'python3 app.py (Dockerfile, ENTRYPOINT and CMD)'],
    [
      'FROM x\nENTRYPOINT ["./docker-entrypoint.sh"]\nCMD ["serve"]',
      'serve (Dockerfile, ENTRYPOINT and CMD)',
    ],
  ])('%j gives %s', (Dockerfile, expected) => {
    expect(found({ Dockerfile })).toEqual([expected])
  })

  test('comes last where its program is in the image alone', () => {
    const files = {
      Dockerfile: 'FROM scratch\nCMD ["/start.sh"]',
      'Cargo.toml': '[package]\nname = "vault"\n',
      'Cargo.lock': '',
      'src/main.rs': '',
    }
    expect(found(files)).toEqual(['target/release/vault (Cargo.toml)', '/start.sh (Dockerfile, CMD)'])
    expect(runsOf(first(files))).toEqual(['cargo build --release --locked --bin vault'])
  })

  test('comes last where nothing here has its program', () => {
    const files = { Dockerfile: 'FROM x\nCMD ["absent", "conf.ini"]', 'server.py': '' }
    expect(found(files)).toEqual(['python3 server.py (server.py)', 'absent conf.ini (Dockerfile, CMD)'])
  })

  test('knows a program that the project builds', () => {
    const files = {
      Dockerfile: 'FROM x\nENTRYPOINT ["/usr/bin/flux"]\nCMD ["--port", "8080"]',
      'go.mod': 'module example.org/flux/v2\n',
      'main.go': 'package main // import "example.org/flux"\n',
    }
    expect(found(files)[0]).toBe('bin/flux --port 8080 (Dockerfile, ENTRYPOINT and CMD)')
    expect(runsOf(first(files))).toEqual(['actions/setup-go@v6', 'go build -o bin/flux .'])
  })
})

test.each<[string, Files, string]>([
  [
    'Django with gunicorn',
    {
      'manage.py': "os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'hc.settings')",
      'hc/wsgi.py': '',
      'requirements.txt': 'Django\ngunicorn==23\n',
    },
    'gunicorn hc.wsgi (manage.py, hc/wsgi.py)',
  ],
  [
    'Django alone',
    { 'manage.py': 'os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hc.settings")' },
    'python3 manage.py runserver --noreload 127.0.0.1:8000 (manage.py)',
  ],
  [
    'FastAPI',
    { 'main.py': 'app = FastAPI()\n', 'pyproject.toml': '[project]\ndependencies = ["uvicorn", "fastapi"]' },
    'uvicorn main:app (main.py, FastAPI)',
  ],
  [
    'a script of a package',
    { 'pyproject.toml': '[project]\nname = "datasette"\n[project.scripts]\ndatasette = "datasette.cli:cli"' },
    'datasette (pyproject.toml, project.scripts)',
  ],
  ['a script', { 'server.py': '' }, 'python3 server.py (server.py)'],
  [
    'commands of Go, that of the module first',
    { 'go.mod': 'module example.org/shop', 'cmd/aaa/main.go': '', 'cmd/shop/main.go': '' },
    'bin/shop (go.mod, cmd/shop)',
  ],
  [
    'a workspace of Rust',
    {
      'Cargo.toml': '[workspace]\nmembers = ["api"]',
      'api/Cargo.toml':
        '[package]\nname = "api"\ndefault-run = "serve"\n[[bin]]\nname = "tool"\n[[bin]]\nname = "serve"',
    },
    'target/release/serve (api/Cargo.toml, default-run)',
  ],
  [
    'Maven',
    {
      'pom.xml':
        '<project><parent><artifactId>p</artifactId><version>3</version></parent><artifactId>traccar</artifactId><dependencies><dependency><artifactId>d</artifactId></dependency></dependencies></project>',
    },
    'java -jar target/traccar-3.jar (pom.xml)',
  ],
  [
    'Maven, built',
    { 'pom.xml': '<project/>', 'target/a-sources.jar': '', 'target/server.jar': '' },
    'java -jar target/server.jar (pom.xml)',
  ],
  [
    'Gradle',
    { 'build.gradle.kts': 'version = "1.2"', 'settings.gradle.kts': 'rootProject.name = "shop"' },
    'java -jar build/libs/shop-1.2.jar (build.gradle.kts)',
  ],
  ['PHP', { 'public/index.php': '' }, 'php -S 127.0.0.1:8000 -t public (public/index.php)'],
  ['automake', { 'src/Makefile.am': 'bin_PROGRAMS = a \\\n b' }, 'src/a (src/Makefile.am, bin_PROGRAMS)'],
  ['CMake', { 'CMakeLists.txt': 'add_executable(srv main.c)' }, 'build/srv (CMakeLists.txt, add_executable)'],
])('%s', (_, files, expected) => {
  expect(found(files)[0]).toBe(expected)
})

test('nothing is guessed of nothing', () => {
  expect(found({ 'README.md': 'Run ./server' })).toEqual([])
})

test('no text of any file is too much for it', () => {
  const names = [
    'Procfile',
    'x.service',
    'package.json',
    'Dockerfile',
    'pyproject.toml',
    'manage.py',
    'go.mod',
    'Cargo.toml',
    'pom.xml',
    'build.gradle',
    'Makefile.am',
  ]
  const piece = fc.constantFrom(
    'web: ',
    'ExecStart=',
    '{"scripts":',
    '"start":"npm start"',
    '}',
    'FROM a\n',
    'CMD ',
    '["a',
    '"]',
    '[project',
    ']',
    '<parent>',
    '$',
    '${',
    '&&',
    "'",
    '\n',
    '\\',
    '\0',
    'npm run x',
  )
  const text = fc.oneof(
    fc.string(),
    fc.array(piece).map((pieces) => pieces.join('')),
  )
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...names), text), (files) => {
      for (const { run } of guessCommands(projectOf(files))) expect(run.length).toBeGreaterThan(0)
    }),
  )
})
