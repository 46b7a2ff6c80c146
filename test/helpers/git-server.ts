import { spawn, spawnSync } from 'node:child_process'
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** Runs git as a person would, and gives what it printed. */
export function git(directory: string, ...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync('git', args, {
    cwd: directory,
    encoding: 'utf8',
    env: {
      PATH: process.env['PATH'],
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_CONFIG_NOSYSTEM: '1',
      ...Object.fromEntries(
        ['AUTHOR', 'COMMITTER'].flatMap((who) => [
          [`GIT_${who}_NAME`, 'Somebody'],
          [`GIT_${who}_EMAIL`, 'somebody@example.org'],
        ]),
      ),
    },
  })
  if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`)
  return stdout.trimEnd()
}

/** A bare repository `acme/app` below a folder that is there until the test is over. */
export async function createRemote(): Promise<{ readonly root: string; readonly path: string }> {
  const root = await mkdtemp(join(tmpdir(), 'footprint-remote-'))
  onTestFinished(() => rm(root, { recursive: true, force: true }))
  const path = join(root, 'acme/app')
  await mkdir(path, { recursive: true })
  git(path, 'init', '--quiet', '--bare', '--initial-branch=main')
  return { root, path }
}

/** Makes the repository refuse every push with these words, as a ruleset does. */
export async function refusePushes(path: string, words: string): Promise<void> {
  const hook = join(path, 'hooks/pre-receive')
  await mkdir(join(path, 'hooks'), { recursive: true })
  await writeFile(hook, `#!/bin/sh\ncat >&2 <<'END'\n${words}\nEND\nexit 1\n`)
  await chmod(hook, 0o755)
}

/** What a token may do with the repository. */
type Right = 'read' | 'write'

/** A server of repositories that speaks git's smart HTTP, as GitHub does, by git's own backend. */
export interface GitServer {
  readonly url: string
  /** `GET acme/app/info/refs git-receive-pack` of each request, in turn. */
  readonly requests: readonly string[]
}

/**
 * Serves the repositories below a folder, until the test is over.
 *
 * @param rights by token; without one, nothing can be read
 */
export async function serveGit(root: string, rights: Readonly<Record<string, Right>>): Promise<GitServer> {
  const requests: string[] = []
  const backend = join(
    spawnSync('git', ['--exec-path'], { encoding: 'utf8' }).stdout.trim(),
    'git-http-backend',
  )
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://host')
    const service = searchParams.get('service') ?? pathname.split('/').at(-1) ?? ''
    requests.push(`${request.method ?? ''} ${pathname.slice(1)} ${service}`)
    const right = rightOf(request, rights)
    if (right === null) response.writeHead(401, { 'www-authenticate': 'Basic realm="git"' }).end()
    else if (service === 'git-receive-pack' && right !== 'write')
      response.writeHead(403).end('Write access to repository not granted.')
    else serve(request, response, backend, { root, pathname, query: searchParams.toString() })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests }
}

function rightOf(request: IncomingMessage, rights: Readonly<Record<string, Right>>): Right | null {
  const credentials = /^basic (.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? ''
  const token = Buffer.from(credentials, 'base64').toString().split(':')[1] ?? ''
  return rights[token] ?? null
}

/** @see git-http-backend(1), RFC 3875 */
function serve(
  request: IncomingMessage,
  response: ServerResponse,
  backend: string,
  { root, pathname, query }: { readonly root: string; readonly pathname: string; readonly query: string },
): void {
  const child = spawn(backend, {
    env: {
      PATH: process.env['PATH'],
      GIT_PROJECT_ROOT: root,
      GIT_HTTP_EXPORT_ALL: '1',
      GIT_CONFIG_GLOBAL: '/dev/null',
      REMOTE_USER: 'somebody',
      REQUEST_METHOD: request.method,
      PATH_INFO: pathname,
      QUERY_STRING: query,
      CONTENT_TYPE: request.headers['content-type'] ?? '',
      HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
      HTTP_GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
    },
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  request.pipe(child.stdin)
  const chunks: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
  child.on('close', () => {
    const answer = Buffer.concat(chunks)
    const end = answer.indexOf('\r\n\r\n')
    const headers = answer.toString('latin1', 0, Math.max(0, end)).split('\r\n')
    for (const header of headers) {
      const [name = '', value = ''] = header.split(': ')
      if (name.toLowerCase() === 'status') response.statusCode = Number.parseInt(value, 10)
      else if (name !== '') response.setHeader(name, value)
    }
    response.end(answer.subarray(end + 4))
  })
}
