import type { StackReader } from './parse-stacks.ts'
import { createStackTree } from './stack-tree.ts'

const HEAD = /^\s*-?\d+\/(-?\d+)\s+\d+\.\d{9}:\s+(page|minor)-faults\S*:\s*(.*)$/

/** Faults by one function in one thread. */
interface Site {
  /** Kept, and waiting for the next sample. */
  waiting: number[]
  /** The stack of the last sample. */
  last: Placed | null
  readonly frame: number
}

interface Placed {
  readonly node: number
  readonly isWhole: boolean
}

/**
 * Reads a recording in which each fault has its function, and some have a stack: `perf script -F
 * pid,tid,time,event,ip,sym,dso`. A fault gets the stack of the next sample of its function in its thread, else of the
 * last one, else its function alone: the function of each is its own, its callers are those of a neighbor.
 *
 * @param isKept whether the stack of a fault is wanted, by its place among all faults
 * @param onStack told of each that is kept: its place among all faults, and its node
 */
export function createSampledStackReader(
  isKept: (fault: number) => boolean,
  onStack: (fault: number, node: number) => void,
): StackReader {
  const tree = createStackTree('dwarf')
  const sites = new Map<string, Site>()
  /** Where the last fault of each thread was. */
  const lastOf = new Map<string, Site>()
  let complete = 0
  let fault = -1
  /** Of the current sample, innermost first. */
  let sample: { readonly site: Site; readonly stack: number[]; innermost: number | null } | null = null

  function give(faults: readonly number[], { node, isWhole }: Placed): void {
    for (const each of faults) onStack(each, node)
    if (isWhole) complete += faults.length
  }

  function siteOf(thread: string, at: string): Site | null {
    const frame = tree.frameOf(at)
    if (frame === null) return null
    // Code without symbols has no function but its address.
    const key = `${thread} ${tree.isNamed(frame) ? frame : at}`
    const known = sites.get(key)
    if (known !== undefined) return known
    const site: Site = { waiting: [], last: null, frame }
    sites.set(key, site)
    return site
  }

  function takeFault(thread: string, at: string): void {
    fault += 1
    const site = siteOf(thread, at.trim())
    if (site === null) {
      lastOf.delete(thread)
      return
    }
    lastOf.set(thread, site)
    if (isKept(fault)) site.waiting.push(fault)
  }

  function endSample(): void {
    if (sample === null) return
    const { site, stack, innermost } = sample
    sample = null
    // The fault that it is of may have been lost.
    if (stack.length === 0 || innermost !== site.frame) return
    site.last = tree.place(stack)
    give(site.waiting, site.last)
    site.waiting = []
  }

  function takeFrame(line: string): void {
    if (sample === null || line === '') return
    const frame = tree.frameOf(line)
    if (frame === null) return
    sample.innermost ??= frame
    // How the kernel takes a fault is the same each time.
    if (!(sample.stack.length === 0 && tree.isOfKernel(frame))) sample.stack.push(frame)
  }

  return {
    take: (line) => {
      const head = HEAD.exec(line)
      if (head === null) {
        takeFrame(line)
        return
      }
      endSample()
      const [, thread = '', event = '', at = ''] = head
      if (event === 'page') takeFault(thread, at)
      else {
        const site = lastOf.get(thread)
        sample = site === undefined ? null : { site, stack: [], innermost: null }
      }
    },
    finish: () => {
      endSample()
      for (const { waiting, last, frame } of sites.values()) {
        const alone = tree.isOfKernel(frame) ? null : tree.place([frame])
        const placed = last ?? alone
        if (placed !== null) give(waiting, placed)
      }
      return tree.finish(complete)
    },
  }
}
