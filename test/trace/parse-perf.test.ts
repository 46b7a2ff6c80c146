import { expect, test } from 'vitest'
import { parsePerfLine } from '../../src/trace/parse-perf.ts'

test('a fault has its time in nanoseconds and its address', () => {
  expect(parsePerfLine('21325/21326   435.189295971: page-faults:     55ab5de53010 ')).toEqual({
    kind: 'fault',
    t: 435_189_295_971,
    pid: 21325,
    tid: 21326,
    address: 0x55ab5de53010,
  })
})

test('a fault of user code alone is one, too', () => {
  expect(parsePerfLine('1/1     1.000000001: page-faults:u:  1000')).toMatchObject({
    kind: 'fault',
    address: 4096,
  })
})

test('a new process is told from a new thread', () => {
  expect(parsePerfLine('28/28   435.2: PERF_RECORD_FORK(29:29):(28:28)')).toBeNull()
  const fork = parsePerfLine('28/28   435.206219038: PERF_RECORD_FORK(29:29):(28:31)')
  expect(fork).toMatchObject({ kind: 'fork', pid: 29, parent: 28, parentThread: 31 })
  const thread = parsePerfLine('28/28   435.206219038: PERF_RECORD_FORK(28:30):(28:28)')
  expect(thread).toEqual({ kind: 'thread', pid: 28, tid: 30 })
})

test('another program has a name that may hold anything', () => {
  const exec = parsePerfLine('26/26   435.190321834: PERF_RECORD_COMM exec: a:b (c) 1/2:26/26')
  expect(exec).toMatchObject({ kind: 'exec', pid: 26, command: 'a:b (c) 1/2' })
})

test('a thread that takes another name is no other program', () => {
  expect(parsePerfLine('26/27   435.190321834: PERF_RECORD_COMM: worker:26/27')).toBeNull()
})

test('a process ends with its first thread', () => {
  expect(parsePerfLine('26/26   435.190768166: PERF_RECORD_EXIT(26:26):(25:25)')).toMatchObject({
    kind: 'exit',
  })
  expect(parsePerfLine('26/27   435.190768166: PERF_RECORD_EXIT(26:27):(25:25)')).toBeNull()
})

test('samples that perf lost are counted', () => {
  expect(parsePerfLine('26/26   435.190768166: PERF_RECORD_LOST lost 61')).toEqual({
    kind: 'lost',
    count: 61,
  })
})

test.each(['', 'perf: warning', '  0/0  : page-faults: 1', 'a/b 1.000000000: page-faults: 1'])(
  'a line that is none says nothing: %j',
  (line) => {
    expect(parsePerfLine(line)).toBeNull()
  },
)
