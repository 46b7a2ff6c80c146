import fc from 'fast-check'
import { MAX_RECORDINGS } from '../../src/model/baseline.ts'
import { environmentKey } from '../../src/model/environment.ts'
import {
  BASELINE_SCHEMA,
  type Baseline,
  type BaselineEntry,
  type Recording,
} from '../../src/model/baseline.ts'
import { METRIC_NAMES } from '../../src/model/metrics.ts'
import { anyEnvironment } from '../helpers/environments.ts'

// JSON knows no −0, and no test is about it.
const amount = fc.oneof(fc.nat(), fc.double({ min: 0, max: 1e15, noNaN: true })).map(Math.abs)
const name = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1 }),
  fc.constantFrom('constructor', '__proto__', 'toString', '42'),
)

const figures = fc.record({ count: amount, writable: amount, faults: amount })

const anyRecording: fc.Arbitrary<Recording> = fc.record(
  {
    recordedAt: fc.constant('2026-01-31T12:00:00Z'),
    commit: fc.option(fc.stringMatching(/^[0-9a-f]{40}$/)),
    tool: fc.constant('0.1.0'),
    samples: fc
      .uniqueArray(fc.constantFrom(...METRIC_NAMES), { minLength: 1 })
      .chain((metrics) =>
        fc.record(
          Object.fromEntries(
            metrics.map((metric) => [metric, fc.array(amount, { minLength: 1, maxLength: 9 })]),
          ),
        ),
      ),
    groups: fc
      .uniqueArray(fc.tuple(name, amount), { selector: ([key]) => key, maxLength: 8 })
      .map((pairs) => Object.fromEntries(pairs)),
    processes: fc
      .uniqueArray(fc.tuple(name, figures), { selector: ([key]) => key, maxLength: 4 })
      .map((pairs) => Object.fromEntries(pairs)),
  },
  { requiredKeys: ['recordedAt', 'commit', 'tool', 'samples', 'groups'] },
)

const anyEntry: fc.Arbitrary<BaselineEntry> = fc.record({
  scenario: name,
  environment: anyEnvironment,
  subject: fc.record({
    command: fc.array(fc.string({ unit: 'binary' }), { minLength: 1, maxLength: 4 }),
    env: fc.uniqueArray(fc.string({ minLength: 1 })).map((names) => names.toSorted()),
    until: fc.constantFrom('steady', 'exit'),
    ready: fc.array(fc.string({ minLength: 1 })),
    workload: fc.option(fc.string()),
    prepare: fc.option(fc.string(), { nil: null }),
    cleanup: fc.option(fc.string(), { nil: null }),
    soakMs: fc.option(fc.nat()),
  }),
  recordings: fc.array(anyRecording, { minLength: 1, maxLength: MAX_RECORDINGS }),
})

/** Every baseline that can be, hostile names and all. */
export const anyBaseline: fc.Arbitrary<Baseline> = fc.record({
  schema: fc.constant(BASELINE_SCHEMA),
  entries: fc.uniqueArray(anyEntry, {
    selector: (one) => `${one.scenario}\n${environmentKey(one.environment)}`,
    maxLength: 5,
  }),
})
