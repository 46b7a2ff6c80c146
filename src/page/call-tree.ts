import type { PageStacks } from '../report/page/document.ts'

/** A call in its place, with what it and all below it made. */
export interface Call {
  readonly key: number
  readonly name: string
  readonly module: string
  readonly children: Call[]
  base: number
  head: number
  readonly selfBase: number
  readonly selfHead: number
}

/** The tree of a list of callers before callees. */
export function growCalls({ frames, nodes }: PageStacks): Call {
  const root: Call = {
    key: -1,
    name: 'all',
    module: '',
    children: [],
    base: 0,
    head: 0,
    selfBase: 0,
    selfHead: 0,
  }
  const calls: Call[] = []
  nodes.forEach(([caller, frame, base, head], key) => {
    const { name = '', module = '' } = frames[frame] ?? {}
    const call: Call = { key, name, module, children: [], base, head, selfBase: base, selfHead: head }
    calls.push(call)
    ;(calls[caller] ?? root).children.push(call)
  })
  for (let key = nodes.length - 1; key >= 0; key--) {
    const [call, caller] = [calls[key], calls[nodes[key]?.[0] ?? -1] ?? root]
    if (call === undefined) continue
    caller.base += call.base
    caller.head += call.head
  }
  return root
}

/** A function wherever it is called. */
export interface CalledFunction {
  readonly name: string
  readonly module: string
  base: number
  head: number
  /** With all that it calls, each byte once, however often it calls itself. */
  total: number
}

export function listFunctions({ frames, nodes }: PageStacks, root: Call): readonly CalledFunction[] {
  const functions = frames.map(({ name, module }): CalledFunction => ({
    name,
    module,
    base: 0,
    head: 0,
    total: 0,
  }))
  const above = new Set<number>()
  const visit = (call: Call): void => {
    const frame = nodes[call.key]?.[1] ?? -1
    const found = functions[frame]
    const isOutermost = found !== undefined && !above.has(frame)
    if (found !== undefined) {
      found.base += call.selfBase
      found.head += call.selfHead
      if (isOutermost) found.total += call.head
    }
    if (isOutermost) above.add(frame)
    call.children.forEach(visit)
    if (isOutermost) above.delete(frame)
  }
  visit(root)
  return functions.toSorted((a, b) => b.head - a.head)
}
