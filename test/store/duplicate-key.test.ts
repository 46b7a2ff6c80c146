import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findDuplicateKey } from '../../src/store/duplicate-key.ts'
import { renderBaseline } from '../../src/store/render.ts'
import { anyBaseline } from './any-baseline.ts'

test.each([
  ['{"a": 1, "a": 2}', 'a', [1, 9]],
  ['{"a": {"b": 1}, "c": [{"d": 1, "d": 2}]}', 'd', [23, 31]],
  ['{"a" : [{}, {"x": "y"}], "b": 1,\n "a"\t:2}', 'a', [1, 34]],
  ['{"a": 1, "\\u0061": 2}', 'a', [1, 9]],
  ['{"__proto__": 1, "__proto__": 2}', '__proto__', [1, 17]],
  ['{"": 1, "": 2}', '', [1, 8]],
  ['{"\\"": 1, "\\\\": 2, "\\"": 3}', '"', [1, 19]],
])('a key that stands twice in %s is found', (content, key, offsets) => {
  expect(findDuplicateKey(content)).toEqual({ key, offsets })
})

test.each([
  '{"a": {"a": {"a": 1}}}',
  '[{"a": 1}, {"a": 2}]',
  '{"a": "a", "b": ["a", "a"]}',
  '{"a": "\\"a\\": 1, \\"a\\": 2", "b": "\\\\"}',
  '{"a": "{", "b": {"c": "}"}, "c": "["}',
  '"a"',
])('no key stands twice in %s', (content) => {
  expect(findDuplicateKey(content)).toBeNull()
})

test('no baseline that we write has one, whatever its names', () => {
  fc.assert(fc.property(anyBaseline, (any) => findDuplicateKey(renderBaseline(any)) === null))
})

test('any key said again is found, wherever it stands', () => {
  const twice = fc.tuple(fc.object({ maxDepth: 3 }), fc.string({ unit: 'binary' }), fc.json(), fc.json())
  fc.assert(
    fc.property(twice, ([around, key, one, other]) => {
      const name = JSON.stringify(key)
      const content = `{"around": ${JSON.stringify(around)}, "here": {${name}: ${one}, ${name}: ${other}}}`
      return findDuplicateKey(content) !== null
    }),
  )
})
