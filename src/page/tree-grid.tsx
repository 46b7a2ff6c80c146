import { useMemo, useRef, useState } from 'preact/hooks'

export interface TreeNode {
  /** Unlike that of any other node. */
  readonly key: number
  readonly name: string
  /** Stands behind the name, smaller. */
  readonly hint: string
  /** A cell a column, in words. */
  readonly cells: readonly string[]
  /** Heaviest first. */
  readonly children: readonly TreeNode[]
}

interface Props {
  readonly id: string
  readonly title: string
  /** Of the column of names, and of the cells. */
  readonly heads: readonly [string, ...string[]]
  readonly roots: readonly TreeNode[]
}

interface Row {
  readonly node: TreeNode
  readonly level: number
  readonly parent: number | null
  readonly place: number
  readonly of: number
}

/** So deep the heaviest path is open from the start. */
const OPEN_DEPTH = 6

/** A tree whose nodes have figures. By keys: up and down, right opens and goes in, left closes and goes out. */
export function TreeGrid({ id, title, heads, roots }: Props) {
  const [open, setOpen] = useState(() => new Set(heaviestPath(roots)))
  const [current, setCurrent] = useState(roots[0]?.key ?? -1)
  const body = useRef<HTMLTableSectionElement>(null)
  const rows = useMemo(() => flatten(roots, open), [roots, open])
  const go = (key: number | undefined) => {
    if (key === undefined) return
    setCurrent(key)
    body.current?.querySelector<HTMLElement>(`[data-key="${key}"]`)?.focus()
  }
  const toggle = (key: number) => {
    const next = new Set(open)
    if (!next.delete(key)) next.add(key)
    setOpen(next)
  }
  const onKey = (event: KeyboardEvent, index: number) => {
    const row = rows[index]
    if (row === undefined || event.ctrlKey || event.metaKey || event.altKey) return
    const { node, parent } = row
    const isOpen = open.has(node.key)
    const canOpen = node.children.length > 0
    const keys: Readonly<Record<string, () => void>> = {
      ArrowDown: () => go(rows[index + 1]?.node.key),
      ArrowUp: () => go(rows[index - 1]?.node.key),
      ArrowRight: () => (canOpen && !isOpen ? toggle(node.key) : go(node.children[0]?.key)),
      ArrowLeft: () => (canOpen && isOpen ? toggle(node.key) : go(parent ?? undefined)),
      Enter: () => canOpen && toggle(node.key),
      Home: () => go(rows[0]?.node.key),
      End: () => go(rows.at(-1)?.node.key),
    }
    const act = keys[event.key]
    if (act === undefined) return
    event.preventDefault()
    act()
  }
  const reachable = rows.some(({ node }) => node.key === current) ? current : rows[0]?.node.key
  return (
    <section class="data">
      <h3 id={id}>{title}</h3>
      <div class="scroll">
        <table role="treegrid" aria-labelledby={id}>
          <thead>
            <tr>
              {heads.map((head, index) => (
                <th key={head} scope="col" class={index === 0 ? 'text' : 'figure'}>
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody ref={body}>
            {rows.map(({ node, level, place, of }, index) => (
              <tr
                key={node.key}
                data-key={node.key}
                tabIndex={node.key === reachable ? 0 : -1}
                aria-level={level}
                aria-posinset={place}
                aria-setsize={of}
                aria-expanded={node.children.length === 0 ? undefined : open.has(node.key)}
                onKeyDown={(event) => onKey(event, index)}
                onFocus={() => setCurrent(node.key)}
                onClick={() => node.children.length > 0 && toggle(node.key)}
              >
                <td
                  role="gridcell"
                  class="text"
                  style={{ paddingLeft: `${10 + 16 * Math.min(level - 1, 20)}px` }}
                >
                  <span aria-hidden="true" class="twist">
                    {node.children.length === 0 ? '' : open.has(node.key) ? '▾' : '▸'}
                  </span>
                  <code>{node.name}</code> <span class="hint">{node.hint}</span>
                </td>
                {node.cells.map((cell, column) => (
                  <td key={heads[column + 1]} role="gridcell" class="figure">
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

function heaviestPath(roots: readonly TreeNode[]): readonly number[] {
  const keys: number[] = []
  let [node] = roots
  while (node !== undefined && keys.length < OPEN_DEPTH) {
    keys.push(node.key)
    node = node.children[0]
  }
  return keys
}

function flatten(roots: readonly TreeNode[], open: ReadonlySet<number>): readonly Row[] {
  const rows: Row[] = []
  const add = (nodes: readonly TreeNode[], level: number, parent: number | null) => {
    nodes.forEach((node, index) => {
      rows.push({ node, level, parent, place: index + 1, of: nodes.length })
      if (open.has(node.key)) add(node.children, level + 1, node.key)
    })
  }
  add(roots, 1, null)
  return rows
}
