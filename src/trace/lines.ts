import type { Readable } from 'node:stream'
import { StringDecoder } from 'node:string_decoder'

/** What is longer is no line of ours, and must not eat memory. */
const LONGEST_LINE = 64 * 1024

/** Gives whole lines of a stream as they come, however long all of them are together. */
export async function forEachLine(stream: Readable, take: (line: string) => void): Promise<void> {
  const decoder = new StringDecoder('utf8')
  let partial = ''
  for await (const chunk of stream) {
    const lines = (partial + decoder.write(chunk as Buffer)).split('\n')
    partial = lines.pop() ?? ''
    if (partial.length > LONGEST_LINE) partial = partial.slice(0, LONGEST_LINE)
    for (const line of lines) take(line)
  }
  if (partial !== '') take(partial)
}
