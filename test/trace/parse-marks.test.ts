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
