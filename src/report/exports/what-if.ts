import type { WhatIfResult } from '../../verdict/what-if.ts'
import type { Environment } from '../../model/environment.ts'

/** The result of `what-if` for other programs: bytes, milliseconds and counts as plain numbers. */
export function renderWhatIfJson(results: readonly WhatIfResult[], environment: Environment): string {
  const scenarios = results.map(({ name, runs, tried }) => ({
    name,
    runs,
    remedies: tried.map(({ remedy, effect, failure }) => ({
      name: remedy.name,
      change: remedy.change,
      failure: failure?.message ?? null,
      ...(effect ?? { before: null, after: null, delta: null, isEvident: false, samples: [] }),
    })),
  }))
  return `${JSON.stringify({ schema: 'footprint-gate/what-if@1', environment, scenarios }, null, 2)}\n`
}
