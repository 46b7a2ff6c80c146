/**
 * Makes the pictures of docs/report-page.md: the top of a page that `--html` wrote, light and dark.
 *
 * npx tsx scripts/page-picture.ts report.html
 *
 * On Debian it needs: chromium pngquant fonts-dejavu-core
 */
import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { execa } from 'execa'
import { chromium } from 'playwright-core'

const FOLDER = new URL('../docs/images/', import.meta.url)
const WIDTH = 880
const HEIGHT = 1180
const LARGEST_BYTES = 150 * 1024

const [report] = process.argv.slice(2)
if (report === undefined) throw new Error('Say which page: npx tsx scripts/page-picture.ts report.html')
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] })
for (const colorScheme of ['light', 'dark'] as const) {
  const page = await browser.newPage({
    viewport: { width: WIDTH, height: HEIGHT },
    deviceScaleFactor: 1.5,
    colorScheme,
  })
  await page.goto(pathToFileURL(resolve(report)).href)
  await page.waitForSelector('main canvas')
  const picture = new URL(`page-${colorScheme}.png`, FOLDER).pathname
  await page.screenshot({ path: picture })
  await execa('pngquant', ['--force', '--output', picture, '--strip', '64', picture])
  const { size } = await stat(picture)
  if (size > LARGEST_BYTES) throw new Error(`${picture} is too large: ${size} bytes`)
  process.stdout.write(`${picture}: ${size} bytes\n`)
}
await browser.close()
