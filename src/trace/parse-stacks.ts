import type { TraceStacks } from '../model/trace-record.ts'
import { createStackTree } from './stack-tree.ts'

/** Puts the stacks of `perf script -F pid,tid,time,ip,sym,dso` together, line by line. */
export interface StackReader {
  /** Takes a line. */
  readonly take: (line: string) => void
  /** Ends the last stack. */
  readonly finish: () => TraceStacks
}

const HEAD = /^\s*-?\d+\/-?\d+\s+\d+\.\d{9}:\s*$/

/**
 * Reads stacks of which each fault has its own.
 *
 * @param isKept whether the stack of a fault is wanted, by its place among all faults
 * @param onStack told of each that is kept: its place among all faults, and its node
 */
export function createStackReader(
  isKept: (fault: number) => boolean,
  onStack: (fault: number, node: number) => void,
): StackReader {
  const tree = createStackTree('frame-pointers')
  let complete = 0
  let fault = -1
  /** Of the current fault, innermost first; `null` when it is not wanted. */
  let stack: number[] | null = null

  function end(): void {
    if (stack === null || stack.length === 0) return
    const { node, isWhole } = tree.place(stack)
    if (isWhole) complete += 1
    onStack(fault, node)
  }

  return {
    take: (line) => {
      if (HEAD.test(line)) {
        end()
        fault += 1
        stack = isKept(fault) ? [] : null
      } else if (stack !== null && line !== '') {
        const frame = tree.frameOf(line)
        // How the kernel takes a fault is the same each time.
        if (frame !== null && !(stack.length === 0 && tree.isOfKernel(frame))) stack.push(frame)
      }
    },
    finish: () => {
      end()
      stack = null
      return tree.finish(complete)
    },
  }
}
