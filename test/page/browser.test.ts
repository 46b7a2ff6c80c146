import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { describePage } from '../../src/report/page/describe.ts'
import { describeExplanation } from '../../src/report/page/describe-explanation.ts'
import { context, HOSTILE_NAMES } from '../report/samples.ts'
import { difference, head, hostileLedger } from './ledger-samples.ts'
import { barriersOf, CHROMIUM, type Opened, Reader } from './open.ts'
import { describeFullest, history, hostile, large } from './samples.ts'

const KB = 1000

describe.skipIf(CHROMIUM === undefined)('the report in chromium (skipped where there is none)', () => {
  let reader: Reader
  beforeAll(async () => {
    reader = await Reader.create()
  })
  afterAll(() => reader.close())

  test('is small, with all in it that it can hold', async () => {
    const { page, html, complaints } = await reader.open(describeFullest())
    expect(Buffer.byteLength(html)).toBeLessThan(500 * KB)
    expect(await page.locator('.note').innerText()).toBe('Compared with main.')
    const workers = page.getByRole('table', { name: 'Processes that changed' })
    expect(await workers.locator('tbody tr').innerText()).toMatch(
      /worker 2 to 4\s+\+12\.00 MiB\s+0 B\s+12\.00 MiB\s+\+3,000/,
    )
    expect(complaints).toEqual([])
    await page.close()
  })

  test.each([0, 0.1, 0.9])('says so when the file was cut off with %d of its data', async (share) => {
    const { page } = await reader.open(describePage(large, context), (html) => {
      const start = html.indexOf('id="document">') + 'id="document">'.length
      return html.slice(0, start + Math.round((html.length - start) * share))
    })
    expect(await page.getByRole('alert').innerText()).toBe(
      'This report cannot be shown: the file is not whole',
    )
    await page.close()
  })

  // One reader goes through the page from its top to its end: each test finds it as the one before left it.
  describe('of 5 runs of 600 readings and 5,000 mappings', () => {
    let opened: Opened
    beforeAll(async () => {
      opened = await reader.open(describePage(large, { ...context, history }))
    })
    const mappings = () => opened.page.getByRole('group', { name: 'Mappings' })
    const table = () => opened.page.getByRole('table', { name: 'Mappings' })
    const tools = (name: string) =>
      opened.page.locator('section.data', { has: opened.page.getByRole('heading', { name }) })
    const firstCell = () => table().locator('tbody td.text').first()

    test('has the answer first, and why', async () => {
      const { page } = opened
      expect(await page.locator('h1').innerText()).toContain('manager: writable memory grew by 1.02 MiB')
      expect(await page.title()).toBe(`✗ ${describePage(large, context).headline}`)
      expect(await page.getByText('93.1 KiB is allowed').count()).toBe(1)
    })

    test('draws every sample', async () => {
      const row = opened.page.getByRole('row', { name: /^writable memory/ })
      expect(await row.locator('circle.base').count()).toBe(5)
      expect(await row.locator('circle.head').count()).toBe(5)
      expect(await row.getByRole('img').getAttribute('aria-label')).toContain(
        'base: 9,304 KiB, 9,308 KiB × 4',
      )
    })

    test('has rows of a long table only where they are in sight', async () => {
      expect(await table().locator('tbody tr').count()).toBeLessThan(100)
      await mappings().press('End')
      await table().locator('tr[aria-rowindex="5008"]').waitFor()
      expect(await table().locator('tbody tr').count()).toBeLessThan(100)
    })

    test('sorts by a click on a head, and says so', async () => {
      const head = table().getByRole('columnheader', { name: 'Mapping' })
      await head.getByRole('button').click()
      expect(await head.getAttribute('aria-sort')).toBe('ascending')
      await mappings().press('Home')
      await expect.poll(() => firstCell().innerText()).toBe('[anon]')
      await head.getByRole('button').click()
      await expect.poll(() => firstCell().innerText()).toBe('libz.so.1')
    })

    test('filters by text and by what became of a mapping', async () => {
      await tools('Mappings').getByLabel('Filter').fill('libpart-4999.')
      await expect.poll(() => tools('Mappings').getByRole('status').innerText()).toBe('1 of 5,007 rows')
      expect(await firstCell().innerText()).toMatch(/^libpart-4999\.so/)
      await tools('Mappings').getByLabel('Filter').fill('')
      await tools('Mappings').getByLabel('Show').selectOption('grown')
      await expect.poll(() => tools('Mappings').getByRole('status').innerText()).toBe('3 of 5,007 rows')
    })

    test('is walked along by keys, which say each reading, and zooms', async () => {
      const { page } = opened
      const chart = page.getByRole('application')
      const range = chart.locator('xpath=following-sibling::div[1]/span')
      expect(await range.innerText()).toBe('0 ms to 3,000 ms')
      await chart.focus()
      for (const key of ['ArrowDown', 'Home', 'ArrowRight', 'ArrowRight']) await page.keyboard.press(key)
      await expect
        .poll(() => page.locator('.said').innerText())
        .toBe('Run 2, reading 3 of 600: 12 ms, writable memory 108 KiB')
      await page.keyboard.press('+')
      await expect.poll(() => range.innerText()).not.toBe('0 ms to 3,000 ms')
      await page.keyboard.press('0')
      await expect.poll(() => range.innerText()).toBe('0 ms to 3,000 ms')
      await chart.scrollIntoViewIfNeeded()
      const box = await chart.locator('.u-over').boundingBox()
      if (box === null) throw new Error('nothing is drawn')
      await page.mouse.move(box.x + box.width / 4, box.y + 50)
      await page.mouse.down()
      await page.mouse.move(box.x + box.width / 2, box.y + 60, { steps: 3 })
      await page.mouse.up()
      await expect.poll(() => range.innerText()).toMatch(/^7\d\d ms to 1,[45]\d\d ms$/)
      await page.getByRole('combobox', { name: /^Figure/ }).selectOption('processes')
      expect(await chart.getAttribute('aria-label')).toBe('processes over time, run 2 of 5')
    })

    test('has the readings beside the chart as a table', async () => {
      await opened.page.getByText('Readings of run 2 as a table').click()
      const readings = opened.page.getByRole('table', { name: 'Readings of run 2' })
      expect(await readings.locator('tbody tr').nth(2).innerText()).toContain('108 KiB')
    })

    test('draws each gated figure from recording to recording, and says what moved it', async () => {
      const { page } = opened
      const line = page.getByRole('img', { name: /^writable memory: Writable memory moved by/ })
      expect(await line.getAttribute('aria-label')).toContain('with c0ffee000008 (2026-01-09)')
      expect(await line.locator('circle').count()).toBe(2)
      await page.getByText('The 13 points as a table').first().click()
      const table = page.getByRole('table', { name: 'writable memory by recording' })
      expect(await table.locator('tbody tr').first().innerText()).toContain('this head')
    })

    test('leaves scenarios that pass closed until they are opened', async () => {
      const agent = opened.page.locator('#scenario-2')
      expect(await agent.getByRole('table').count()).toBe(0)
      await agent.locator('summary').first().click()
      await agent.getByRole('heading', { name: 'Figures' }).waitFor()
    })

    test('says how to do it again, to copy', async () => {
      const { page } = opened
      const again = page.locator('.command', { hasText: 'footprint-gate check' })
      await again.getByRole('button', { name: 'Copy' }).click()
      await expect.poll(() => again.getByRole('status').innerText()).toMatch(/^(copied|selected)/)
    })

    test.each(['light', 'dark'] as const)('has no barrier in the %s scheme', async (colorScheme) => {
      await opened.page.emulateMedia({ colorScheme })
      expect(await barriersOf(opened.page)).toEqual([])
    })

    test('fits a phone: only its tables scroll sideways', async () => {
      await opened.page.setViewportSize({ width: 390, height: 844 })
      const width = () => opened.page.evaluate('document.documentElement.scrollWidth')
      await expect.poll(width).toBeLessThanOrEqual(390)
    })

    test('asked for nothing and complained of nothing in all of this', () => {
      expect(opened.requests).toEqual([])
      expect(opened.complaints).toEqual([])
    })
  })

  describe('of hostile names', () => {
    let opened: Opened
    beforeAll(async () => {
      opened = await reader.open(describePage(hostile, context))
    })

    test('shows them as text and runs none of them', async () => {
      expect(await opened.page.locator('nav li').count()).toBe(HOSTILE_NAMES.length)
      expect(await opened.page.getByText('<script>alert(1)</script>').count()).toBeGreaterThan(2)
      expect(await opened.page.locator('script').count()).toBe(2)
      expect(opened.complaints).toEqual([])
      expect(opened.requests).toEqual([])
    })

    test('has no barrier', async () => {
      expect(await barriersOf(opened.page)).toEqual([])
    })

    test('lets no script in, and nothing out', async () => {
      await opened.page.evaluate(`{
        const script = document.createElement('script')
        script.textContent = 'document.title = "owned"'
        document.body.append(script, Object.assign(new Image(), { src: 'https://evil.example/x.png' }))
      }`)
      expect(await opened.page.title()).not.toBe('owned')
      const refused = () =>
        opened.complaints.filter((line) => line.includes('Content Security Policy')).length
      await expect.poll(refused).toBe(2)
    })
  })

  describe('of a ledger that is compared, with 12,000 calls', () => {
    let opened: Opened
    beforeAll(async () => {
      opened = await reader.open(
        describeExplanation(
          { attribution: head, difference, scenario: 'manager', leak: null, doubts: [] },
          context,
        ),
      )
    })
    const calls = () => opened.page.getByRole('treegrid', { name: 'Calls as a tree' })
    const frames = () => opened.page.locator('.flame g.frame')

    test('filters spans by what became of them', async () => {
      const table = opened.page.locator('section.data', { hasText: 'Changes by import' })
      await table.getByLabel('Show').selectOption('shrunk')
      await expect.poll(() => table.getByRole('status').innerText()).toBe('1 of 400 rows')
    })

    test('draws the calls, zooms into one, and shows all again', async () => {
      const all = await frames().count()
      expect(all).toBeGreaterThan(500)
      await frames()
        .nth(1)
        .click({ position: { x: 8, y: 8 } })
      await expect.poll(() => frames().count()).not.toBe(all)
      const section = opened.page.locator('section', { has: opened.page.locator('.flame') }).last()
      expect(await section.locator('.said').innerText()).toMatch(/^package_.* MiB, [\d.]+ %, [+-]/)
      await section.getByRole('button', { name: 'Show all' }).click()
      await expect.poll(() => frames().count()).toBe(all)
      await section.getByLabel('Width by').selectOption('base')
      await expect.poll(() => frames().count()).not.toBe(all)
    })

    test('has the same calls as a tree for keys', async () => {
      const { page } = opened
      const rows = calls().locator('tbody tr')
      const before = await rows.count()
      await rows.first().focus()
      await page.keyboard.press('ArrowLeft')
      await expect.poll(() => rows.count()).toBeLessThan(before)
      expect(await rows.first().getAttribute('aria-expanded')).toBe('false')
      await page.keyboard.press('ArrowRight')
      await page.keyboard.press('ArrowRight')
      expect(await page.locator(':focus').getAttribute('aria-level')).toBe('2')
    })

    test('says along the time line what stays, what passes through, and what it was in', async () => {
      const { page } = opened
      await page.getByRole('application').focus()
      await page.keyboard.press('Home')
      for (let times = 0; times < 6; times++) await page.keyboard.press('PageDown')
      await expect
        .poll(() => page.locator('.said').first().innerText())
        .toMatch(/^At 240 ms: [\d.]+ MiB that stays, 11\.72 MiB that passes through, in \w+ package_/)
    })

    test.each(['light', 'dark'] as const)('has no barrier in the %s scheme', async (colorScheme) => {
      await opened.page.emulateMedia({ colorScheme })
      expect(await barriersOf(opened.page)).toEqual([])
    })

    test('fits a phone, asked for nothing and complained of nothing', async () => {
      await opened.page.setViewportSize({ width: 390, height: 844 })
      const width = () => opened.page.evaluate('document.documentElement.scrollWidth')
      await expect.poll(width).toBeLessThanOrEqual(390)
      expect(opened.requests).toEqual([])
      expect(opened.complaints).toEqual([])
    })
  })

  test('a ledger that stands alone says what each import retains, and what each process could share', async () => {
    const [parent] = head.processes
    if (parent === undefined) throw new Error('no process')
    const worker = { ...parent, id: 1, pid: 4243, parent: 0, shareableBytes: 3 * 1024 ** 2 }
    const attribution = { ...head, processes: [{ ...parent, shareableBytes: 0 }, worker] }
    const { page, complaints } = await reader.open(
      describeExplanation(
        { attribution, difference: null, scenario: 'manager', leak: null, doubts: [] },
        context,
      ),
    )
    const spans = page.locator('section.data', { hasText: 'By import, file and phase' })
    const cells = async (label: string) => {
      const heads = await spans.locator('thead th').allInnerTexts()
      const place = heads.findIndex((text) => text.startsWith(label))
      return spans.locator(`tbody tr td:nth-child(${place + 1})`).allInnerTexts()
    }
    await spans.getByRole('button', { name: 'Retained' }).click()
    const retained = await cells('Retained')
    expect(retained[0]).toMatch(/[KM]iB$/)
    await spans.getByRole('button', { name: 'Retained' }).click()
    // What is no import has none, whatever the direction.
    expect((await cells('Retained'))[0]).toMatch(/B$/)
    const processes = page.locator('section.data', { hasText: 'By process' })
    expect(await processes.locator('thead').innerText()).toContain('Shareable')
    expect(await processes.locator('tbody').innerText()).toContain('3.00 MiB')
    expect(complaints).toEqual([])
    await page.close()
  })

  test('a ledger of hostile names runs none of them', async () => {
    const { page, complaints, requests } = await reader.open(
      describeExplanation(
        { attribution: hostileLedger, difference: null, scenario: 'manager', leak: null, doubts: [] },
        context,
      ),
    )
    expect(await page.locator('script').count()).toBe(2)
    expect(await page.getByText('<script>alert(1)</script>').count()).toBeGreaterThan(2)
    expect(complaints).toEqual([])
    expect(requests).toEqual([])
  })
})
