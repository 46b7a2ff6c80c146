import {
  BASELINE_SCHEMA,
  type Baseline,
  type BaselineEntry,
  type Recording,
} from '../../src/model/baseline.ts'
import type { Subject } from '../../src/config/scenario.ts'
import type { Environment } from '../../src/model/environment.ts'
import { HERE } from '../helpers/environments.ts'

export const environment: Environment = { ...HERE, kernel: '6.1' }

export const subject: Subject = {
  command: ['bin/manager', 'conf/default.xml'],
  env: ['MALLOC_ARENA_MAX'],
  until: 'steady',
  ready: ['tcp:7531'],
  workload: null,
  prepare: 'rm -rf data',
  cleanup: null,
  soakMs: null,
}

export const recording: Recording = {
  recordedAt: '2026-01-31T12:00:00Z',
  commit: '0de4f1c',
  tool: '0.1.0',
  facts: { openFiles: 1024, directoryLength: 21 },
  samples: { writable: [9527296, 9527296, 9531392], 'minor-faults': [2557, 2557, 2562] },
  groups: { '[heap]': 6291456, '[anon]': 2097152, 'libssl.so.3': 40960 },
}

export const entry: BaselineEntry = { scenario: 'manager', environment, subject, recordings: [recording] }

export const baseline: Baseline = { schema: BASELINE_SCHEMA, entries: [entry] }
