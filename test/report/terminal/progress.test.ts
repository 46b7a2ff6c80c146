import fc from 'fast-check'
import stringWidth from 'string-width'
import { expect, test } from 'vitest'
import type { Progress } from '../../../src/model/progress.ts'
import { renderProgress } from '../../../src/report/terminal/progress.ts'
import { HOSTILE_NAMES } from '../samples.ts'

const progress: Progress = {
  scenario: 'manager',
  kind: 'run',
  run: 2,
  runs: 5,
  phase: 'settling',
  writableBytes: 9531392,
  elapsedMs: 3200,
}
const show = (changes: Partial<Progress>, width = 80) =>
  renderProgress({ ...progress, ...changes }, { width, color: false })

test('says the run, the phase, the current reading and the time', () => {
  expect(show({})).toBe('manager  run 2/5  settling  9.09 MiB  3.2s')
  expect(
    show({
      kind: 'warm-up',
      run: 1,
      runs: 1,
      phase: 'starting',
      writableBytes: null,
      elapsedMs: 40,
    }),
  ).toBe('manager  warm-up 1/1  waiting until ready  40 ms')
  expect(show({ scenario: 'a-service-with-a-long-name' }, 50)).toBe(
    'a-servi…ng-name  run 2/5  settling  9.09 MiB  3.2s',
  )
})

test('is one line that fits, whatever the name', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...HOSTILE_NAMES)),
      fc.integer({ min: 1, max: 120 }),
      (scenario, width) => {
        const line = show({ scenario }, width)
        expect(stringWidth(line)).toBeLessThanOrEqual(width)
        expect(line).not.toMatch(/[\n\r\u001b]/)
      },
    ),
  )
})
