import type { Gap } from '../model/run.ts'
import type { HiddenProcess } from '../proc/hidden.ts'
import type { TreeReading } from './read-tree.ts'

/** What could not be read of the tree, each process once: a run with any of these is no evidence. */
export function gapsOf(
  readings: readonly TreeReading[],
  hiddenLater: readonly HiddenProcess[] = [],
): readonly Gap[] {
  const denied = new Set(readings.flatMap((reading) => reading.denied))
  const hidden = new Set(
    [...readings.flatMap((reading) => reading.hidden), ...hiddenLater].map(
      ({ pid, command }) => `${pid} (${command})`,
    ),
  )
  return [
    ...[...denied].map((process) => ({ kind: 'memory-denied', process }) as const),
    ...[...hidden].map((process) => ({ kind: 'hidden', process }) as const),
  ]
}

/** A reading of no process is no figure: a program that runs has memory. */
export function gapOfEmpty(readings: readonly TreeReading[]): readonly Gap[] {
  return readings.some(({ writable, torn }) => writable === 0 && !torn) ? [{ kind: 'nothing-read' }] : []
}
