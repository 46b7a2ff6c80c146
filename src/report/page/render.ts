import { gzipSync } from 'node:zlib'
import type { PageDocument } from './document.ts'

/** Where the shell of the page wants the title, and where the document. */
const PLACES = { title: '<!--footprint-gate:title-->', data: '<!--footprint-gate:data-->' }

/**
 * The page of a document: one file that needs nothing else. The document is in it packed (gzip, base64), which cannot
 * be read as HTML whatever names it holds.
 *
 * @param shell the built page, `dist/page.html`
 */
export function renderPage(document: PageDocument, shell: string): string {
  const data = gzipSync(JSON.stringify(document), { level: 9 }).toString('base64')
  const mark = document.verdict === null ? '' : `${document.verdict.mark} `
  const title = escapeHtml(mark + document.headline)
  return shell
    .split(PLACES.title)
    .join(title)
    .split(PLACES.data)
    .join(`<script type="application/gzip" id="document">${data}</script>`)
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
