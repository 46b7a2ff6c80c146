import { constants, openSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { Socket } from 'node:net'
import { join } from 'node:path'
import { StringDecoder } from 'node:string_decoder'
import { execa } from 'execa'
import { errors } from '../model/errors.ts'
import { makeTemporaryFolder } from './temporary-folder.ts'

/** What a program printed: the end of it is kept, its lines are shown to those who watch for one. */
export interface ProgramOutput {
  /** The descriptor to give to the program as its stdout and stderr; ours to close once it is launched. */
  readonly descriptor: number
  /** The last part of what was printed, at most {@link TAIL_LENGTH} characters. */
  tail: () => string
  /** Calls back with whole lines, some at a time, from the first on, until it is told to stop by `true`; anybody may. */
  watchLines: (isOver: (lines: readonly string[]) => boolean) => void
  /** Stops reading and frees the pipe. */
  close: () => void
}

const TAIL_LENGTH = 16 * 1024
/** A line without an end must not eat memory: what is longer counts as a line. */
const LONGEST_LINE = 16 * 1024
/** Lines from before a watcher came are replayed from this many characters. */
const HEAD_LENGTH = 64 * 1024

/**
 * Makes a real pipe for the output of a program. Node's own child pipes are sockets, and a program that opens
 * /dev/stdout (a common log setting of nginx in containers) fails on a socket with ENXIO.
 *
 * @throws UserError `temporary-folder-unusable`, or `tool-missing` without mkfifo
 */
export async function openProgramOutput(): Promise<ProgramOutput> {
  const { readDescriptor, descriptor } = await openPipe()
  const socket = new Socket({ fd: readDescriptor, readable: true, writable: false })
  socket.unref()
  const decoder = new StringDecoder('utf8')
  let tail = ''
  let head = ''
  const watchers = new Set<(text: string) => boolean>()

  socket.on('data', (chunk: Buffer) => {
    const text = decoder.write(chunk)
    tail = (tail + text).slice(-TAIL_LENGTH)
    if (head.length < HEAD_LENGTH) head = (head + text).slice(0, HEAD_LENGTH)
    for (const isOver of watchers) if (isOver(text)) watchers.delete(isOver)
  })
  socket.on('error', () => undefined) // The writers are gone; so is what they would have said.

  return {
    descriptor,
    tail: () => tail,
    watchLines: (isOver) => {
      const watcher = byLines(isOver)
      if (!watcher(head)) watchers.add(watcher)
    },
    close: () => socket.destroy(),
  }
}

/** Puts lines together of what comes in pieces. */
function byLines(isOver: (lines: readonly string[]) => boolean): (text: string) => boolean {
  let partialLine = ''
  return (text) => {
    const lines = (partialLine + text).split('\n')
    partialLine = lines.pop() ?? ''
    if (partialLine.length > LONGEST_LINE) {
      lines.push(partialLine)
      partialLine = ''
    }
    return lines.length > 0 && isOver(lines)
  }
}

async function openPipe(): Promise<{ readDescriptor: number; descriptor: number }> {
  const folder = await makeTemporaryFolder()
  try {
    const path = join(folder, 'output')
    await makePipe(path, folder)
    // The reading end first, without waiting for a writer; then the writing end opens at once.
    const readDescriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
    return { readDescriptor, descriptor: openSync(path, constants.O_WRONLY) }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function makePipe(path: string, folder: string): Promise<void> {
  const { failed, code, stderr, originalMessage } = await execa('mkfifo', ['-m', '600', path], {
    reject: false,
  })
  if (!failed) return
  if (code === 'ENOENT') throw errors.toolMissing('mkfifo', 'it is in no folder of PATH')
  if (code !== undefined) throw errors.toolMissing('mkfifo', originalMessage ?? code)
  throw errors.temporaryFolder(folder, new Error(stderr))
}
