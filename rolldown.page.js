import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { rolldown } from 'rolldown'

const here = (path) => new URL(path, import.meta.url)
const STYLES = [
  'node_modules/uplot/dist/uPlot.min.css',
  'node_modules/d3-flame-graph/dist/d3-flamegraph.css',
  'src/page/style.css',
]

/** What modules import of styles stands in the page already. */
const withoutStyles = {
  name: 'without-styles',
  load: (path) => (path.endsWith('.css') ? { code: '', moduleType: 'js' } : null),
}

/**
 * The shell of the HTML report: the app of src/page/, its styles and the policy that lets nothing else run, as one
 * file. The gate puts the title and the data of a report into it.
 *
 * @returns the page, and the paths of the modules that are in it
 */
export async function buildPage() {
  const bundle = await rolldown({
    input: here('src/page/main.tsx').pathname,
    platform: 'browser',
    plugins: [withoutStyles],
    tsconfig: here('src/page/tsconfig.json').pathname,
  })
  const { output } = await bundle.generate({ format: 'esm', minify: true, codeSplitting: false })
  await bundle.close()
  const [{ code, moduleIds }] = output
  // Neither an end of the script nor the start of a comment may stand in it: HTML is read before JavaScript is.
  const script = code.replaceAll(/<(?=\/script|!--)/gi, '\\x3c')
  const styles = await Promise.all(STYLES.map((path) => readFile(here(path), 'utf8')))
  const shell = await readFile(here('src/page/shell.html'), 'utf8')
  const fill = (text, place, content) => text.split(place).join(content)
  const html = fill(
    fill(shell, '/*footprint-gate:style*/', styles.join('\n')),
    '/*footprint-gate:script*/',
    script,
  )
  const policy = [
    "default-src 'none'",
    `script-src ${hashOf(html, 'script')}`,
    `style-src ${hashOf(html, 'style')}`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
  return { html: fill(html, 'footprint-gate:policy', policy), moduleIds }
}

/** What the browser computes of the text between the tags, blanks and all. */
function hashOf(html, tag) {
  const from = html.indexOf('>', html.indexOf(`<${tag}`)) + 1
  const text = html.slice(from, html.indexOf(`</${tag}>`, from))
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`
}
