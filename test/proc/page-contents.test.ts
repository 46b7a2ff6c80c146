import { createHash } from 'node:crypto'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { expect, onTestFinished, test } from 'vitest'
import { createProcFiles } from '../../src/proc/files.ts'
import { hashPages } from '../../src/proc/page-contents.ts'
import { PYTHON } from '../helpers/measuring.ts'

const PAGE = 4096
/** More than one read of a file takes. */
const PAGES = 100

const PROGRAM = `
import ctypes, mmap, time
area = mmap.mmap(-1, ${PAGES} * ${PAGE}, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
for page in range(${PAGES}): area[page * ${PAGE}:(page + 1) * ${PAGE}] = bytes([page]) * ${PAGE}
print(ctypes.addressof(ctypes.c_char.from_buffer(area)), flush=True)
time.sleep(1000)
`

test.skipIf(!existsSync(PYTHON))(
  'pages are told apart by what they hold, and reading them makes no fault',
  async () => {
    const child = spawn(PYTHON, ['-c', PROGRAM], { stdio: ['ignore', 'pipe', 'inherit'] })
    onTestFinished(() => void child.kill('SIGKILL'))
    const [line] = (await once(child.stdout, 'data')) as [Buffer]
    const start = Number(line.toString())
    const pid = child.pid ?? 0
    const files = createProcFiles()
    const faults = () => files.readText(`${pid}/stat`)?.replace(/.*\) /, '').split(' ')[7]
    const before = faults()
    const wanted = [...Array(PAGES).keys()].filter((page) => page % 10 !== 3)
    const hashes = hashPages(
      files,
      pid,
      wanted.map((page) => start + page * PAGE),
      PAGE,
    )
    const hashOf = (page: number) => createHash('md5').update(Buffer.alloc(PAGE, page)).digest('base64')
    expect(hashes).toEqual(new Map(wanted.map((page) => [start + page * PAGE, hashOf(page)])))
    expect(faults()).toBe(before)
  },
)

test('nothing is said of a process that is gone, or of pages that are not there', () => {
  const files = createProcFiles()
  expect(hashPages(files, 2 ** 22 + 1, [PAGE], PAGE)).toBeNull()
  expect(hashPages(files, process.pid, [PAGE], PAGE)).toBeNull()
})
