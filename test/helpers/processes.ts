import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { createServer } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'

/** Waits for a condition, which must hold within the time. */
export async function waitFor<Found>(
  what: string,
  find: () => Found | null | undefined | false,
  timeoutMs = 15_000,
): Promise<Found> {
  const deadline = performance.now() + timeoutMs
  for (;;) {
    const found = find()
    if (found !== null && found !== undefined && found !== false) return found
    if (performance.now() > deadline) throw new Error(`not within ${timeoutMs} ms: ${what}`)
    await delay(10)
  }
}

/** The pids in a file, one a line, as the programs in test/apps write them; none while there is no file. */
export function pidsIn(path: string): number[] {
  if (!existsSync(path)) return []
  return readFileSync(path, 'utf8').split('\n').filter(Boolean).map(Number)
}

/** Those of the processes that run; a zombie has ended, whether its parent has looked or not. */
export function livingOf(pids: readonly number[]): number[] {
  return pids.filter((pid) => {
    try {
      return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
    } catch {
      return false
    }
  })
}

/** The processes that run a binary. */
export function runnersOf(binary: string): number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => {
      try {
        return pid > 0 && readlinkSync(`/proc/${pid}/exe`) === binary
      } catch {
        return false
      }
    })
}

/**
 * Whether a binary runs in processes that are never there for long: looks at the newest ones again and again, as a
 * list of all is old when it has been gone through.
 */
export function isSeenAmongNewest(binary: string, forMs: number): boolean {
  const deadline = performance.now() + forMs
  while (performance.now() < deadline) {
    const newest = Number(readFileSync('/proc/loadavg', 'utf8').trimEnd().split(' ').at(-1))
    for (let pid = newest + 1; pid > newest - 4; pid -= 1) {
      try {
        if (readlinkSync(`/proc/${pid}/exe`) === binary) return true
      } catch {
        // It has ended.
      }
    }
  }
  return false
}

/** A port of 127.0.0.1 on which nobody listens. */
export async function findFreePort(): Promise<number> {
  return new Promise((found, fail) => {
    const server = createServer()
    server.on('error', fail)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => found(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}
