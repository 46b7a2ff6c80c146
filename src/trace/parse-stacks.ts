import type { StackMeans, TraceStacks } from '../model/trace-record.ts'
import { createStackTree } from './stack-tree.ts'

/** Puts the stacks of `perf script -F pid,tid,time,event,ip,sym,dso` together, line by line. */
export interface StackReader {
  /** Takes a line. */
  readonly take: (line: string) => void
  /** Ends the last stack. */
  readonly finish: () => TraceStacks
}

const HEAD = /^\s*-?\d+\/(-?\d+)\s+\d+\.\d{9}:\s+(page|minor)-faults\S*:\s*(.*)$/

/** A stack in the tree. */
interface Placed {
  readonly node: number
  readonly isWhole: boolean
  /** Of its frames, how many have a name. */
  readonly named: number
}

/** Faults by one function in one thread. */
interface Site {
  /** Kept, and waiting for the next sample: each with what is known of its own stack. */
  waiting: { readonly fault: number; readonly own: Placed | null }[]
  /** The stack of the last sample. */
  sample: Placed | null
  readonly frame: number
}

/** What is being read: the innermost frame first, as it came; and without what only says how the kernel takes a fault. */
interface Reading {
  readonly event: 'page' | 'minor'
  readonly thread: string
  /** The first line, with its address. */
  at: string
  innermost: number | null
  readonly stack: number[]
}

/**
 * Gives each fault its stack. A page fault has its function, and with frame pointers a stack of its own; some have a
 * sample beside it, of which dwarf has found the callers. A stack that does not reach its beginning is completed by the
 * next sample of its function in its thread, else by the last one: the function of each is its own, its callers are
 * those of a neighbor.
 *
 * @param isKept whether the stack of a fault is wanted, by its place among all faults
 * @param onStack told of each that is kept: its place among all faults, and its node
 */
export function createStackReader(
  means: StackMeans,
  isKept: (fault: number) => boolean,
  onStack: (fault: number, node: number) => void,
): StackReader {
  const tree = createStackTree(means)
  const sites = new Map<string, Site>()
  /** Where the last fault of each thread was. */
  const lastOf = new Map<string, Site>()
  let complete = 0
  let fault = -1
  let reading: Reading | null = null

  function give(place: number, stack: Placed | null): void {
    if (stack === null) return
    onStack(place, stack.node)
    if (stack.isWhole) complete += 1
  }

  function placed(stack: readonly number[]): Placed | null {
    if (stack.length === 0) return null
    return { ...tree.place(stack), named: stack.filter(tree.isNamed).length }
  }

  function siteOf(thread: string, frame: number, at: string): Site {
    // Code without symbols has no function but its address.
    const key = `${thread} ${tree.isNamed(frame) ? frame : at}`
    const known = sites.get(key)
    if (known !== undefined) return known
    const site: Site = { waiting: [], sample: null, frame }
    sites.set(key, site)
    return site
  }

  function endFault({ thread, at, innermost, stack }: Reading): void {
    fault += 1
    if (innermost === null) {
      lastOf.delete(thread)
      return
    }
    const site = siteOf(thread, innermost, at)
    lastOf.set(thread, site)
    if (!isKept(fault)) return
    const own = placed(stack)
    if (own?.isWhole === true) give(fault, own)
    else site.waiting.push({ fault, own })
  }

  function endSample({ thread, innermost, stack }: Reading): void {
    const site = lastOf.get(thread)
    if (site === undefined) return
    // The fault that it is of may have been lost.
    if (innermost !== site.frame) return
    site.sample = placed(stack)
    for (const { fault: place, own } of site.waiting) give(place, better(own, site.sample))
    site.waiting = []
  }

  function end(): void {
    if (reading === null) return
    if (reading.event === 'page') endFault(reading)
    else endSample(reading)
    reading = null
  }

  function takeFrame(line: string): void {
    if (reading === null || line === '') return
    const frame = tree.frameOf(line)
    if (frame === null) return
    if (reading.innermost === null) reading.at = line.trim()
    reading.innermost ??= frame
    // How the kernel takes a fault is the same each time.
    if (!(reading.stack.length === 0 && tree.isOfKernel(frame))) reading.stack.push(frame)
  }

  return {
    take: (line) => {
      const head = HEAD.exec(line)
      if (head !== null) {
        end()
        const [, thread = '', event = '', at = ''] = head
        reading = { event: event === 'page' ? 'page' : 'minor', thread, at: '', innermost: null, stack: [] }
        takeFrame(at)
      } else takeFrame(line)
    },
    finish: () => {
      end()
      for (const { waiting, sample } of sites.values())
        for (const { fault: place, own } of waiting) give(place, better(own, sample))
      return tree.finish(complete)
    },
  }
}

/** Where frame pointers end too early, dwarf knows more; where it knows no callers, as of memset, they may. */
function better(own: Placed | null, sample: Placed | null): Placed | null {
  if (own === null || sample === null) return own ?? sample
  return sample.isWhole || sample.named > own.named ? sample : own
}
