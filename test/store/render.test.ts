import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addRecording } from '../../src/store/entries.ts'
import { parseBaseline } from '../../src/store/parse.ts'
import { renderBaseline } from '../../src/store/render.ts'
import { anyBaseline } from './any-baseline.ts'
import { baseline, entry, environment, recording, subject } from './samples.ts'

test('a baseline reads as a lock file: one fact a line, the samples of a metric together', () => {
  expect(renderBaseline(baseline)).toMatchInlineSnapshot(`
    "{
      "schema": "footprint-gate/baseline@2",
      "entries": [
        {
          "scenario": "manager",
          "environment": {
            "architecture": "x64",
            "kernel": "6.1",
            "pageSize": 4096,
            "cpus": 2,
            "transparentHugePages": "madvise",
            "libc": "glibc 2.36",
            "launcher": "fixed-addresses"
          },
          "subject": {
            "command": ["bin/manager", "conf/default.xml"],
            "env": ["MALLOC_ARENA_MAX"],
            "until": "steady",
            "ready": ["tcp:7531"],
            "workload": null,
            "prepare": "rm -rf data",
            "cleanup": null,
            "soakMs": null
          },
          "recordings": [
            {
              "recordedAt": "2026-01-31T12:00:00Z",
              "commit": "0de4f1c",
              "tool": "0.1.0",
              "facts": {
                "openFiles": 1024,
                "directoryLength": 21
              },
              "samples": {
                "writable": [9527296, 9527296, 9531392],
                "minor-faults": [2557, 2557, 2562]
              },
              "groups": {
                "[anon]": 2097152,
                "[heap]": 6291456,
                "libssl.so.3": 40960
              }
            }
          ]
        }
      ]
    }
    "
  `)
})

test('every baseline comes back as it was, whatever its names', () => {
  fc.assert(
    fc.property(anyBaseline, (any) => {
      const back = parseBaseline(renderBaseline(any), 'b.json')
      expect(back.entries).toHaveLength(any.entries.length)
      expect(new Set(back.entries.map((one) => JSON.stringify(sorted(one))))).toEqual(
        new Set(any.entries.map((one) => JSON.stringify(sorted(one)))),
      )
    }),
    { numRuns: 300 },
  )
})

test('one measurement has one text: order of entries, keys and groups does not matter', () => {
  fc.assert(
    fc.property(anyBaseline, (any) => {
      const shuffled = { entries: any.entries.toReversed().map(reversedKeys), schema: any.schema }
      expect(renderBaseline(shuffled as typeof any)).toBe(renderBaseline(any))
    }),
  )
})

test('recording again changes only the lines of what was measured', () => {
  const other = { ...entry, scenario: 'agent' }
  const before = renderBaseline({ ...baseline, entries: [entry, other] })
  const after = renderBaseline(
    addRecording(
      { ...baseline, entries: [entry, other] },
      {
        scenario: 'manager',
        environment,
        subject,
        recording: { ...recording, samples: { writable: [9527296], 'minor-faults': [2600] } },
      },
      { keep: 'none' },
    ),
  )
  const [old, young] = [before.split('\n'), after.split('\n')]
  expect(young).toHaveLength(old.length)
  expect(young.filter((line, index) => line !== old[index])).toEqual([
    '            "writable": [9527296],',
    '            "minor-faults": [2600]',
  ])
})

/** A value with its keys in one order, to compare by text: `toEqual` overlooks a key `__proto__`. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.entries(value)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, item]) => [key, sorted(item)])
}

function reversedKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversedKeys)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).toReversed()
  return Object.fromEntries(entries.map(([key, item]) => [key, reversedKeys(item)]))
}
