import type { Attribution } from '../../model/attribution.ts'

/** Bytes under a path of names, the outermost first. */
export interface CallPath {
  readonly names: readonly string[]
  readonly bytes: number
}

/** The spans as paths: what is made in an import is below all imports around it. */
export function pathsOfSpans({ spans, processes }: Attribution): readonly CallPath[] {
  const names = new Map<number, readonly string[]>()
  return spans.flatMap(({ id, parent, kind, name, process, self }) => {
    const own = kind === 'import' ? `import ${name}` : name
    const owner = processes.find((each) => each.id === process)
    const around = parent === null ? (owner === undefined ? [] : [nameOf(owner)]) : (names.get(parent) ?? [])
    names.set(id, [...around, own])
    return self > 0 ? [{ names: [...around, own], bytes: self }] : []
  })
}

function nameOf({ pid, command }: { readonly pid: number; readonly command: string }): string {
  return command === '' ? String(pid) : command
}

/** The stacks as paths; none where none were recorded. */
export function pathsOfStacks({ stacks }: Attribution): readonly CallPath[] {
  if (stacks === null) return []
  const names: (readonly string[])[] = []
  return stacks.nodes.flatMap(([parent, frame, self], node) => {
    const own = [...(names[parent] ?? []), stacks.frames[frame]?.name ?? '']
    names[node] = own
    return self > 0 ? [{ names: own, bytes: self }] : []
  })
}
