import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import axe from 'axe-core'
import { chromium, type Browser, type Page } from 'playwright-core'
import type { PageDocument } from '../../src/report/page/document.ts'
import { renderPage } from '../../src/report/page/render.ts'
import { buildPage } from '../../rolldown.page.js'

/** Where Debian and Ubuntu have it; `undefined` where it is not installed. */
export const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  (path) => existsSync(path),
)

/** A report in a browser, with all that it asked for and complained of. */
export interface Opened {
  readonly page: Page
  readonly html: string
  /** Lines of the console, errors of scripts, dialogs. */
  readonly complaints: readonly string[]
  /** Addresses asked for, beside that of the file itself. */
  readonly requests: readonly string[]
}

/** One browser, which shows reports from files. */
export class Reader {
  private readonly browser: Browser
  private readonly folder: string
  private readonly shell: string

  private constructor(browser: Browser, folder: string, shell: string) {
    this.browser = browser
    this.folder = folder
    this.shell = shell
  }

  static async create(): Promise<Reader> {
    const { html } = await buildPage()
    const browser = await chromium.launch({
      executablePath: CHROMIUM ?? '',
      // Its sandbox does not run as root, nor in most containers.
      args: ['--no-sandbox'],
    })
    return new Reader(browser, await mkdtemp(join(tmpdir(), 'footprint-gate-page-')), html)
  }

  async close(): Promise<void> {
    await this.browser.close()
    await rm(this.folder, { recursive: true })
  }

  /** @param damage what happens to the file before it is opened */
  async open(report: PageDocument, damage = (html: string) => html): Promise<Opened> {
    const html = damage(renderPage(report, this.shell))
    const path = join(this.folder, 'report.html')
    await writeFile(path, html)
    const page = await this.browser.newPage({ viewport: { width: 1200, height: 900 }, colorScheme: 'light' })
    const complaints: string[] = []
    const requests: string[] = []
    const url = pathToFileURL(path).href
    page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`))
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('dialog', (dialog) => {
      complaints.push(`dialog: ${dialog.message()}`)
      void dialog.dismiss()
    })
    page.on('request', (request) => {
      if (request.url() !== url) requests.push(request.url())
    })
    await page.goto(url)
    await page.waitForSelector('main, [role=alert]')
    return { page, html, complaints, requests }
  }
}

/** What keeps people with other senses or tools from reading the page as it is now: `rule: element`, each. */
export async function barriersOf(page: Page): Promise<readonly string[]> {
  // Not as a script of the page, whose policy would refuse it.
  await page.evaluate(axe.source)
  const violations = await page.evaluate(async () => {
    const found = await (globalThis as unknown as { axe: typeof axe }).axe.run()
    return found.violations.map(({ id, nodes }) => ({
      id,
      where: nodes.map(({ target }) => target.join(' ')),
    }))
  })
  return violations.flatMap(({ id, where }) => where.map((element) => `${id}: ${element}`))
}
