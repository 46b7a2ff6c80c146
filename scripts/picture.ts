/**
 * Makes the pictures of the README: a comment as GitHub shows it, light and dark; that of the demo, if none is given.
 *
 * npx tsx bench/essay.ts --comment comment.md minidom parses && npx tsx scripts/picture.ts comment.md
 *
 * On Debian it needs: chromium pngquant fonts-noto-core fonts-liberation fonts-noto-color-emoji
 */
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { execa } from 'execa'
import { renderPage } from './comment-page.ts'

const FOLDER = new URL('../docs/images/', import.meta.url)
const WIDTH = 880
const LARGEST_BYTES = 150 * 1024

const [saved] = process.argv.slice(2)
const markdown = saved === undefined ? await runDemo() : await readFile(saved, 'utf8')
await mkdir(FOLDER, { recursive: true })
for (const theme of ['light', 'dark'] as const) await takePicture(theme)

async function runDemo(): Promise<string> {
  const { stdout } = await execa(process.execPath, ['dist/cli.js', 'demo'], {
    cwd: new URL('..', import.meta.url),
    stderr: 'inherit',
  })
  return stdout
}

async function takePicture(theme: 'light' | 'dark'): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'footprint-gate-picture-'))
  try {
    const page = join(folder, 'comment.html')
    const html = renderPage(markdown, theme)
    // The page says its height in its title, so that the picture ends where the comment does.
    const measure =
      '<script>document.title = Math.ceil(document.body.getBoundingClientRect().height)</script>'
    await writeFile(page, html.replace('</html>', `${measure}</html>`))
    const dom = await browse(folder, page, ['--dump-dom', `--window-size=${WIDTH},2000`])
    const height = /<title>(\d+)<\/title>/.exec(dom)?.[1]
    if (height === undefined) throw new Error(`Chromium gave no height of ${page}`)
    const picture = new URL(`comment-${theme}.png`, FOLDER).pathname
    await browse(folder, page, [
      `--screenshot=${picture}`,
      '--force-device-scale-factor=2',
      '--hide-scrollbars',
      `--window-size=${WIDTH},${height}`,
    ])
    await execa('pngquant', ['--force', '--output', picture, '--strip', '256', picture])
    const { size } = await stat(picture)
    if (size > LARGEST_BYTES) throw new Error(`${picture} is too large: ${size} bytes`)
    process.stdout.write(`${picture}: ${WIDTH} × ${height}, ${size} bytes\n`)
  } finally {
    await rm(folder, { recursive: true })
  }
}

async function browse(folder: string, page: string, flags: readonly string[]): Promise<string> {
  const { stdout } = await execa('chromium', [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    `--user-data-dir=${join(folder, 'profile')}`,
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--disable-quic',
    '--no-first-run',
    ...flags,
    pathToFileURL(page).href,
  ])
  return stdout
}
