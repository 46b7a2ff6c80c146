import { readdir, symlink, writeFile } from 'node:fs/promises'
import { afterAll, describe, expect, test } from 'vitest'
import { CliFolder } from '../helpers/cli.ts'
import { hasNamespaces, once, SURROUNDINGS } from '../helpers/surroundings.ts'

const folders: CliFolder[] = []
async function createFolder(): Promise<CliFolder> {
  const folder = await CliFolder.create()
  folders.push(folder)
  return folder
}
afterAll(async () => {
  for (const folder of folders) await folder.remove()
})

describe.concurrent('a fault of the surroundings is a user error:', { timeout: 120_000 }, () => {
  test.each(Object.entries(SURROUNDINGS))('%s', async (_, fault) => {
    if (fault.needs === 'namespaces' && !hasNamespaces) return
    const folder = await createFolder()
    await fault.prepare?.(folder)
    const { exitCode, stdout, stderr } = await folder.run(fault.args, {
      env: { TMPDIR: folder.path, ...fault.env },
      prefix: fault.prefix ?? [],
    })
    expect(stderr.replace(/\s+/g, ' ')).toMatch(fault.says)
    expect(stderr).not.toMatch(/^\s+at .+:\d+/m)
    expect(stderr).not.toContain('This is a bug')
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
    await expectNoDrafts(folder)
  })
})

/** Nothing half-written, no lock, no temporary folder. */
async function expectNoDrafts({ path }: CliFolder): Promise<void> {
  const names = await readdir(path, { recursive: true })
  expect(names.filter((name) => /\.lock|footprint-gate-|result\.json/.test(name))).toEqual([])
}

describe.concurrent('what changes nothing:', { timeout: 120_000 }, () => {
  test.each([
    ['stdout that is closed', '>&-'],
    ['stderr that is closed', '2>&-'],
    ['stdin that is closed', '<&-'],
    ['all of them closed', '<&- >&- 2>&-'],
  ])('%s', async (_, redirection) => {
    const folder = await createFolder()
    const prefix = ['/bin/sh', '-c', `"$@" ${redirection}; echo $? >status`, 'sh']
    const result = await folder.run(['check', ...once, '--', '/bin/sleep', '2'], { prefix })
    expect(result.stderr).toBe('')
    expect(await folder.read('status')).toBe('0\n')
  })

  test('a result through a link is written where the link leads, and the link stays', async () => {
    const folder = await createFolder()
    await folder.write('real.json', 'old')
    await symlink('real.json', folder.file('link.json'))
    const args = ['check', '--json', 'link.json', ...once, '--', '/bin/sleep', '2']
    expect(await folder.run(args)).toMatchObject({ exitCode: 0 })
    expect(JSON.parse(await folder.read('real.json'))).toMatchObject({ verdict: 'no-baseline' })
  })
})

describe.concurrent('a command that is not the program itself is said:', { timeout: 120_000 }, () => {
  test.each([
    ['npm', 'start', /note: npm: "npm start" stays beside the program .* Run the program itself/],
    ['docker', 'run', /note: docker: "docker run" asks another service .* in no figure/],
  ])('%s %s', async (name, subcommand, says) => {
    const folder = await createFolder()
    await writeFile(folder.file(name), '#!/bin/sh\nexec sleep 2\n', { mode: 0o755 })
    const { exitCode, stderr } = await folder.run(['check', ...once, '--', `./${name}`, subcommand])
    expect(stderr.replace(/\s+/g, ' ')).toMatch(says)
    expect(exitCode).toBe(0)
  })
})
