import type { World } from '../../src/model/world.ts'
import { onThisMachine } from '../../src/proc/this-machine.ts'

/** The world of this machine, where nobody watches and nobody aborts. */
export function quietWorld(changes: Partial<World> = {}): World {
  const world = onThisMachine({
    env: process.env,
    signal: new AbortController().signal,
    onProgress: () => undefined,
    onNotice: () => undefined,
  })
  return { ...world, ...changes }
}
