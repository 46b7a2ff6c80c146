import { ownersOf, type Place } from './anonymous-memory.ts'
import type { Mapping } from './smaps.ts'
import { stableName, stableSharedName, withoutIds, withoutRandomEnd } from './stable-name.ts'

/** `libssl.so.1.1.1k`: the name, and the first number of the version. */
const LIBRARY = /^(.*)\.so(?:\.(\d+)[\w.+-]*)?$/s
/** `_json.cpython-311-x86_64-linux-gnu.so`, `_rust.abi3.so`. */
const PYTHON_TAG = /\.(?:cpython|pypy|graalpy)[-\d].*$|\.abi\d$/s
/** `libc-2.31.so`, `libsystemd-shared-254.5-2.fc39.so`; not `ld-linux-x86-64.so.2`. */
const LIBRARY_VERSION = /(?<!x86)-\d+(?:[-.~+][\w.~+-]*)?$/

/**
 * Names the groups of the mappings of one process after the other, each given in the order of their addresses: by
 * {@link groupOf}, and anonymous memory by whose it is. A name takes a hundred times as long to find as to remember,
 * and a tree has the same ones over and over.
 */
export function createGroupNamer(): (mappings: readonly Place[]) => readonly string[] {
  const known = new Map<string, string>()
  const remembered = (mapping: Place): string => {
    const key = mapping.permissions + mapping.name
    const group = known.get(key) ?? groupOf(mapping)
    known.set(key, group)
    return group
  }
  return (mappings) => {
    const owners = ownersOf(mappings)
    return mappings.map((mapping, index) => owners[index] ?? remembered(mapping))
  }
}

/**
 * The name under which a mapping's memory is reported, the same in every run and every build: `[heap]`, `[anon]`,
 * `[stack]`, or the name of the file without its folder, and without what differs from run to run or from update to
 * update (`libssl.so.3.0.15` → `libssl.so.3`, `libc-2.31.so` → `libc.so`).
 */
export function groupOf({ name, permissions }: Pick<Mapping, 'name' | 'permissions'>): string {
  if (name === '') return '[anon]'
  const bare = withoutDeleted(name)
  if (bare.startsWith('[')) return ofKernel(bare.slice(1).replace(/\]$/, ''))
  // `anon_inode:[io_uring]`, `anon_inode:kvm-vcpu:0`; `socket:[4711]`.
  const special = /^([a-z_]+):\[?(.*?)\]?$/s.exec(bare)
  if (special !== null)
    return bracketed(special[1] === 'anon_inode' ? (special[2] ?? '') : (special[1] ?? ''))
  if (bare.startsWith('/memfd:')) return shared('memfd', bare.slice('/memfd:'.length))
  if (bare.startsWith('/dev/shm/')) return shared('shm', bare.slice('/dev/shm/'.length))
  if (bare.startsWith('/anon_hugepage')) return '[huge pages]'
  // A private mapping of it is how anonymous memory was had once, and still is by some.
  if (bare === '/dev/zero' && permissions.endsWith('p')) return '[anon]'
  if (/^\/(SYSV|dev\/zero)/.test(bare)) return '[shared memory]'
  if (/\/hsperfdata_[^/]*\/\d+$/.test(bare)) return '[hsperfdata]'
  return ofFile(bare)
}

/** Whether the mapping is of a shared library, of any name and version. */
export function isLibrary({ name }: Pick<Mapping, 'name'>): boolean {
  return LIBRARY.test(withoutDeleted(name))
}

function withoutDeleted(name: string): string {
  return name.replace(/ \(deleted\)$/, '')
}

/** `[anon:stack_and_tls:TID]`, `[stack:TID]`, `[heap]`. */
function ofKernel(name: string): string {
  return name.startsWith('stack') ? '[stack]' : bracketed(name)
}

function bracketed(name: string): string {
  return `[${stableName(name) || 'anon'}]`
}

/** Of shared memory with a name that the program gave; its `.XXXXXX` at the end is random, whatever it looks like. */
function shared(kind: string, name: string): string {
  const stable = stableSharedName(name)
  return stable === '' ? `[${kind}]` : `[${kind}:${stable}]`
}

const TEMPORARY = /^\/(?:var\/)?tmp\//

function ofFile(path: string): string {
  const [file = '', folder = ''] = path.split('/').reverse()
  const base = TEMPORARY.test(path) ? withoutRandomEnd(file) : file
  const [, stem, version = ''] = LIBRARY.exec(base) ?? []
  if (stem !== undefined) {
    const name = stableName(withoutIds(stem.replace(PYTHON_TAG, '')).replace(LIBRARY_VERSION, ''))
    return `${name || '*'}.so${version === '' || version.length > 4 ? '' : `.${version}`}`
  }
  const name = stableName(base)
  if (name !== '') return name
  const parent = stableName(folder)
  return parent === '' ? '[file]' : `${parent}/*`
}
