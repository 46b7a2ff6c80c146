import { spawnSync } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Attribution, AttributedStacks } from '../../src/model/attribution.ts'
import { findPerf } from '../../src/trace/perf.ts'
import { findStrace } from '../../src/trace/strace.ts'
import { CliFolder } from '../helpers/cli.ts'
import { quietWorld } from '../helpers/world.ts'
import { build, hasCompiler } from '../proc/launched.ts'

const PAGE = 4096

let folder: CliFolder
let lack = ''
beforeAll(async () => {
  folder = await CliFolder.create()
  const world = quietWorld()
  const perf = await findPerf(world, folder.path, 'frame-pointers')
  const strace = await findStrace(world)
  if ('why' in perf) lack = `perf is ${perf.why} here`
  else if (!perf.kernelFaults) lack = 'perf does not see faults of the kernel here'
  else if (strace !== 'found') lack = `strace is ${strace.why} here`
})
afterAll(() => folder.remove())

/** What the program says of itself: pages by function. */
function truthOf(text: string): Readonly<Record<string, number>> {
  const lines = text.trim().split('\n')
  return Object.fromEntries(lines.map((line) => [line.split(' ')[0] ?? '', Number(line.split(' ')[1])]))
}

/** Pages that were made in each function, or below it; `(no stack)` is a function, too. */
function pagesOf({ frames, nodes }: AttributedStacks, names: readonly string[]): Record<string, number> {
  const bytes = Object.fromEntries(names.map((name) => [name, 0]))
  for (const [parent, frame, self] of nodes) {
    const path = [frames[frame]?.name ?? '']
    for (let at = nodes[parent]; at !== undefined; at = nodes[at[0]]) path.push(frames[at[1]]?.name ?? '')
    const name = path.find((each) => each in bytes)
    if (name !== undefined) bytes[name] = (bytes[name] ?? 0) + self
  }
  return Object.fromEntries(Object.entries(bytes).map(([name, sum]) => [name, sum / PAGE]))
}

describe.skipIf(!hasCompiler)('explain', { timeout: 60_000 }, () => {
  test('agrees page for page with a program that knows what it touched', async ({ skip }) => {
    if (lack !== '') skip(lack)
    const program = build('torture')
    // What is not yet on disk of a program that was just built counts as dirty for a while.
    spawnSync('sync', [program])
    const explained = await folder.run([
      ...['explain', '--ready', 'log:/ready/', '--warmup', '0', '--json', 'torture.json'],
      ...['--', program, 'truth', 'scratch'],
    ])
    expect(explained).toMatchObject({ exitCode: 0, stderr: '' })
    const { total, coverage, gate, spans, groups, stacks, processes } = JSON.parse(
      await folder.read('torture.json'),
    ) as Attribution
    if (stacks === null) throw new Error('no stacks')
    const { populated = 0, ...truth } = truthOf(await folder.read('truth'))
    const names = Object.keys(truth)
    expect(names.length).toBeGreaterThan(20)
    // What the kernel makes at once has no stack, and nothing else has none.
    expect(pagesOf(stacks, [...names, '(no stack)'])).toEqual({ ...truth, '(no stack)': populated })
    const sum = (bytes: readonly number[]) => bytes.reduce((all, each) => all + each, 0)
    expect(sum(spans.map(({ self }) => self))).toBe(total.writable)
    expect(sum(groups.map(({ writable }) => writable))).toBe(total.writable)
    expect(sum(stacks.nodes.map(([, , self]) => self))).toBe(total.writable)
    expect(sum(processes.map(({ writable }) => writable))).toBe(total.writable)
    // The page of the stack that execve writes before the program runs.
    expect(coverage.reasons).toEqual([{ reason: 'exec', bytes: PAGE }])
    expect(Math.abs(gate?.delta ?? Infinity)).toBeLessThanOrEqual(2 * PAGE)
    const [parent, child] = processes
    expect(child?.unsharedBytes).toBeGreaterThanOrEqual(33 * PAGE)
    expect(parent?.unsharedBytes).toBeGreaterThanOrEqual(21 * PAGE)
  })
})
