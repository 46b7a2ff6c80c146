import type { HiddenProcess } from '../proc/hidden.ts'
import type { TreeReading } from './sampler.ts'

/** What could not be read of the tree, a sentence each: a run with any of these is no evidence. */
export function gapsOf(
  readings: readonly TreeReading[],
  hiddenLater: readonly HiddenProcess[] = [],
): readonly string[] {
  const denied = readings.flatMap((reading) =>
    reading.denied.map((name) => `the memory of process ${name} could not be read`),
  )
  const hidden = [...readings.flatMap((reading) => reading.hidden), ...hiddenLater].map(
    ({ pid, command }) =>
      `process ${pid} (${command}) lives, and /proc does not show it: run as root or without hidepid`,
  )
  return [...new Set([...denied, ...hidden])]
}

/** A reading of no process is no figure: a program that runs has memory. */
export function gapOfEmpty(readings: readonly TreeReading[]): readonly string[] {
  return readings.some(({ writable, torn }) => writable === 0 && !torn)
    ? ['there was a reading in which no memory of any process could be read']
    : []
}
