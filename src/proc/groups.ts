import type { Mapping } from './smaps.ts'

/**
 * The name under which a mapping's memory is told, the same in every run and every build: `[heap]`,
 * `[anon]`, `[stack]`, or the name of the file without its folder and its version below the first number
 * (`libssl.so.3.0.15` → `libssl.so.3`), so that an update of a library is no new library.
 */
export function groupOf({ name }: Pick<Mapping, 'name'>): string {
  if (name === '') return '[anon]'
  if (name.startsWith('[anon:') || name.startsWith('[anon_shmem:')) return name
  if (name.startsWith('[stack')) return '[stack]'
  if (name.startsWith('[')) return name
  const bare = name.replace(/ \(deleted\)$/, '')
  // `socket:[4711]`, `anon_inode:[perf_event]`: the number is another in every run.
  const kind = /^([a-z_]+):\[/.exec(bare)?.[1]
  if (kind !== undefined) return `[${kind}]`
  // What the kernel calls these holds an inode or a key that changes from run to run.
  if (/^\/(SYSV|dev\/zero|memfd:|dev\/shm\/|anon_hugepage)/.test(bare)) return sharedMemoryOf(bare)
  const base = bare.slice(bare.lastIndexOf('/') + 1)
  return base.replace(/(\.so\.\d+)[\d.]*$/, '$1') || bare
}

export function isLibrary({ name }: Pick<Mapping, 'name'>): boolean {
  return /\.so(\.[\d.]+)?( \(deleted\))?$/.test(name)
}

function sharedMemoryOf(name: string): string {
  if (name.startsWith('/memfd:')) return `[memfd:${name.slice('/memfd:'.length)}]`
  return '[shared memory]'
}
