import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, symlinkSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createProcFiles } from '../../src/proc/files.ts'
import {
  describeOwner,
  findSockets,
  ownsSocket,
  parseListeners,
  parseUnixSockets,
  readListeners,
} from '../../src/proc/sockets.ts'
import { findFreePort } from '../helpers/processes.ts'
import { createFakeProc } from './fake-proc.ts'

const TCP = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode                                                     
   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 23456 1 0000000000000000 100 0 0 10 0                     
   1: 00000000:0016 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 11111 1 0000000000000000 100 0 0 10 0                     
   2: 0100007F:1F90 0100007F:C350 01 00000000:00000000 00:00000000 00000000  1000        0 34567 1 0000000000000000 20 4 30 10 -1                    
 103: 0100007F:C350 0100007F:1F90 06 00000000:00000000 03:00001770 00000000     0        0 0 3 0000000000000000                                      
`
const TCP6 = `  sl  local_address                         remote_address                        st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 00000000000000000000000000000000:1F91 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 45678 1 0000000000000000 100 0 0 10 0
`

const files = createProcFiles()

async function listen(host: string): Promise<number> {
  const server: Server = createServer().listen(0, host)
  onTestFinished(() => {
    server.close()
  })
  await once(server, 'listening')
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}

const at = (port: number) => findSockets(files, 'self', { kind: 'tcp', port })

describe('the sockets that take what comes', () => {
  it('of a path are those that listen, or take datagrams', () => {
    const table = `Num       RefCount Protocol Flags    Type St Inode Path
0000000000000001: 00000002 00000000 00010000 0001 01 101 /run/a b.sock
0000000000000002: 00000003 00000000 00000000 0001 03 102 /run/a b.sock
0000000000000003: 00000003 00000000 00000000 0001 03  103
0000000000000004: 00000002 00000000 00000000 0002 01 104 /run/log
0000000000000005: 00000002 00000000 00010000 0001 01 105 @name
0000000000000006: 00000002 00000000 00010000 0005 01 106 s
`
    expect(parseUnixSockets(table)).toEqual([
      { path: '/run/a b.sock', inode: '101' },
      { path: '/run/log', inode: '104' },
      { path: '@name', inode: '105' },
      { path: 's', inode: '106' },
    ])
    const proc = createFakeProc()
    proc.write('9/net/unix', table)
    const found = (path: string) => [...findSockets(proc.files, 9, { kind: 'unix', path, directory: '/run' })]
    expect(found('a b.sock')).toEqual(['101'])
    expect(found('/run/a b.sock')).toEqual(['101'])
    expect(found('@name')).toEqual(['105'])
    expect(found('./s')).toEqual(['106'])
    expect(found('/s')).toEqual([])
  })

  it('of a port of UDP are the bound ones of both families', () => {
    const proc = createFakeProc()
    const row = (address: string, inode: number) =>
      `  12: ${address} 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 ${inode} 2 0000000000000000 0\n`
    proc.write('9/net/udp', `  sl  local_address ...\n${row('0100007F:0035', 1)}${row('00000000:0036', 2)}`)
    proc.write('9/net/udp6', `  sl  local_address ...\n${row('00000000000000000000000000000000:0035', 3)}`)
    expect([...findSockets(proc.files, 9, { kind: 'udp', port: 53 })]).toEqual(['1', '3'])
  })
})

describe('the listeners', () => {
  it('of a table are those in the state LISTEN, with the port in hexadecimal', () => {
    expect(parseListeners(TCP)).toEqual([
      { port: 8080, inode: '23456' },
      { port: 22, inode: '11111' },
    ])
    expect(parseListeners(TCP6)).toEqual([{ port: 8081, inode: '45678' }])
    expect(parseListeners('')).toEqual([])
  })

  it('of a process are of both families, and those of the one that there is', () => {
    const proc = createFakeProc()
    proc.write('9/net/tcp', TCP)
    expect(readListeners(proc.files, 9)).toHaveLength(2)
    proc.write('9/net/tcp6', TCP6)
    expect(readListeners(proc.files, 9)).toHaveLength(3)
  })

  it.each(['127.0.0.1', '0.0.0.0', '::1', '::'])('of this machine on %s are found', async (host) => {
    const port = await listen(host)
    const found = readListeners(files, 'self').filter((listener) => listener.port === port)
    expect(found).toHaveLength(1)
    expect(ownsSocket(files, process.pid, new Set(found.map(({ inode }) => inode)))).toBe(true)
  })
})

describe('the owner of a port', () => {
  it('is named by its pid and its command', async () => {
    const port = await listen('127.0.0.1')
    expect(describeOwner(files, at(port))).toMatch(new RegExp(`^pid ${process.pid} \\(.+\\)$`))
  })

  it('is another process, and not this one', async () => {
    const port = await findFreePort()
    const script = `require('net').createServer().listen(${port}, '127.0.0.1', () => console.log('ready'))`
    const other = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
    onTestFinished(() => {
      other.kill('SIGKILL')
    })
    await once(other.stdout, 'data')
    expect(describeOwner(files, at(port))).toMatch(new RegExp(`^pid ${other.pid ?? 0} \\(node`))
    const inodes = new Set(
      readListeners(files, other.pid ?? 0)
        .filter((listener) => listener.port === port)
        .map(({ inode }) => inode),
    )
    expect(inodes.size).toBe(1)
    expect(ownsSocket(files, other.pid ?? 0, inodes)).toBe(true)
    expect(ownsSocket(files, process.pid, inodes)).toBe(false)
  })

  it('is nobody when nobody listens', async () => {
    expect(describeOwner(files, at(await findFreePort()))).toBeNull()
  })

  it('is a process whose first thread has ended, by its other threads', () => {
    const proc = createFakeProc()
    proc.write('9/task/11/net/tcp', TCP)
    expect(readListeners(proc.files, 9)).toHaveLength(2)
    mkdirSync(join(proc.root, '9/fd'))
    mkdirSync(join(proc.root, '9/task/9/fd'), { recursive: true })
    mkdirSync(join(proc.root, '9/task/11/fd'), { recursive: true })
    expect(ownsSocket(proc.files, 9, new Set(['23456']))).toBe(false)
    symlinkSync('socket:[23456]', join(proc.root, '9/task/11/fd/3'))
    expect(ownsSocket(proc.files, 9, new Set(['23456']))).toBe(true)
    expect(ownsSocket(proc.files, 9, new Set(['1']))).toBe(false)
  })

  it('is not a process that has ended, and not known of one that may not be looked at', () => {
    const inodes = new Set(['1'])
    expect(ownsSocket(files, 2 ** 22 + 1, inodes)).toBe(false)
    const isRoot = process.geteuid?.() === 0
    if (isRoot) process.seteuid?.(65534)
    try {
      expect(ownsSocket(files, 1, inodes)).toBeNull()
    } finally {
      if (isRoot) process.seteuid?.(0)
    }
  })
})
