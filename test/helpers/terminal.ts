import { runCli } from '../../src/cli/run-cli.ts'
import { EventEmitter } from 'node:events'
import { PassThrough } from 'node:stream'

/** What a command said, and how it ended. */
export interface Said {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}

/** Runs a command line of the source, in this process, as if it were called in a folder. */
export async function runIn(
  cwd: string,
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>> = process.env,
): Promise<Said> {
  const source = new EventEmitter()
  const said = { stdout: '', stderr: '' }
  const streamOf = (name: 'stdout' | 'stderr') => {
    const stream = new PassThrough()
    stream.setEncoding('utf8').on('data', (text: string) => (said[name] += text))
    return stream
  }
  const exitCode = await runCli({
    argv: ['node', 'footprint-gate', ...args],
    env,
    stdout: streamOf('stdout'),
    stderr: streamOf('stderr'),
    cwd: () => cwd,
    on: (signal, handler) => source.on(signal, handler),
    off: (signal, handler) => source.off(signal, handler),
  })
  return { exitCode, ...said }
}
