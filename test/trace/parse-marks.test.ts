import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseOutputMark, parseProbeLine } from '../../src/trace/parse-marks.ts'

test('an import begins and ends', () => {
  expect(parseProbeLine('81234567890 77 78 +import xml.dom')).toEqual({
    kind: 'begin',
    span: 'import',
    name: 'xml.dom',
    t: 81_234_567_890,
    pid: 77,
    tid: 78,
  })
  expect(parseProbeLine('81234567890 77 78 -import a b')).toMatchObject({ kind: 'end', name: 'a b' })
})

test('a file is opened', () => {
  expect(parseProbeLine('1 77 77 open /etc/hosts')).toMatchObject({ kind: 'open', file: '/etc/hosts' })
})

test.each([
  ['a//0/b/', 'a', ['b']],
  ['//0/b.c/', '', ['b.c']],
  ['a//0/b/c,d,*', 'a', ['b', 'b.c', 'b.d']],
  ['p.q/p/1/b/', 'p.q', ['p.b']],
  ['p.q.r/p.q/2/b/c', 'p.q.r', ['p.b', 'p.b.c']],
  ['p/p/1//b', 'p', ['p', 'p.b']],
])('a module asks for others by their full names: %s', (text, importer, modules) => {
  const asked = { t: 1, pid: 77, tid: 78, kind: 'ask', importer, modules }
  expect(parseProbeLine(`1 77 78 ask ${text}`)).toEqual(asked)
})

test.each(['', 'a', 'a//1/b/', 'p.q/p/2/b/', 'a//0//b', `a//0/b/${'c,'.repeat(20_000)}`])(
  'a statement that imports nothing asks for nothing: %s',
  (text) => {
    expect(parseProbeLine(`1 77 78 ask ${text}`)).toBeNull()
  },
)

test('a probe says what it is', () => {
  expect(parseProbeLine('1 77 77 hello cpython 3.11.2')).toMatchObject({
    means: 'probe:cpython',
    version: '3.11.2',
  })
})

test('whatever a program writes instead of marks is nothing, and never an error', () => {
  expect(parseProbeLine('1 77 77 hello perf 6')).toBeNull()
  fc.assert(
    fc.property(fc.string(), (line) => {
      parseProbeLine(line)
      parseOutputMark(line)
    }),
  )
})

test('a program marks on its output', () => {
  expect(parseOutputMark('footprint-gate: mark cache is warm\r')).toBe('cache is warm')
  expect(parseOutputMark('INFO footprint-gate: mark x')).toBeNull()
  expect(parseOutputMark('footprint-gate: mark ')).toBeNull()
})
