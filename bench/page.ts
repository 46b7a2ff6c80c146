/**
 * How long the HTML report takes to open, and how large it is: of 5 runs of 600 readings, 5,000 mappings, and a ledger
 * of 400 spans and 12,000 calls, compared with another.
 *
 * npx tsx bench/page.ts [times]
 *
 * Needs Chromium. A time is from the start of the navigation until the report stands in the page.
 */
import { formatDuration, formatFigure } from '../src/model/units.ts'
import { median } from '../src/statistics/order-statistics.ts'
import { Reader } from '../test/page/open.ts'
import { describeFullest } from '../test/page/samples.ts'

const times = Number(process.argv[2] ?? 7)
const reader = await Reader.create()
const report = describeFullest()
const opened: number[] = []
let bytes = 0
for (let time = 0; time < times; time++) {
  const start = performance.now()
  const { page, html } = await reader.open(report)
  opened.push(performance.now() - start)
  bytes = Buffer.byteLength(html)
  await page.close()
}
await reader.close()
const shown = [Math.min(...opened), median(opened), Math.max(...opened)].map(formatDuration)
process.stdout.write(
  `${formatFigure(bytes, 'bytes')}; least, median and most of ${times} openings: ${shown.join(', ')}\n`,
)
