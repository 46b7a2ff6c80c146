import type { PageDocument } from '../report/page/document.ts'

/**
 * Unpacks what the report wrote into this file.
 *
 * @throws Error when the file was cut off, or the browser cannot unpack
 */
export async function readDocument(): Promise<PageDocument> {
  const packed = document.getElementById('document')?.textContent ?? ''
  if (packed === '') throw new Error('the file is not whole')
  if (!('DecompressionStream' in window)) throw new Error('the browser is too old (2023 or newer is needed)')
  const bytes = Uint8Array.from(atob(packed), (character) => character.charCodeAt(0))
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))
  return JSON.parse(await new Response(stream).text()) as PageDocument
}
