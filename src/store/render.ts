import * as v from 'valibot'
import { environmentKey } from '../model/environment.ts'
import { formatJson } from '../model/format-json.ts'
import type { Baseline } from '../model/baseline.ts'
import { baselineSchema } from './file-schema.ts'

/**
 * The text of a baseline file. People review it as a diff, so one measurement has one text: keys in the order of
 * the schema, entries by scenario and environment, groups by name, the samples of a metric on one line, two spaces, a
 * newline at the end.
 */
export function renderBaseline(baseline: Baseline): string {
  const ordered = v.safeParse(baselineSchema, baseline)
  // A NaN that slipped through would be found by the next check, when the measurement is gone: find it now.
  if (!ordered.success)
    throw new Error('internal error: the new baseline does not parse', {
      cause: new v.ValiError(ordered.issues),
    })
  const { schema, entries } = ordered.output
  const inOrder = entries.toSorted(
    (a, b) =>
      compare(a.scenario, b.scenario) ||
      compare(environmentKey(a.environment), environmentKey(b.environment)),
  )
  return formatJson({ schema, entries: inOrder }, { flatObjectsOnOneLine: false })
}

/** By code unit: the order of a file must not depend on anyone's language. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
