import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { beforeAll, describe, expect, test } from 'vitest'
import { runner, server, TOKEN, useOneRunner } from '../helpers/action.ts'
import { PULL_REQUEST, pullRequestEvent } from '../helpers/events.ts'
import { obeyedCommands, SECRETS, type StepOptions } from '../helpers/runner.ts'

/** dist/action.js among programs, names and people that mean no good, or only meet bad luck. */

const APP = resolve(import.meta.dirname, '../apps/pages.py')
const ATTACK = [
  '::error::owned',
  '  ::set-output name=verdict::pass',
  '##[error]owned',
  '::add-mask::e',
].join('\n')

/** Inputs of a gate that passes. */
const MODEST = { run: '/bin/true', budget: 'minor-faults=<=100000\nwritable=none' }

useOneRunner()

beforeAll(async () => {
  await runner.write('pages.txt', '1')
})

function step(inputs: Readonly<Record<string, string>>, changes: Partial<StepOptions> = {}): StepOptions {
  return {
    event: 'pull_request',
    payload: pullRequestEvent(),
    apiUrl: server.url,
    ...changes,
    inputs: { until: 'exit', runs: '3', 'github-token': TOKEN, ...inputs },
  }
}

/** The names of the commands that the runner would obey, each once. */
function obeyed(log: string): string[] {
  return [...new Set(obeyedCommands(log).map((line) => /^\s*(::[a-z-]+|.*##\[)/.exec(line)?.[1] ?? line))]
}

/** Whether a process runs; one that has ended and waits for init to take note does not. */
async function isAlive(pid: number): Promise<boolean> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => ') X')
  return !/\) [ZX]/.test(stat)
}

describe('a measured program', () => {
  test('gets none of the tokens, inputs and command files of the step', async () => {
    const seen = join(runner.temp, 'environment')
    await runner.run(
      step({
        run: `/usr/bin/python3 -I -S ${APP} pages.txt ${seen}`,
        until: 'steady',
        ready: 'log:/ready/',
        runs: '1',
      }),
    )
    const text = await readFile(seen, 'utf8')
    for (const secret of [TOKEN, ...Object.values(SECRETS)]) expect(text).not.toContain(secret)
    const names = text.split('\n').map((line) => line.split('=')[0])
    expect(names.filter((name) => /^(INPUT|ACTIONS|GITHUB|STATE)_/.test(name ?? ''))).toEqual([])
    expect(names.filter((name) => name?.startsWith('RUNNER_'))).toEqual(['RUNNER_TRACKING_ID'])
    expect(names).toContain('PATH')
  })

  test('that fails cannot speak to the runner through the end of its output', async () => {
    await runner.write('attack.txt', ATTACK)
    const { exitCode, log, summary } = await runner.run(
      step({ run: '/bin/cat attack.txt nowhere.txt', name: 'cat' }),
    )
    expect(exitCode).toBe(2)
    expect(log).toContain('owned')
    expect(obeyed(log)).toEqual(['::add-mask', '::error'])
    expect(obeyedCommands(log).filter((line) => line.includes('owned'))).toEqual([])
    expect(summary).toContain('owned')
    // Secrets are masked in logs and summaries, and not in comments.
    expect(server.commentsOf(PULL_REQUEST)[0]?.body).toContain('could not measure')
    expect(server.commentsOf(PULL_REQUEST)[0]?.body).not.toContain('owned')
  })

  test('that fails turns the comment red, whose last verdict was green', async () => {
    const gate = step({ run: '/bin/sh -c "exit $(cat status.txt)"', name: 'status', comment: 'on-failure' })
    await runner.write('status.txt', '0')
    await runner.run({ ...gate, inputs: { ...gate.inputs, comment: 'always' } })
    await runner.write('status.txt', '3')
    const { exitCode } = await runner.run({ ...gate, variables: { GITHUB_RUN_ID: '501' } })
    expect(exitCode).toBe(2)
    const [comment, ...others] = server.commentsOf(PULL_REQUEST)
    expect(comment?.body).toContain('could not measure')
    expect(others).toEqual([])
  })
})

describe('the name of a scenario', () => {
  test.each([
    ['in lines', `x\n${ATTACK}`],
    ['at once', `::error::owned ##[error]owned --> @acme/everyone <script> \`| \u202e`],
  ])('cannot speak to the runner, nor to people, %s', async (_how, name) => {
    const { log } = await runner.run(step({ run: '/bin/true', name, budget: 'minor-faults=<=1' }))
    expect(obeyedCommands(log).filter((line) => /^\s*::(set-output|add-mask::e)|##\[/.test(line))).toEqual([])
    expect(obeyedCommands(log).filter((line) => /^\s*::error::owned/.test(line))).toEqual([])
    const [marker = '', ...report] = server.commentsOf(PULL_REQUEST)[0]?.body.split('\n') ?? []
    expect(marker).toMatch(/^<!-- [^>]* -->$/)
    const withoutCode = report.join('\n').replace(/^```[^]*?^```$/gm, '')
    expect(withoutCode).not.toMatch(/@acme|<script>|\u202e/)
  })
})

describe('the step', () => {
  test.each([
    ['an input that is not there', { budgets: 'writable=+0' }, 'unknown input "budgets"'],
    ['a value that is not valid', { mode: 'chekc' }, 'check, record'],
    ['a budget that cannot be read', { budget: 'writable=+64KB' }, 'KiB'],
    ['a metric that is not there', { budget: 'heap=+1%' }, 'writable'],
    ['a program that is not there', { run: '/nowhere/program' }, '/nowhere/program'],
  ])('refuses %s with exit code 2, a sentence, and no stack', async (_what, inputs, said) => {
    const { exitCode, log, outputs } = await runner.run(step({ run: '/bin/true', ...inputs }))
    expect(exitCode).toBe(2)
    expect(log).toContain(said)
    expect(log).not.toMatch(/^\s+at /m)
    expect(outputs['verdict']).toBeUndefined()
  })

  test.each([
    ['no JSON', '{'],
    ['no pull request', '{"action": "opened"}'],
    ['a command', '::error::owned'],
  ])('measures beside an event file that holds %s, and posts nothing', async (_what, text) => {
    const eventPath = await runner.write('event.json', text)
    const { exitCode, log, outputs } = await runner.run(
      step(MODEST, { variables: { GITHUB_EVENT_PATH: eventPath } }),
    )
    expect(exitCode).toBe(0)
    expect(outputs['verdict']).not.toBe('')
    expect(log).toContain('::warning::No comment will be posted')
    expect(log).not.toMatch(/^\s+at /m)
    expect(obeyed(log)).toEqual(['::add-mask', '::warning'])
    expect(server.requests).toEqual([])
  })

  test('measures among variables that look like inputs, and warns of them', async () => {
    const variables = { INPUT_FILE: 'data.csv', 'INPUT_::ERROR::OWNED': '' }
    const { exitCode, log } = await runner.run(step(MODEST, { variables }))
    expect(exitCode).toBe(0)
    expect(log).toMatch(/^::warning::footprint-gate has no such input.*"file"/m)
    expect(obeyed(log)).toEqual(['::add-mask', '::warning'])
  })

  test('warns of pull_request_target', async () => {
    const { log } = await runner.run(step({ run: '/bin/true' }, { event: 'pull_request_target' }))
    expect(log).toContain('::warning::pull_request_target')
  })

  test('lets no debugger in when its program sends it SIGUSR1', async () => {
    // The parent of its supervisor is the gate.
    const script = 'read -r _ _ _ gate _ </proc/$PPID/stat; kill -USR1 $gate; echo sent; exit 4'
    const { exitCode, log } = await runner.run(step({ run: `/bin/sh -c '${script}'`, until: 'exit' }))
    expect(exitCode).toBe(2)
    expect(log).toContain('sent')
    expect(log).not.toMatch(/debugger/i)
  })

  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('ends with its program, and posts nothing, on %s', async (signal, expected) => {
    const seen = join(runner.temp, `environment-${signal}`)
    const running = await runner.start(
      step({
        run: `/usr/bin/python3 -I -S ${APP} pages.txt ${seen}`,
        until: 'steady',
        ready: 'log:/never printed/',
      }),
    )
    while (!existsSync(seen)) await sleep(20)
    const started = performance.now()
    process.kill(running.pid, signal)
    const { exitCode, log } = await running.done
    expect(exitCode).toBe(expected)
    expect(log).toContain(`stopped by ${signal}`)
    // The runner waits 7.5 seconds after SIGINT and 2.5 after SIGTERM.
    expect(performance.now() - started).toBeLessThan(2500)
    expect(server.requests).toEqual([])
    const program = Number(/^PROGRAM_PID=(\d+)$/m.exec(await readFile(seen, 'utf8'))?.[1])
    expect(await isAlive(program)).toBe(false)
  })
})
