import { describe, expect, test } from 'vitest'
import { parseLeg } from '../../src/github/leg.ts'

describe('the leg of a matrix', () => {
  test.each(['null', '{}', ' null\n'])('is none where the matrix is %j', (matrix) => {
    expect(parseLeg(matrix)).toBeNull()
  })

  test('is the same whatever the order and the layout of its values', () => {
    const leg = '{"include":{"a":1,"b":[3,2]},"os":"ubuntu"}'
    expect(parseLeg('{"os":"ubuntu","include":{"b":[3,2],"a":1}}')).toBe(leg)
    expect(parseLeg('{\n  "include": { "a": 1, "b": [3, 2] },\n  "os": "ubuntu"\n}')).toBe(leg)
  })

  test('is another for every other value, its type among them', () => {
    const legs = [
      '{"n":1}',
      '{"n":"1"}',
      '{"n":[1]}',
      '{"n":null}',
      '{"n":true}',
      '{"N":1}',
      '{"__proto__":1}',
    ]
    expect(new Set(legs.map(parseLeg)).size).toBe(legs.length)
  })

  test('is short, and still another for every other value', () => {
    const long = (end: string) => JSON.stringify({ list: '✓'.repeat(5000) + end })
    expect(Array.from(parseLeg(long('a')) ?? '')).toHaveLength(200)
    expect(parseLeg(long('a'))).toBe(parseLeg(long('a')))
    expect(parseLeg(long('a'))).not.toBe(parseLeg(long('b')))
    expect(parseLeg(long('🙂'))).toMatch(/^[\x20-\x7e✓…]+$/)
    expect(Array.from(parseLeg(JSON.stringify({ list: '🙂'.repeat(300) })) ?? '')).toHaveLength(200)
  })

  test.each(['', '{', '[]', '"a"', '5', 'true', '${{ toJSON(matrix) }}'])('is not read from %j', (matrix) => {
    expect(() => parseLeg(matrix)).toThrow(SyntaxError)
  })
})
