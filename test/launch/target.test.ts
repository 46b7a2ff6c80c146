import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { describe, expect, it, onTestFinished } from 'vitest'
import { parseTarget } from '../../src/config/target.ts'
import { createTargetFinder, type TargetFinder } from '../../src/launch/target.ts'
import { createTargetTree } from '../../src/proc/tree.ts'
import { createFakeProc, type FakeProcess } from '../proc/fake-proc.ts'
import { scenarioOf } from '../verdict/cases.ts'

const NEVER = new AbortController().signal
const ID = 'c0ffee00'.repeat(8)
const LAUNCH = 5000
const BEFORE = LAUNCH - 1

/** A fake machine with processes in control groups; with what `docker` and `podman` do, as texts of a shell. */
async function machineOf(
  processes: readonly (FakeProcess & { readonly cgroup: string })[],
  engines: Readonly<Record<string, string>> = {},
) {
  const proc = createFakeProc()
  for (const { cgroup, ...one } of processes) {
    proc.start({ startTime: LAUNCH, ...one })
    proc.write(`${one.pid}/cgroup`, cgroup)
  }
  const folder = await mkdtemp(join(tmpdir(), 'footprint-gate-target-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  await mkdir(join(folder, 'bin'))
  await symlink('/bin/sh', join(folder, 'bin', 'sh'))
  for (const [name, script] of Object.entries(engines)) {
    await writeFile(join(folder, 'bin', name), `#!/bin/sh\n${script}\n`)
    await chmod(join(folder, 'bin', name), 0o755)
  }
  const finderOf = (text: string): TargetFinder =>
    createTargetFinder(
      parseTarget(text),
      scenarioOf({}, { workingDirectory: folder, env: { PATH: join(folder, 'bin') } }),
      LAUNCH,
      { env: {}, proc: proc.files, signal: NEVER },
    )
  /** The pids of the tree, by a scan. */
  const find = async (text: string): Promise<readonly number[]> => {
    const finder = finderOf(text)
    await finder.refresh()
    const tree = createTargetTree(proc.files, LAUNCH, finder.named, () => false)
    tree.scan()
    return tree.scan().members.map(({ pid }) => pid)
  }
  const explain = async (text: string) => {
    const finder = finderOf(text)
    await finder.refresh()
    return finder.explain()
  }
  return { proc, find, explain, folder }
}

describe('the processes of a container', () => {
  it.each([
    ['docker, version 2', `0::/system.slice/docker-${ID}.scope\n`],
    ['docker, version 1', `12:pids:/docker/${ID}\n11:memory:/docker/${ID}\n0::/\n`],
    ['podman', `0::/machine.slice/libpod-${ID}.scope/container\n`],
    ['Kubernetes', `0::/kubepods.slice/kubepods-pod1.slice/cri-containerd-${ID}.scope\n`],
    ['a namespace of groups beside it', `0::/../${ID}\n`],
  ])('are found by its id: %s', async (_what, cgroup) => {
    const { find } = await machineOf([
      { pid: 10, cgroup },
      { pid: 11, parent: 10, cgroup: '0::/elsewhere\n' },
      { pid: 12, cgroup: cgroup.replaceAll('c0ffee00', 'c0ffee01') },
      { pid: 13, cgroup, startTime: BEFORE },
      { pid: 14, cgroup: `0::/machine.slice/libpod-conmon-${ID}.scope\n` },
    ])
    expect(await find(`container:${ID}`)).toEqual([10, 11])
  })

  it('are found by its name, for which docker is asked, and podman where docker is not or does not know', async () => {
    const processes = [{ pid: 10, cgroup: `0::/docker/${ID}\n` }]
    const says = `[ "$*" = "inspect --type container --format {{.Id}} web" ] && echo ${ID}`
    const silent = 'echo "Cannot connect to the Docker daemon" >&2; exit 1'
    for (const engines of [
      { docker: says },
      { podman: says },
      { docker: silent, podman: says },
      { docker: says, podman: silent },
    ]) {
      expect(await (await machineOf(processes, engines)).find('container:web')).toEqual([10])
    }
  })

  it('cannot be found without anybody who knows its id, which is said', async () => {
    const { explain } = await machineOf([])
    expect((await explain('container:web')).why).toContain('neither docker nor podman is in PATH')
    const denied = 'echo first >&2; echo "permission denied while trying to connect" >&2; exit 1'
    const asked = await (await machineOf([], { docker: denied })).explain('container:web')
    expect(asked.why).toBe('docker inspect: permission denied while trying to connect')
    expect(asked.cure).toContain('DOCKER_*')
  })

  it('may be out of reach, or from before this run, which is said', async () => {
    const { explain } = await machineOf([])
    expect((await explain(`container:${ID}`)).why).toContain(
      'no process of the container c0ffee00c0ff is in /proc',
    )
    const cgroup = `0::/docker/${ID}\n`
    const older = await machineOf([{ pid: 13, cgroup, startTime: BEFORE, command: 'redis' }])
    const { why, cure } = await older.explain(`container:${ID}`)
    expect(why).toContain('process 13 (redis) was there before this run')
    expect(cure).toContain(`docker rm -f ${ID}`)
  })
})

describe('the processes of a unit', () => {
  it.each([
    '0::/system.slice/web.service\n',
    '0::/system.slice/web.service/worker\n',
    '1:name=systemd:/system.slice/web.service\n0::/\n',
    '0::/user.slice/user-1000.slice/user@1000.service/app.slice/web.service\n',
  ])('are those in its group: %j', async (cgroup) => {
    const { find } = await machineOf([
      { pid: 10, cgroup },
      { pid: 11, cgroup: cgroup.replace('web', 'other-web') },
      { pid: 12, cgroup: cgroup.replace('web.service', 'web.services') },
      { pid: 13, cgroup, startTime: BEFORE },
    ])
    expect(await find('unit:web')).toEqual([10])
  })

  it('may be from before this run, or nobody, which is said', async () => {
    const { proc, explain } = await machineOf([])
    expect((await explain('unit:web')).why).toBe('no process is in the control group of web.service')
    proc.start({ pid: 13, startTime: BEFORE, command: 'web' })
    proc.write('13/cgroup', '0::/system.slice/web.service\n')
    expect(await explain('unit:web')).toMatchObject({
      why: 'process 13 (web) was there before this run, which is to start a fresh one',
      cure: expect.stringContaining('systemctl stop web.service') as string,
    })
  })
})

describe('the process of a pid file', () => {
  it('may be named late, and by the first of several lines', async () => {
    const { folder, proc, find } = await machineOf([{ pid: 10, cgroup: '' }])
    const finder = createTargetFinder(
      parseTarget('pid-file:pid'),
      scenarioOf({}, { workingDirectory: folder }),
      LAUNCH,
      { env: {}, proc: proc.files, signal: NEVER },
    )
    const tree = createTargetTree(proc.files, LAUNCH, finder.named, () => false)
    expect(tree.scan().members).toEqual([])
    await writeFile(join(folder, 'pid'), '  10\n/var/lib/data\n5432\n')
    expect(tree.scan().members).toHaveLength(1)
    expect(await find('pid-file:pid')).toEqual([10])
    // It was a member: a file that is gone takes nobody away.
    await rm(join(folder, 'pid'))
    expect(tree.scan().members).toHaveLength(1)
  })

  it.each<[string, string, (path: string) => Promise<unknown>]>([
    ['a pipe, which nobody ends', 'is not a file', (path) => execa('mkfifo', [path])],
    ['a device that never ends', 'is not a file', (path) => symlink('/dev/zero', path)],
    ['a folder', 'is not a file', (path) => mkdir(path)],
    ['gone', 'there is no such file', () => Promise.resolve()],
    ['without an end', 'does not begin with', (path) => writeFile(path, '1'.repeat(1_000_000))],
    ['empty', 'does not begin with', (path) => writeFile(path, '')],
    ['of no number', 'does not begin with', (path) => writeFile(path, '10x\n')],
  ])('is nobody, and it is said why, where the file is %s', async (_what, why, make) => {
    const { folder, find, explain } = await machineOf([{ pid: 10, cgroup: '' }])
    await make(join(folder, 'pid'))
    expect(await find('pid-file:pid')).toEqual([])
    expect((await explain('pid-file:pid')).why).toContain(why)
  })
})
