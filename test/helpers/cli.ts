import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const DIST = resolve(process.env['FOOTPRINT_GATE_DIST'] ?? join(import.meta.dirname, '../../dist'))

export interface CliResult {
  readonly exitCode: number | null
  readonly stdout: string
  readonly stderr: string
}

interface CliOptions {
  readonly env?: Readonly<Record<string, string>>
  /** Of node itself. */
  readonly nodeFlags?: readonly string[]
  /** What goes before node: `setpriv …`. */
  readonly prefix?: readonly string[]
  /** As somebody else, who may not read where we are: a clone may lie in a folder that is its owner's alone. */
  readonly asOther?: boolean
  /** Called with the running process. */
  readonly onStart?: (child: ChildProcess) => void
}

/** A place to call dist/cli.js in: a folder of its own, and an environment with nothing of the tests in it. */
export class CliFolder {
  readonly path: string

  private constructor(path: string) {
    this.path = path
  }

  static async create(): Promise<CliFolder> {
    return new CliFolder(await mkdtemp(join(tmpdir(), 'footprint-gate-cli-')))
  }

  async remove(): Promise<void> {
    for (const path of [this.path, this.copyOfDist]) await rm(path, { recursive: true, force: true })
  }

  private get copyOfDist(): string {
    return `${this.path}-dist`
  }

  /** Where dist/ is, for everybody to read. */
  private readableDist(): string {
    if (!existsSync(this.copyOfDist)) {
      spawnSync('cp', ['-r', DIST, this.copyOfDist])
      spawnSync('chmod', ['-R', 'a+rX', this.copyOfDist])
    }
    return this.copyOfDist
  }

  file(name: string): string {
    return join(this.path, name)
  }

  async write(name: string, text: string): Promise<string> {
    await writeFile(this.file(name), text)
    return this.file(name)
  }

  read(name: string): Promise<string> {
    return readFile(this.file(name), 'utf8')
  }

  async run(args: readonly string[], options: CliOptions = {}): Promise<CliResult> {
    const [file = '', ...rest] = [
      ...(options.prefix ?? []),
      process.execPath,
      ...(options.nodeFlags ?? []),
      join(options.asOther === true ? this.readableDist() : DIST, 'cli.js'),
      ...args,
    ]
    return new Promise((settle, reject) => {
      const child = spawn(file, rest, {
        cwd: this.path,
        env: { PATH: process.env['PATH'] ?? '', HOME: this.path, LANG: 'C.UTF-8', ...options.env },
        stdio: ['ignore', 'pipe', 'pipe'],
      })
      const said = { stdout: '', stderr: '' }
      for (const name of ['stdout', 'stderr'] as const) {
        child[name].setEncoding('utf8').on('data', (text: string) => (said[name] += text))
      }
      child.on('error', reject)
      child.on('close', (exitCode) => settle({ exitCode, ...said }))
      options.onStart?.(child)
    })
  }
}
