/** The anonymous pages of a process: addresses, in their order. */
export interface OwnPages {
  /** Its own alone. */
  readonly exclusive: readonly number[]
  /** Those that it shares with others since a fork. */
  readonly shared: readonly number[]
}

/** More would keep the run waiting: 1 GiB with pages of 4 KiB. */
const MOST_PAGES = 262_144

/**
 * How many of each process's own pages another one holds as well, at the same address and with the same contents: what
 * is made before a fork, and then left alone, would be there once. Of processes that could share a page, the first holds
 * it, and the others could spare it: so all of them together is what there is to gain.
 *
 * @param processes parents before their children
 * @param contentsOf hashes of pages by address; `null` when they may not be read
 * @returns pages by process; `null` when one of them could not be read, or there is too much to read
 */
export function countShareable(
  processes: readonly OwnPages[],
  contentsOf: (process: number, addresses: readonly number[]) => ReadonlyMap<number, string> | null,
): readonly number[] | null {
  const holders = new Map<number, { all: number; exclusive: number }>()
  for (const { exclusive, shared } of processes) {
    for (const address of exclusive) note(address, 1)
    for (const address of shared) note(address, 0)
  }
  function note(address: number, exclusive: number): void {
    const known = holders.get(address) ?? { all: 0, exclusive: 0 }
    holders.set(address, { all: known.all + 1, exclusive: known.exclusive + exclusive })
  }
  const isCompared = (address: number): boolean => {
    const { all = 0, exclusive = 0 } = holders.get(address) ?? {}
    return all > 1 && exclusive > 0
  }

  const wanted = processes.map(({ exclusive, shared }) => ({
    exclusive: exclusive.filter(isCompared),
    shared: shared.filter(isCompared),
  }))
  const pages = wanted.reduce((sum, { exclusive, shared }) => sum + exclusive.length + shared.length, 0)
  if (pages > MOST_PAGES) return null

  const contents: ReadonlyMap<number, string>[] = []
  for (const [process, { exclusive, shared }] of wanted.entries()) {
    const addresses = [...exclusive, ...shared].sort((a, b) => a - b)
    const read = addresses.length === 0 ? new Map<number, string>() : contentsOf(process, addresses)
    if (read === null) return null
    contents.push(read)
  }

  const keyOf = (process: number, address: number) => `${address} ${contents[process]?.get(address)}`
  const held = new Set(wanted.flatMap(({ shared }, process) => shared.map((at) => keyOf(process, at))))
  return wanted.map(({ exclusive }, process) => {
    const keys = exclusive.map((address) => keyOf(process, address))
    const spare = keys.filter((key) => held.has(key)).length
    for (const key of keys) held.add(key)
    return spare
  })
}
