import type { Measurer } from '../measure/measurer.ts'
import type { World } from '../model/world.ts'

/** Says what of the environment has changed since the measurer was made: not all runs were of the same one. */
export function noticeEnvironmentChanges(measurer: Measurer, { onNotice }: World): void {
  const differences = measurer.environmentChanges()
  if (differences.length > 0) onNotice({ kind: 'environment-changed', differences })
}
