import { findHeaviestSpans } from '../../src/ledger/heavy-spans.ts'
import type { Reading, Run } from '../../src/model/run.ts'
import { environmentKey } from '../../src/model/environment.ts'
import type { HistoryPoint } from '../../src/model/history.ts'
import { describePage } from '../../src/report/page/describe.ts'
import type { PageDocument } from '../../src/report/page/document.ts'
import { difference, head } from './ledger-samples.ts'
import {
  context,
  environment,
  gate,
  grown,
  HOSTILE_NAMES,
  KIB,
  MIB,
  run,
  scenario,
} from '../report/samples.ts'

const READINGS = 600
const MAPPINGS = 5000

/** A start-up that rises, spikes and comes to rest, with a little of everything in it. */
function readingsOf(seed: number): readonly Reading[] {
  return Array.from({ length: READINGS }, (_, index): Reading => {
    const risen = Math.min(1, index / 200)
    const spike = index > 90 && index < 130 ? 2 * MIB : 0
    const writable = Math.round((10 * MIB * risen + spike) / 4096) * 4096 + ((index * seed) % 3) * 4096
    return {
      atMs: index * 5 + seed,
      writable,
      dirtyCache: (index % 7) * 4096,
      rss: writable + 12 * MIB,
      pss: writable + 9 * MIB,
      minorFaults: 40 + Math.round(2500 * risen),
      majorFaults: index > 20 ? 3 : 0,
      processes: index > 60 ? 3 : 1,
      threads: index > 60 ? 7 : 1,
    }
  })
}

const groups = Object.fromEntries(
  Array.from({ length: MAPPINGS }, (_, index) => [
    `libpart-${index}.so.${index % 9}`,
    ((index * 7919) % 97) * 4 * KIB,
  ]),
)

function runOf(index: number): Run {
  return run({
    figures: { writable: 10600448 + (index === 3 ? 4096 : 0), 'minor-faults': 2601, rss: 25 * MIB },
    readings: readingsOf(index + 1),
    groups: { ...grown.groups, ...groups },
    events: [
      { atMs: 0, event: 'launched' },
      { atMs: 310, event: 'ready' },
      { atMs: 1450, event: 'steady' },
    ],
    processes: Array.from({ length: 40 }, (_, worker) => ({
      pid: 4000 + 100 * index + worker,
      command: worker === 0 ? 'bin/manager conf/default.xml' : `bin/worker --slot ${worker}`,
      writable: worker === 0 ? 8 * MIB : 64 * KIB + worker * 4096,
    })),
  })
}

/** Five runs of 600 readings and 5,000 mappings: as much as a page should take. */
export const large = gate(
  'regressed',
  scenario({ runs: [0, 1, 2, 3, 4].map(runOf) }),
  scenario({ name: 'agent' }),
)

/** {@link large} with a traced run of the manager: all that a page can hold. */
export function describeFullest(): PageDocument {
  const heavy = findHeaviestSpans(head, difference)
  const explanation = { attribution: head, difference, heavy, doubts: [] }
  const scenarios = large.scenarios.map((one) => (one.name === 'manager' ? { ...one, explanation } : one))
  const report = describePage({ ...large, scenarios }, context)
  const notes = [['Compared with ', { code: 'main' }, '.']]
  const roles = [{ name: 'worker 2 to 4', base: 0, head: 12 * MIB, faultsBase: 0, faultsHead: 3000 }]
  return {
    ...report,
    notes,
    scenarios: report.scenarios.map((one) => (one.name === 'manager' ? { ...one, roles } : one)),
  }
}

/** Every name that a program gives is one that would do harm if it were HTML. */
export const hostile = gate(
  'regressed',
  ...HOSTILE_NAMES.map((name) =>
    scenario({
      ...grown,
      name,
      groups: Object.fromEntries(HOSTILE_NAMES.map((group, index) => [group, (index + 1) * MIB])),
      each: {
        processes: HOSTILE_NAMES.map((command, index) => ({ pid: index + 1, command, writable: 4096 })),
      },
    }),
  ),
)

/** Twelve days of recordings of the manager: a step on the ninth, two pages of it. */
export const history = Array.from({ length: 12 }, (_, index): HistoryPoint => {
  const writable = 9_531_392 + (index < 8 ? 0 : 8192)
  return {
    scenario: 'manager',
    environment: environmentKey(environment),
    recordedAt: `2026-01-${String(index + 1).padStart(2, '0')}T12:00:00Z`,
    commit: `c0ffee00000${index}0000000000000000000000000000`,
    figures: {
      writable: { median: writable, least: writable - 4096, most: writable },
      'minor-faults': { median: 2557, least: 2550, most: 2562 },
    },
  }
})
