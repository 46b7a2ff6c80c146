import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { groupOf, isLibrary } from '../../src/proc/groups.ts'

const UUID = '0b0ab25a-9a5f-4c2b-8f1e-6f2f3f0a7c11'

describe('the group of a mapping', () => {
  it.each([
    ['of anonymous memory', '', '[anon]'],
    ['of the heap', '[heap]', '[heap]'],
    ['of the stack', '[stack]', '[stack]'],
    ['of the stack of a thread, before 4.5', '[stack:1234]', '[stack]'],
    ['of a page of the kernel', '[vvar_vclock]', '[vvar_vclock]'],
    ['of named memory', '[anon:glibc: malloc arena]', '[anon:glibc: malloc arena]'],
    ['of a thread of glibc', '[anon: glibc: pthread stack: 4711]', '[anon: glibc: pthread stack]'],
    ['of a thread of bionic', '[anon:stack_and_tls:31337]', '[anon:stack_and_tls]'],
    ['of a thread, by name', '[anon:thread stack (tid=77)]', '[anon:thread stack]'],
    ['of named memory at an address', '[anon:region 0x7f12]', '[anon:region]'],
    ['of named shared memory', '[anon_shmem:ring-12]', '[anon_shmem:ring]'],

    ['of a memfd', '/memfd:wayland shm (deleted)', '[memfd:wayland shm]'],
    ['of a memfd with a hash', '/memfd:sealed-91173221a7ea (deleted)', '[memfd:sealed]'],
    ['of a memfd with a UUID', `/memfd:ring-${UUID} (deleted)`, '[memfd:ring]'],
    ['of a memfd with a UUID between', `/memfd:ring-${UUID}-rx (deleted)`, '[memfd:ring-rx]'],
    ['of a memfd with a pid', '/memfd:pulse_812 (deleted)', '[memfd:pulse]'],
    ['of a memfd with a pid and a count', '/memfd:torch_812_1 (deleted)', '[memfd:torch]'],
    ['of a memfd that is a number', '/memfd:4711 (deleted)', '[memfd]'],
    ['of a memfd with a random end', '/memfd:/.nvidia_drv.aBcDeF (deleted)', '[memfd:/.nvidia_drv]'],
    ['of a memfd of NVIDIA', '/memfd:/.glXy12Ab (deleted)', '[memfd:/.gl]'],
    ['of a memfd of .NET', '/memfd:doublemapper (deleted)', '[memfd:doublemapper]'],

    ['of POSIX shared memory', '/dev/shm/frames', '[shm:frames]'],
    ['of other POSIX shared memory', '/dev/shm/audio', '[shm:audio]'],
    ['of PostgreSQL', '/dev/shm/PostgreSQL.2865134278', '[shm:PostgreSQL]'],
    ['of a semaphore of Python', '/dev/shm/sem.mp-k3j_x9ab', '[shm:sem.mp]'],
    ['of shared memory of Python', '/dev/shm/psm_1f2e3d4c', '[shm:psm]'],
    ['of Chromium', '/dev/shm/.org.chromium.Chromium.kxbzqp (deleted)', '[shm:.org.chromium.Chromium]'],
    ['of Firefox', '/dev/shm/org.mozilla.ipc.812.5', '[shm:org.mozilla.ipc]'],
    ['of shared memory with a pid that is glued to it', '/dev/shm/ring4711', '[shm:ring]'],
    ['of a memfd with a pid that is glued to it', '/memfd:ring12 (deleted)', '[memfd:ring]'],
    ['of shared memory that is a number', '/dev/shm/77', '[shm]'],
    ['of System V', '/SYSV0052e2c1 (deleted)', '[shared memory]'],
    ['of System V, private', '/SYSV00000000 (deleted)', '[shared memory]'],
    ['of huge pages', '/anon_hugepage (deleted)', '[huge pages]'],
    ['of huge pages of a file', '/dev/hugepages/libhugetlbfs.tmp.wordlk (deleted)', 'libhugetlbfs.tmp'],

    ['of io_uring', 'anon_inode:[io_uring]', '[io_uring]'],
    ['of perf', 'anon_inode:[perf_event]', '[perf_event]'],
    ['of userfaultfd', 'anon_inode:[userfaultfd]', '[userfaultfd]'],
    ['of KVM', 'anon_inode:kvm-vcpu:0', '[kvm-vcpu]'],
    ['of a socket', 'socket:[4711]', '[socket]'],

    ['of a library', '/usr/lib/libssl.so.3.0.15', 'libssl.so.3'],
    ['of a library that was updated', '/usr/lib/libssl.so.3.0.15 (deleted)', 'libssl.so.3'],
    ['of a library of a version with a letter', '/usr/lib/libssl.so.1.1.1k', 'libssl.so.1'],
    ['of a library without a version', '/usr/lib/jvm/lib/server/libjvm.so', 'libjvm.so'],
    ['of a library of a date', '/usr/lib/libabsl_base.so.20220623.0.0', 'libabsl_base.so'],
    ['of a library with its version within', '/usr/lib/libc-2.31.so', 'libc.so'],
    ['of another', '/lib/x86_64-linux-gnu/libpthread-2.31.so', 'libpthread.so'],
    ['of a linker', '/lib/x86_64-linux-gnu/ld-2.31.so', 'ld.so'],
    ['of a linker of today', '/usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2', 'ld-linux-x86-64.so.2'],
    ['of a linker of musl', '/lib/ld-musl-x86_64.so.1', 'ld-musl-x86_64.so.1'],
    ['of systemd', '/usr/lib/systemd/libsystemd-shared-252.so', 'libsystemd-shared.so'],
    ['of systemd of Fedora', '/usr/lib/systemd/libsystemd-shared-254.5-2.fc39.so', 'libsystemd-shared.so'],
    ['of LLVM', '/usr/lib/libLLVM-14.0.6.so.1', 'libLLVM.so.1'],
    ['of LLVM, by its other name', '/usr/lib/libLLVM-14.so.1', 'libLLVM.so.1'],
    ['of LLVM of Rust', '/x/libLLVM.so.22.1-rust-1.95.0-stable', 'libLLVM.so.22'],
    ['of GLib', '/usr/lib/libglib-2.0.so.0.7400.6', 'libglib.so.0'],
    ['of Python', '/usr/lib/libpython3.11.so.1.0', 'libpython3.so.1'],
    ['of C++', '/usr/lib/libstdc++.so.6.0.30', 'libstdc++.so.6'],
    ['of a compiler', '/usr/bin/g++-12', 'g++'],
    ['of a library of Haskell', '/usr/lib/libHSbase-4.17.0.0-ghc9.4.7.so', 'libHSbase.so'],
    ['of a library of Rust', '/usr/lib/libstd-9a1f3b7e0c5d2846.so', 'libstd.so'],
    ['of a module of Python', '/usr/lib/python3/_json.cpython-311-x86_64-linux-gnu.so', '_json.so'],
    ['of a module of an older Python', '/usr/lib/python3/_json.cpython-36m-x86_64-linux-gnu.so', '_json.so'],
    ['of a module of PyPy', '/usr/lib/pypy/_json.pypy39-pp73-x86_64-linux-gnu.so', '_json.so'],
    ['of a module of any Python 3', '/usr/lib/python3/_rust.abi3.so', '_rust.so'],
    ['of a module of mypyc', '/x/81d243bd2c585b0f4821__mypyc.cpython-311-x86_64-linux-gnu.so', '__mypyc.so'],
    ['of a wheel', '/x/numpy.libs/libopenblas64_p-r0-5c2b7f4d.3.21.so', 'libopenblas64_p-r0.so'],
    [
      'of a wheel, with letters first',
      '/x/numpy.libs/libopenblas64_p-r0-fc2b7f4d.3.23.so',
      'libopenblas64_p-r0.so',
    ],
    ['of another wheel', '/x/numpy.libs/libscipy_openblas64_-32a4b2a6.so', 'libscipy_openblas64.so'],
    [
      'of a wheel with two hashes',
      '/x/numpy.libs/libquadmath-96973f99-934c22de.so.0.0.0',
      'libquadmath.so.0',
    ],
    ['of a library that Java unpacked', `/tmp/snappy-1.1.10-${UUID}-libsnappyjava.so`, 'snappy.so'],
    ['of one of Netty', '/tmp/libnetty_epoll_x86_641234567890123.so (deleted)', 'libnetty_epoll_x86.so'],
    ['of a library that is a number', '/tmp/4711.so', '*.so'],

    ['of the JVM', '/tmp/hsperfdata_root/4711', '[hsperfdata]'],
    ['of the JVM of another user', '/tmp/hsperfdata_a.b-c/12', '[hsperfdata]'],
    ['of graphics statistics', '/dev/ashmem/GFXStats-812 (deleted)', 'GFXStats'],
    ['of a temporary file', '/tmp/tmp.oEcDJi8gGz', 'tmp'],
    ['of a temporary file that looks like words', '/tmp/tmp.abcdefghij', 'tmp'],
    ['of a temporary file of Python', '/tmp/tmpq3k_x9ab (deleted)', 'tmp'],
    ['of a temporary file of Rust', '/tmp/.tmpAb12Cd', '.tmp'],
    ['of a temporary file whose end looks like a word', '/tmp/ring-abcdef', 'ring'],
    ['of a temporary file with an extension', '/tmp/ring-abcdef.so', 'ring.so'],
    ['of a temporary file of Python with a prefix', '/tmp/ring-k3jx9abq.dat', 'ring.dat'],
    ['of a temporary file of C', '/srv/index.Ab12Cd', 'index'],
    ['of one of NVIDIA', '/tmp/.glaBcDeF (deleted)', '.gl'],
    ['of compiled code', '/tmp/jit-812.dump', 'jit.dump'],
    ['of a heap dump', '/tmp/java_pid812.hprof', 'java_pid.hprof'],
    ['of a file of a date', '/srv/log-2024-05-01.txt', 'log.txt'],
    ['of a file that is a number', '/srv/segments/000123.sst', '*.sst'],
    ['of a file that is nothing but a number', '/var/lib/postgresql/base/2619', 'base/*'],
    ['of a file that is nothing but a UUID', `/srv/cache/${UUID}`, 'cache/*'],
    ['of a file in a folder of numbers', '/17/2619', '[file]'],
    ['of a program', '/srv/my program', 'my program'],
    ['of a server', '/srv/my-server', 'my-server'],
    ['of a program with its version', '/usr/bin/python3.11', 'python3'],
    ['of a database', '/srv/data.mdb', 'data.mdb'],
    ['of a cache', '/usr/lib/x86_64-linux-gnu/gconv/gconv-modules.cache', 'gconv-modules.cache'],
    ['of a module of Node', '/x/rolldown-binding.linux-x64-gnu.node', 'rolldown-binding.linux-x64-gnu.node'],
  ])('%s: %s is %s', (_of, name, group) => {
    expect(groupOf({ name, permissions: 'rw-p' })).toBe(group)
  })

  it('of /dev/zero is shared memory when it is shared, and else anonymous memory', () => {
    expect(groupOf({ name: '/dev/zero (deleted)', permissions: 'rw-s' })).toBe('[shared memory]')
    expect(groupOf({ name: '/dev/zero', permissions: 'rw-p' })).toBe('[anon]')
  })

  /** Of `0123…`, and so on. */
  const digits = (characters: string, minLength: number) =>
    fc.string({ unit: fc.constantFrom(...characters.split('')), minLength, maxLength: 40 })
  const part = fc.oneof(
    fc.constantFrom(
      'lib',
      '.so',
      '.so.',
      '[anon:',
      ']',
      '/memfd:',
      '/dev/shm/',
      'x86',
      'tmp',
      'anon_inode:[',
      ' (deleted)',
    ),
    fc.constantFrom('-', '.', '_', ':', '/', ' '),
    fc.uuid(),
    digits('0123456789', 1),
    digits('0123456789abcdefABCDEF', 1),
    fc.string({ maxLength: 6 }),
  )
  const VOLATILE = /\d{5}|[0-9a-f]{8}|[0-9a-f]{8}-[0-9a-f]{4}-/i

  it('never holds five digits, eight hexadecimal ones or a UUID, and is never empty', () => {
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), fc.constantFrom('rw-p', 'rw-s'), (parts, permissions) => {
        const group = groupOf({ name: parts.join(''), permissions })
        expect(group).not.toBe('')
        expect(group).not.toMatch(VOLATILE)
        expect(group).not.toMatch(/^\d+$/)
      }),
      { numRuns: 5000 },
    )
  })

  const characters = (of: string, length: number) =>
    fc.string({ unit: fc.constantFrom(...of.split('')), minLength: length, maxLength: length })
  const LOWER = 'abcdefghijklmnopqrstuvwxyz'
  const ALPHANUMERIC = `${LOWER}${LOWER.toUpperCase()}0123456789`

  it.each([
    ['mkstemp', characters(ALPHANUMERIC, 6)],
    ["Python's tempfile", characters(`${LOWER}0123456789_`, 8)],
  ])('of a temporary file is the same whatever end %s gives it', (_, random) => {
    const end = random.filter((text) => !/^pid\d+$/i.test(text))
    const template = fc.constantFrom(
      '/tmp/ring-@',
      '/var/tmp/app.@',
      '/tmp/app_@.dat',
      '/tmp/native-@.node',
      '/tmp/libx-@.so',
    )
    fc.assert(
      fc.property(template, end, end, (name, one, other) => {
        const [first, second] = [one, other].map((text) =>
          groupOf({ name: name.replace('@', text), permissions: 'rw-p' }),
        )
        expect(first).toBe(second)
      }),
      { numRuns: 2000 },
    )
  })

  it('of shared memory is the same whatever pid is glued to its name', () => {
    const template = fc.constantFrom('/dev/shm/ring#', '/memfd:frames# (deleted)', '/dev/shm/app-#')
    const pid = fc.integer({ min: 1, max: 4_194_304 }).map(String)
    fc.assert(
      fc.property(template, pid, pid, (name, one, other) => {
        const [first, second] = [one, other].map((id) =>
          groupOf({ name: name.replace('#', id), permissions: 'rw-s' }),
        )
        expect(first).toBe(second)
      }),
    )
  })

  it('is the same whatever the process ids, hashes and UUIDs in a name are', () => {
    const template = fc.constantFrom(
      '/memfd:ring-@-x (deleted)',
      '/dev/shm/app_@',
      '/tmp/hsperfdata_me/#',
      '[anon:stack_and_tls:#]',
      '/srv/GFXStats-#',
      '/srv/data-@.db',
      '/opt/lib/libfoo-@.so.3.1',
    )
    const pid = fc.integer({ min: 1, max: 4_194_304 }).map(String)
    const hash = digits('0123456789abcdef', 8)
    const fill = (name: string, id: string, number: string) => name.replace('@', id).replace('#', number)
    fc.assert(
      fc.property(
        template,
        fc.tuple(fc.oneof(hash, fc.uuid()), pid),
        fc.tuple(fc.oneof(hash, fc.uuid()), pid),
        (name, one, other) => {
          const [first, second] = [one, other].map((ids) =>
            groupOf({ name: fill(name, ...ids), permissions: 'rw-p' }),
          )
          expect(first).toBe(second)
        },
      ),
    )
  })
})

it.each([
  ['/usr/lib/libssl.so.3.0.15', true],
  ['/usr/lib/libssl.so.1.1.1k', true],
  ['/usr/lib/libssl.so.1.1.1k (deleted)', true],
  ['/usr/lib/libcrypto.so.1.0.2o_fips', true],
  ['/usr/lib/libc-2.31.so', true],
  ['/usr/lib/systemd/libsystemd-shared-252.so', true],
  ['/usr/lib/python3/_json.cpython-311-x86_64-linux-gnu.so', true],
  ['/x/numpy.libs/libopenblas64_p-r0-5c2b7f4d.3.21.so', true],
  ['/x/numpy.libs/libquadmath-96973f99-934c22de.so.0.0.0', true],
  ['/x/libLLVM.so.22.1-rust-1.95.0-stable', true],
  ['/usr/bin/python3.11', false],
  ['/etc/ld.so.cache', false],
  ['/srv/also', false],
  ['/srv/x.socket', false],
  ['[heap]', false],
  ['', false],
])('whether %j is a library: %s', (name, library) => {
  expect(isLibrary({ name })).toBe(library)
})
