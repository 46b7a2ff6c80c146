import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { onTestFinished, expect, test } from 'vitest'
import { createProcFiles } from '../../src/proc/files.ts'
import { createMemoryReader } from '../../src/proc/memory.ts'
import { readWrittenPages } from '../../src/proc/written-pages.ts'
import { PYTHON } from '../helpers/measuring.ts'

const PAGE = 4096

// Writes every second page of 1 MiB, only reads another one, and says where they are.
const PROGRAM = `
import ctypes, mmap, sys, time
written, read = mmap.mmap(-1, 1 << 20, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS), mmap.mmap(-1, 1 << 20, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
for page in range(0, 256, 2):
    written[page * 4096] = 1
seen = sum(read[page * 4096] for page in range(256))
place = lambda area: ctypes.addressof(ctypes.c_char.from_buffer(area))
print(place(written), place(read), flush=True)
time.sleep(1000)
`

test.skipIf(!existsSync(PYTHON))(
  'pages that were written are told from those that were only read',
  async () => {
    const child = spawn(PYTHON, ['-c', PROGRAM], { stdio: ['ignore', 'pipe', 'inherit'] })
    onTestFinished(() => void child.kill('SIGKILL'))
    const [line] = (await once(child.stdout, 'data')) as [Buffer]
    const [written = 0, read = 0] = line.toString().split(' ').map(Number)
    const pid = child.pid ?? 0
    const files = createProcFiles()
    const found = createMemoryReader(files).readMappings(pid)
    if (found.kind !== 'read') throw new Error(found.kind)
    const pages = readWrittenPages(files, pid, found.memory, PAGE)
    const exclusive = (pages?.exclusive ?? []).flat()
    const inArea = (start: number) => exclusive.filter((page) => page >= start && page < start + 2 ** 20)
    expect(inArea(written)).toEqual(Array.from({ length: 128 }, (_, index) => written + index * 2 * PAGE))
    expect(inArea(read)).toEqual([])
    const figure = found.memory.reduce((total, { writable }) => total + writable, 0)
    // Nobody shares anything: these are all.
    expect(exclusive.length * PAGE).toBe(figure)
  },
)

test('a process that is gone has none', () => {
  const mapping = { start: 0, size: PAGE, name: '', writable: PAGE, permissions: 'rw-p' }
  expect(readWrittenPages(createProcFiles(), 2 ** 22 + 1, [mapping], PAGE)).toBeNull()
})
