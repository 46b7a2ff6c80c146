import { tmpdir } from 'node:os'
import { expect, test } from 'vitest'
import { nameOfFlag } from '../../src/cli/flags.ts'
import { loadPlan } from '../../src/config/plan.ts'
import { explain } from '../../src/gate/explain.ts'
import { createExplainer, createKeeper } from '../../src/gate/explain-result.ts'
import { whatIf } from '../../src/gate/what-if.ts'
import type { Notice } from '../../src/model/progress.ts'
import { sayNotice } from '../../src/report/phrases/notices.ts'
import { renderTerminal } from '../../src/report/terminal/render.ts'
import { quietWorld } from '../helpers/world.ts'
import { context, gate, scenario } from '../report/samples.ts'

async function planOf(until: 'exit' | 'steady') {
  const request = { run: ['/no/such/program'], name: 'manager', until, explain: 'always' }
  return loadPlan(request, tmpdir(), nameOfFlag)
}

test('a program that runs until it exits is not explained, and both the log and the report say why', async () => {
  const plan = await planOf('exit')
  const notices: Notice[] = []
  const world = quietWorld({ onNotice: (notice) => notices.push(notice) })
  const side = { scenario: plan.scenarios[0], world }
  const result = await createExplainer(plan, world)(scenario(), side)
  expect(result.unexplained).toEqual({ kind: 'until-exit' })
  const report = renderTerminal(gate('pass', result), context, { color: false, width: 80 })
  expect(report.replaceAll(/\s+/g, ' ')).toContain('with until: exit there is no moment')
  await createKeeper(plan, world)(side, [])
  expect(notices.map(sayNotice)).toEqual([
    expect.stringContaining('manager: where the memory came from is not explained: with until: exit'),
    expect.stringContaining('manager: where the memory came from is not explained: with until: exit'),
  ])
})

test('a target that another service starts is not traced, nor given remedies, and it is said why', async () => {
  const request = { run: ['/no/such/program'], name: 'manager', target: 'unit:web', explain: 'always' }
  const plan = await loadPlan(request, tmpdir(), nameOfFlag)
  const world = quietWorld()
  const result = await createExplainer(plan, world)(scenario(), { scenario: plan.scenarios[0], world })
  expect(result.unexplained).toEqual({ kind: 'target' })
  const report = renderTerminal(gate('pass', result), context, { color: false, width: 80 })
  expect(report.replaceAll(/\s+/g, ' ')).toContain('only what footprint-gate launches can be traced')
  for (const refused of [explain(plan, world, new Set()), whatIf(plan, () => [], world)])
    await expect(refused).rejects.toMatchObject({ code: 'nothing-to-trace', exitCode: 2 })
})

test('where other scenarios have used up the time, it is said', async () => {
  const plan = await planOf('steady')
  let now = 0
  // Each look at it is five minutes later.
  const world = quietWorld({ clock: { ...quietWorld().clock, now: () => (now += 300_000) } })
  const explainer = createExplainer(plan, world)
  const side = { scenario: plan.scenarios[0], world }
  expect((await explainer(scenario(), side)).unexplained).toMatchObject({ kind: 'failed' })
  const second = await explainer(scenario(), side)
  expect(second.unexplained).toEqual({ kind: 'no-time', limitMs: 300_000 })
  expect(second.verdict).toBe(scenario().verdict)
})
