import type { StackMeans, TraceStacks } from '../model/trace-record.ts'

/** Stacks that share their callers, as they are put together. */
export interface StackTree {
  /** The frame of a line of `perf script -F ip,sym,dso`, one for each function; `null` when it is none. */
  readonly frameOf: (line: string) => number | null
  readonly isOfKernel: (frame: number) => boolean
  /** Whether it has a name: code without symbols has none. */
  readonly isNamed: (frame: number) => boolean
  /** @param stack frames, innermost first @returns the node of the innermost, and whether the outermost was reached */
  readonly place: (stack: readonly number[]) => { readonly node: number; readonly isWhole: boolean }
  /** @param complete how many of the stacks are whole */
  readonly finish: (complete: number) => TraceStacks
}

// The name may hold parentheses, and the path may.
const FRAME = /^\s*[0-9a-f]+ ((.*?) \(([/[].*)\))$/
/** Where threads and programs begin: a stack that gets there is whole. */
const OUTERMOST =
  /^(_start|__libc_start_\w+|main|__?clone3?|start_thread|runtime\.(goexit|rt0_go|mstart|main|morestack)\b.*|_rt0_.*|ret_from_fork\w*)$/
const KERNEL = '[kernel.kallsyms]'
const UNKNOWN = '[unknown]'

export function createStackTree(means: StackMeans): StackTree {
  const frames: { name: string; module: string }[] = []
  const frameOfLine = new Map<string, number>()
  const frameOfFunction = new Map<string, number>()
  const nodes: { parent: number; frame: number }[] = []
  const nodeOf = new Map<number, number>()

  const nameOf = (frame: number): string => frames[frame]?.name ?? ''

  return {
    isNamed: (frame) => nameOf(frame) !== UNKNOWN,
    frameOf: (line) => {
      const known = frameOfLine.get(line)
      if (known !== undefined) return known
      const match = FRAME.exec(line)
      if (match === null) return null
      const [, text = '', name = '', module = ''] = match
      const frame = frameOfFunction.get(text) ?? frames.push({ name, module }) - 1
      frameOfFunction.set(text, frame)
      frameOfLine.set(line, frame)
      return frame
    },
    isOfKernel: (frame) => frames[frame]?.module === KERNEL,
    place: (stack) => {
      let parent = -1
      for (const frame of stack.toReversed()) {
        // Both are below 2^26: no machine has the memory for more.
        const key = (parent + 1) * 2 ** 26 + frame
        const node = nodeOf.get(key) ?? nodes.push({ parent, frame }) - 1
        nodeOf.set(key, node)
        parent = node
      }
      return { node: parent, isWhole: OUTERMOST.test(nameOf(stack.at(-1) ?? -1)) }
    },
    finish: (complete) => ({ means, frames, nodes, complete }),
  }
}
