import type { Environment } from '../../model/environment.ts'
import type { SelftestResult } from '../../verdict/selftest.ts'
import { sayReason } from './reasons.ts'
import { plural } from './words.ts'

/** The answer in one sentence: how often the gate would cry wolf. */
export function saySelftest(result: SelftestResult, name: string): string {
  const { gates, verdicts, runs, usable } = result
  if (gates === 0) return `${name}: ${plural(usable, 'usable run')} of ${runs}, too few to say anything`
  const alarms = (verdicts.regressed ?? 0) + (verdicts['over-limit'] ?? 0)
  const doubts = verdicts.inconclusive ?? 0
  const alarmed =
    alarms === 0
      ? 'no false alarm'
      : `${plural(alarms, 'false alarm')} (${((alarms / gates) * 100).toFixed(1)} %)`
  const unsure = doubts === 0 ? '' : `, ${doubts} inconclusive`
  return `${name}: ${alarmed}${unsure} in ${gates} simulated gates of an unchanged program (${runs} runs)`
}

/** What to doubt, and what to do about the noise. */
export function sayNoise({ doubts, metrics }: SelftestResult, environment: Environment): readonly string[] {
  return [
    ...doubts.map(sayReason),
    ...metrics
      .filter(({ gated, twoGroups }) => gated && twoGroups)
      .map(
        ({ metric }) =>
          `The runs of ${metric} fall into two groups: find out what differs; the median represents neither.`,
      ),
    ...environmentAdvice(environment),
  ]
}

export const BUDGETS_TO_PASTE = 'Budgets that stay above this noise (twice it), to paste:'

/** What the machine adds to the noise, and what to do about it; empty on a quiet one. */
export function environmentAdvice(environment: Environment): readonly string[] {
  const advice: string[] = []
  if (environment.launcher === 'randomised') {
    advice.push(
      'Addresses are randomized, because setarch -R is refused here: the same program spreads by 0.03 % to 0.2 % instead of 0. ' +
        'In a container, allow the personality system call (docker: --security-opt seccomp=unconfined), or run on the host.',
    )
  }
  if (environment.transparentHugePages === 'always') {
    advice.push(
      'Transparent huge pages are always on: memory comes in steps of 2 MiB, and where it lands decides how much counts. ' +
        'Set /sys/kernel/mm/transparent_hugepage/enabled to madvise before the step.',
    )
  }
  if (environment.cpus > 8) {
    advice.push(
      `The program may use ${environment.cpus} CPUs: allocator arenas and thread pools follow their number. ` +
        'Pin it (taskset -c 0-3) if jobs run on machines of different sizes.',
    )
  }
  return advice
}
