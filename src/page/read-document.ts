import type { PageDocument } from '../report/page/document.ts'

/**
 * Unpacks what the report wrote into this file.
 *
 * @throws Error when the file was cut off, or the browser cannot unpack
 */
export async function readDocument(): Promise<PageDocument> {
  if (!('DecompressionStream' in window)) throw new Error('the browser is too old (2023 or newer is needed)')
  try {
    return JSON.parse(await unpack(document.getElementById('document')?.textContent ?? '')) as PageDocument
  } catch (cause) {
    throw new Error('the file is not whole', { cause })
  }
}

function unpack(packed: string): Promise<string> {
  const bytes = Uint8Array.from(atob(packed), (character) => character.charCodeAt(0))
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))
  return new Response(stream).text()
}
