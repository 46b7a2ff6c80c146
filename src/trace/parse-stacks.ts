import type { TraceStacks } from '../model/trace-record.ts'

/** Puts the stacks of `perf script -F pid,tid,time,addr,ip,sym,dso` together, line by line. */
export interface StackReader {
  /** Takes a line. */
  readonly take: (line: string) => void
  /** Ends the last stack. */
  readonly finish: () => TraceStacks
}

const HEAD = /^\s*-?\d+\/-?\d+\s+\d+\.\d{9}:\s+([0-9a-f]+)\b/
// The name may hold parentheses, and the path may.
const FRAME = /^\s+[0-9a-f]+ (.*?) \(([/[].*)\)$/
/** Where threads and programs begin: a stack that gets there is whole. */
const OUTERMOST =
  /^(_start|__libc_start_\w+|main|__?clone3?|start_thread|runtime\.(goexit|rt0_go|mstart|main|morestack)\b.*|_rt0_.*|ret_from_fork\w*)$/
const KERNEL = '[kernel.kallsyms]'

/**
 * @param isKept whether the stack of a fault at this address is wanted, by its place among all faults
 * @param onStack told of each that is kept: its place among all faults, and its node
 */
export function createStackReader(
  isKept: (address: number) => boolean,
  onStack: (fault: number, node: number) => void,
): StackReader {
  const frames: { name: string; module: string }[] = []
  const frameOf = new Map<string, number>()
  const nodes: { parent: number; frame: number }[] = []
  const nodeOf = new Map<number, number>()
  let complete = 0
  let fault = -1
  /** Of the current fault, innermost first; `null` when it is not wanted. */
  let stack: number[] | null = null

  function placeFrame(line: string): number | null {
    const known = frameOf.get(line)
    if (known !== undefined) return known
    const match = FRAME.exec(line)
    if (match === null) return null
    const [, name = '', module = ''] = match
    const frame = frames.push({ name, module }) - 1
    frameOf.set(line, frame)
    return frame
  }

  function end(): void {
    if (stack === null || stack.length === 0) return
    const outermost = frames[stack.at(-1) ?? -1]
    if (outermost !== undefined && OUTERMOST.test(outermost.name)) complete += 1
    let parent = -1
    for (const frame of stack.reverse()) {
      // Both are below 2^26: no machine has the memory for more.
      const key = (parent + 1) * 2 ** 26 + frame
      const node = nodeOf.get(key) ?? nodes.push({ parent, frame }) - 1
      nodeOf.set(key, node)
      parent = node
    }
    onStack(fault, parent)
  }

  return {
    take: (line) => {
      const head = HEAD.exec(line)
      if (head !== null) {
        end()
        fault += 1
        stack = isKept(Number.parseInt(head[1] ?? '', 16)) ? [] : null
      } else if (stack !== null && line !== '') {
        const frame = placeFrame(line)
        // How the kernel takes a fault is the same each time.
        if (frame !== null && !(stack.length === 0 && frames[frame]?.module === KERNEL)) stack.push(frame)
      }
    },
    finish: () => {
      end()
      stack = null
      return { frames, nodes, complete }
    },
  }
}
