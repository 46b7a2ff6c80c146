import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage } from 'node:http'
import { connect, type AddressInfo, type Server, type Socket } from 'node:net'
import { join } from 'node:path'
import { createServer as createTlsServer } from 'node:tls'
import { promisify } from 'node:util'
import { onTestFinished } from 'vitest'

/** An HTTP proxy that lives until the test is over. */
export interface Proxy {
  readonly url: string
  /** `CONNECT host:port` of each tunnel that was asked for. */
  readonly tunnels: readonly string[]
}

/** Starts a proxy that leads every tunnel to `port` of this machine, whatever host it was asked for. */
export async function startProxy(port: number): Promise<Proxy> {
  const tunnels: string[] = []
  const server = createServer((_request, response) => response.writeHead(405).end())
  server.on('connect', (request: IncomingMessage, client: Socket) => {
    tunnels.push(`CONNECT ${request.url ?? ''}`)
    const target = connect(port, '127.0.0.1', () => client.write('HTTP/1.1 200 OK\r\n\r\n'))
    splice(client, target)
  })
  return { url: `http://127.0.0.1:${await listen(server)}`, tunnels }
}

/** What a server that speaks TLS can be reached by and trusted through. */
interface Tls {
  readonly port: number
  /** The file of its certificate, which it signed itself. */
  readonly certificate: string
}

/**
 * Starts a server that speaks TLS for `host` in front of the plain `port`. `null` where openssl is missing,
 * and no certificate can be made.
 */
export async function startTls(port: number, host: string, folder: string): Promise<Tls | null> {
  const certificate = join(folder, 'certificate.pem')
  const key = join(folder, 'key.pem')
  const subject = ['-subj', `/CN=${host}`, '-addext', `subjectAltName=DNS:${host}`]
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']
  const request = ['req', '-x509', ...newKey, ...subject]
  try {
    await promisify(execFile)('openssl', [...request, '-keyout', key, '-out', certificate])
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
  const options = { cert: await readFile(certificate), key: await readFile(key) }
  const server = createTlsServer(options, (client) => splice(client, connect(port, '127.0.0.1')))
  return { port: await listen(server), certificate }
}

/** All that comes from one goes to the other; they end together, however one of them ends. */
function splice(one: Socket, other: Socket): void {
  one.pipe(other).pipe(one)
  one.on('error', () => other.destroy()).on('close', () => other.destroy())
  other.on('error', () => one.destroy()).on('close', () => one.destroy())
}

async function listen(server: Server): Promise<number> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => sockets.add(socket))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.close()
    for (const socket of sockets) socket.destroy()
  })
  return (server.address() as AddressInfo).port
}
