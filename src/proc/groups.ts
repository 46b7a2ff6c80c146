import type { Mapping } from './smaps.ts'
import { stableName, withoutIds } from './stable-name.ts'

/** `libssl.so.1.1.1k`: the name, and the first number of the version. */
const LIBRARY = /^(.*)\.so(?:\.(\d+)[\w.+-]*)?$/s
/** `_json.cpython-311-x86_64-linux-gnu.so`, `_rust.abi3.so`. */
const PYTHON_TAG = /\.(?:cpython|pypy|graalpy)[-\d].*$|\.abi\d$/s
/** `libc-2.31.so`, `libsystemd-shared-254.5-2.fc39.so`; not `ld-linux-x86-64.so.2`. */
const LIBRARY_VERSION = /(?<!x86)-\d+(?:[-.~+][\w.~+-]*)?$/

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
  const stable = stableName(name.replace(/\.[A-Za-z0-9]{6}$/, ''))
  return stable === '' ? `[${kind}]` : `[${kind}:${stable}]`
}

function ofFile(path: string): string {
  const [base = '', folder = ''] = path.split('/').reverse()
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
