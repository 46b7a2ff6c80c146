import { confidentSlope, theilSenSlope } from '../statistics/theil-sen.ts'
import { note, refuseEarlyExit, type Session } from './session.ts'
import { READING_INTERVAL_MS, watch } from './watch.ts'
import { runWorkload } from './workload.ts'

/**
 * So many readings a soak, at most: what the slope is computed from. Of more of them it would be hardly more certain:
 * pages come one by one, and the ups and downs of a runtime take their time.
 */
const SOAK_READINGS = 120

/**
 * Holds the program under its workload, which is started again whenever it ends, and gives the growth of its
 * writable memory in bytes a second: the slope of the readings as far as they prove one, so that the ups and
 * downs of a runtime are no growth. `null` when the soak was too short for that.
 */
export async function soak(session: Session, soakMs: number): Promise<number | null> {
  const { workload } = session.scenario
  const { clock } = session.world
  const untilMs = clock.now() + soakMs
  const first = session.readings.length
  const pace = {
    phase: 'soaking',
    intervalMs: Math.max(READING_INTERVAL_MS, soakMs / SOAK_READINGS),
  } as const
  while (clock.now() < untilMs) {
    if (workload === null) {
      await watch(session, { ...pace, timeoutMs: untilMs - clock.now() }, () => null)
    } else {
      await runWorkload(session, workload, { ...pace, untilMs })
    }
    refuseEarlyExit(session, 'soaking')
  }
  note(session, 'soaked')
  const readings = session.readings.slice(first).filter(({ torn }) => !torn)
  if (readings.length < 2) return null
  return confidentSlope(
    theilSenSlope(
      readings.map(({ atMs }) => atMs),
      readings.map(({ writable }) => writable),
    ),
  )
}
