import { expect, test } from 'vitest'
import { createStraceReader } from '../../src/trace/parse-strace.ts'

const OFFSET = { seconds: -1_795_897_000, nanoseconds: -500 }

function read(...lines: readonly string[]) {
  const reader = createStraceReader(OFFSET)
  return lines.flatMap((line) => [...reader.take(line)])
}

test('a file that is opened has the path that it really has, on the clock of the kernel', () => {
  const line =
    '23968 1795897975.821474616 openat(AT_FDCWD</tmp>, "/lib/../etc/hosts", O_RDONLY|O_CLOEXEC) = 3</etc/hosts>'
  expect(read(line)).toEqual([
    { t: 975_821_474_116, pid: 23968, tid: 23968, kind: 'open', file: '/etc/hosts' },
  ])
})

test('a file that is not there is not opened', () => {
  expect(
    read('7 1795897975.000000000 openat(AT_FDCWD</>, "/x", O_RDONLY) = -1 ENOENT (No such file)'),
  ).toEqual([])
})

test('a read counts what it read, a pipe is no file', () => {
  expect(
    read(
      '7   1795897975.000000000 read(3</var/lib/a, b.xml>, ""..., 65536) = 11652',
      '7   1795897975.000000000 pread64(3</x>, ""..., 64, 0) = 64',
      '7   1795897975.000000000 read(4<pipe:[81]>, ""..., 8192) = 4096',
      '7   1795897975.000000000 read(5</proc/7/maps>, ""..., 8192) = 4096',
    ),
  ).toMatchObject([
    { kind: 'read', file: '/var/lib/a, b.xml', length: 11652 },
    { kind: 'read', file: '/x', length: 64 },
  ])
})

test('a call that was cut in two begins where it began', () => {
  expect(
    read(
      '23978 1795897975.000000100 read(3</a>,  <unfinished ...>',
      '23979 1795897975.000000200 read(3</b>,  <unfinished ...>',
      '23978 1795897975.000000300 <... read resumed>""..., 90112) = 7',
      '23979 1795897975.000000400 <... read resumed>""..., 90112) = 8',
    ),
  ).toMatchObject([
    { pid: 23978, t: 974_999_999_600, file: '/a', length: 7 },
    { pid: 23979, t: 974_999_999_700, file: '/b', length: 8 },
  ])
})

test('mappings come, move and go', () => {
  expect(
    read(
      '7 1795897975.000000000 mmap(NULL, 8192, PROT_READ|PROT_WRITE, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x7fea2839d000',
      '7 1795897975.000000000 mmap(0x7f0000, 100, PROT_READ, MAP_PRIVATE|MAP_FIXED, 3</usr/lib/libc.so.6>, 0x1000) = 0x7f0000',
      '7 1795897975.000000000 mmap(NULL, 4096, PROT_READ|PROT_WRITE, MAP_PRIVATE|MAP_ANONYMOUS|MAP_POPULATE, -1, 0) = 0x1000',
      '7 1795897975.000000000 mremap(0x1000, 4096, 8192, MREMAP_MAYMOVE) = 0x5000',
      '7 1795897975.000000000 munmap(0x5000, 8192) = 0',
      '7 1795897975.000000000 mmap(NULL, 9, PROT_NONE, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = -1 ENOMEM (Cannot allocate memory)',
    ),
  ).toMatchObject([
    { kind: 'map', address: 0x7fea2839d000, length: 8192, file: null, populated: false },
    { kind: 'map', address: 0x7f0000, length: 100, file: '/usr/lib/libc.so.6', populated: false },
    { kind: 'map', address: 0x1000, length: 4096, populated: true },
    { kind: 'move', from: 0x1000, to: 0x5000, oldLength: 4096, newLength: 8192 },
    { kind: 'unmap', address: 0x5000, length: 8192 },
  ])
})

test('a process that shares memory until it execs is told, a thread is not', () => {
  expect(
    read(
      '7 1795897975.000000000 vfork()                         = 8',
      '7 1795897975.000000000 clone3({flags=CLONE_VM|CLONE_VFORK, exit_signal=SIGCHLD, stack=0x7f, stack_size=0x9000}, 88) = 9',
      '7 1795897975.000000000 clone3({flags=CLONE_VM|CLONE_FS|CLONE_THREAD, child_tid=0x7f}, 88) = 10',
      '7 1795897975.000000000 clone(child_stack=NULL, flags=CLONE_CHILD_CLEARTID|SIGCHLD, child_tidptr=0x7f) = 11',
    ).map((event) => event.kind === 'shares' && event.child),
  ).toEqual([8, 9])
})

test('names of other alphabets are read', () => {
  const line = '7 1795897975.000000000 openat(AT_FDCWD</>, "x", O_RDONLY) = 3</srv/\\303\\274b\\145r\\n>'
  expect(read(line)).toMatchObject([{ file: '/srv/über\n' }])
})

test.each(['', '7 x', '7 1795897975.000000000 +++ exited with 0 +++', '7 1795897975.000000000 read(3</a>'])(
  'a line that is no whole call says nothing: %j',
  (line) => {
    expect(read(line)).toEqual([])
  },
)
