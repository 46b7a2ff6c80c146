import { describe, expect, test } from 'vitest'
import { compareAge, defaultKey, parseMarker, renderMarker } from '../../src/github/marker.ts'

const marker = { key: 'ci / gate / manager', run: 700, attempt: 1, head: 'c0ffee' }

describe('the marker of a comment', () => {
  test('is read back from the first line of a comment', () => {
    expect(parseMarker(`${renderMarker(marker)}\nthe report`)).toEqual(marker)
  })

  test('survives the line ends of a comment that was edited by hand', () => {
    expect(parseMarker(`${renderMarker(marker)}\r\nthe report`)).toEqual(marker)
  })

  test.each(['a --> <b>', 'two\nlines', 'quote "', '\\u003e', 'ünï ✓'])(
    'keeps the key %j on one line',
    (key) => {
      const line = renderMarker({ ...marker, key })
      expect(line).not.toContain('\n')
      expect(line.indexOf('>')).toBe(line.length - 1)
      expect(parseMarker(line)?.key).toBe(key)
    },
  )

  test.each([
    ['a marker on the second line', `hello\n${renderMarker(marker)}`],
    ['a quoted marker', `> ${renderMarker(marker)}`],
    ['text behind it', `${renderMarker(marker)} hello`],
    ['no JSON', '<!-- footprint-gate/comment@1 {key} -->'],
    ['a missing field', '<!-- footprint-gate/comment@1 {"key":"a","run":1,"attempt":1} -->'],
    [
      'a run that is no number',
      '<!-- footprint-gate/comment@1 {"key":"a","run":"1","attempt":1,"head":"c"} -->',
    ],
    ['nothing', ''],
  ])('is not seen in %s', (_what, body) => {
    expect(parseMarker(body)).toBeNull()
  })

  test('is newer by its run, then by its attempt', () => {
    expect(compareAge({ ...marker, run: 699, attempt: 9 }, marker)).toBeLessThan(0)
    expect(compareAge({ ...marker, attempt: 2 }, marker)).toBeGreaterThan(0)
    expect(compareAge(marker, marker)).toBe(0)
  })

  test('has a key of its own for each workflow, job, leg and name', () => {
    const gate = { workflow: 'ci', job: 'gate', leg: null, name: undefined }
    const keys = [
      gate,
      { ...gate, name: 'manager' },
      { ...gate, name: 'manager', job: 'other' },
      { ...gate, name: 'manager', workflow: 'nightly' },
      { ...gate, name: 'manager', leg: '{"os":"a"}' },
      { ...gate, name: 'manager', leg: '{"os":"b"}' },
      { ...gate, leg: '{"os":"b"}' },
    ].map(defaultKey)
    expect(new Set(keys).size).toBe(keys.length)
    expect(keys[1]).toBe('ci / gate / manager')
    expect(keys[4]).toBe('ci / gate / {"os":"a"} / manager')
  })
})
