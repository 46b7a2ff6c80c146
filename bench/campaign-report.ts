/**
 * The tables of a campaign: false alarms, detection by size, the rules in use elsewhere on the same samples, and
 * the time that gates took.
 *
 *   npx tsx bench/campaign-report.ts bench/out/campaign.jsonl … [--json bench/out/campaign.json]
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { markdownTable } from 'markdown-table'
import { median, medianAbsoluteDeviation } from '../src/statistics/order-statistics.ts'

interface RunLine {
  readonly settlement: string
  readonly steadyMs: number | null
  readonly wallMs: number
  readonly figures: Readonly<Record<string, number | undefined>>
}

interface Line {
  readonly case: string
  readonly kind: 'baseline' | 'gate'
  readonly pages?: number
  readonly size?: string
  /** KiB a second. */
  readonly leak?: number
  readonly verdict?: string
  readonly detectable?: number | null
  readonly runs: readonly RunLine[]
}

const { values: options, positionals: files } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'string' } },
})
const allLines = files.flatMap((file) =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line),
)
const isSoaked = (line: Line) => line.case.endsWith(' soaked')
const lines = allLines.filter((line) => !isSoaked(line))
const casesOf = (of: readonly Line[]) => [...new Set(of.map((line) => line.case))]
const cases = casesOf(lines)
const samples = (of: readonly Line[], figure: string) =>
  of.flatMap(({ runs }) => runs.flatMap(({ figures }) => figures[figure] ?? []))
const percent = (part: number, whole: number) =>
  whole === 0 ? '–' : `${((part / whole) * 100).toFixed(1)} %`
const isAlarm = ({ verdict }: Line) => verdict === 'regressed' || verdict === 'over-limit'

function ofCase(name: string) {
  const own = lines.filter((line) => line.case === name)
  const gates = own.filter(({ kind }) => kind === 'gate')
  const baseline = own.filter(({ kind }) => kind === 'baseline')
  return {
    baseline,
    unchanged: gates.filter(({ pages }) => pages === 0),
    changed: gates.filter(({ pages }) => pages !== 0),
  }
}

// (a) false alarms, and what the gate says that it can see
const falseAlarms = cases.map((name) => {
  const { baseline, unchanged } = ofCase(name)
  const all = samples([...baseline, ...unchanged], 'writable')
  const spread = Math.max(...all) - Math.min(...all)
  const detectable = unchanged.flatMap((line) => line.detectable ?? [])
  return {
    case: name,
    level: median(all),
    spread,
    gates: unchanged.length,
    alarms: unchanged.filter(isAlarm).length,
    inconclusive: unchanged.filter(({ verdict }) => verdict === 'inconclusive').length,
    detectable: detectable.length === 0 ? null : median(detectable),
    runs: unchanged.reduce((sum, { runs }) => sum + runs.length, 0) / Math.max(1, unchanged.length),
  }
})
const kib = (bytes: number | null) =>
  bytes === null ? '–' : `${(bytes / 1024).toFixed(bytes % 1024 === 0 ? 0 : 1)} KiB`
console.log('## A/A: nothing changed, budget +0\n')
console.log(
  markdownTable([
    [
      'case',
      'level',
      'spread of all runs',
      'gates',
      'false alarms',
      'inconclusive',
      'says it detects',
      'runs a gate',
    ],
    ...falseAlarms.map((row) => [
      row.case,
      kib(row.level),
      row.spread === 0 ? '0' : `${kib(row.spread)} (${((row.spread / row.level) * 100).toFixed(3)} %)`,
      String(row.gates),
      String(row.alarms),
      String(row.inconclusive),
      kib(row.detectable),
      row.runs.toFixed(1),
    ]),
    [
      'all',
      '',
      '',
      String(falseAlarms.reduce((sum, { gates }) => sum + gates, 0)),
      String(falseAlarms.reduce((sum, { alarms }) => sum + alarms, 0)),
      String(falseAlarms.reduce((sum, { inconclusive }) => sum + inconclusive, 0)),
      '',
      '',
    ],
  ]),
)

const alarms = falseAlarms.reduce((sum, row) => sum + row.alarms, 0)
const unchangedGates = falseAlarms.reduce((sum, row) => sum + row.gates, 0)
console.log(
  `\nFalse alarms in ${alarms} of ${unchangedGates} gates: ` +
    `in at most ${((1 - leastRate(unchangedGates - alarms, unchangedGates)) * 100).toFixed(2)} % (95 % confidence)`,
)

// (b) detection by size
const sizes = [
  ...new Set(lines.flatMap(({ kind, pages, size }) => (kind === 'gate' && pages !== 0 ? [size ?? ''] : []))),
]
sizes.sort(
  (a, b) => Number(a.endsWith('%')) - Number(b.endsWith('%')) || Number.parseFloat(a) - Number.parseFloat(b),
)
console.log('\n## A/B: so many dirty pages more, reported / gates\n')
const detection = cases.map((name) => {
  const { changed } = ofCase(name)
  return {
    case: name,
    sizes: Object.fromEntries(
      sizes.map((size) => {
        const own = changed.filter((line) => line.size === size)
        return [size, { reported: own.filter(isAlarm).length, gates: own.length }]
      }),
    ),
  }
})
console.log(
  markdownTable([
    ['case', ...sizes],
    ...detection.map((row) => [
      row.case,
      ...sizes.map((size) => {
        const { reported, gates } = row.sizes[size] ?? { reported: 0, gates: 0 }
        return gates === 0 ? '' : `${reported}/${gates}`
      }),
    ]),
  ]),
)

for (const [reported, of] of [
  ['1 pages', (name: string) => falseAlarms.some((row) => row.case === name && row.spread === 0)],
  ['0.5 %', (name: string) => falseAlarms.some((row) => row.case === name && row.spread < row.level * 0.002)],
] as const) {
  const rows = detection.filter((row) => of(row.case)).flatMap((row) => row.sizes[reported] ?? [])
  const seen = rows.reduce((sum, row) => sum + row.reported, 0)
  const gates = rows.reduce((sum, row) => sum + row.gates, 0)
  if (gates === 0) continue
  console.log(
    `\n${reported} more, where ${reported === '1 pages' ? 'the program stands still' : 'the spread is below 0.2 %'}: ` +
      `reported in ${seen} of ${gates} gates: in at least ${(leastRate(seen, gates) * 100).toFixed(1)} % (95 % confidence)`,
  )
}

// (c) the same samples by the rules in use elsewhere
type Rule = (base: readonly RunLine[], head: readonly RunLine[]) => boolean
const figureOf = (runs: readonly RunLine[], figure: string) =>
  runs.flatMap(({ figures }) => figures[figure] ?? [])
const rssAbove =
  (share: number): Rule =>
  (base, head) =>
    median(figureOf(head, 'rss')) > median(figureOf(base, 'rss')) * (1 + share)
const rules: Record<string, Rule> = {
  'RSS + 5 %': rssAbove(0.05),
  'RSS + 10 %': rssAbove(0.1),
  'one RSS sample + 200 %': (base, head) =>
    (figureOf(head, 'rss')[0] ?? 0) > (figureOf(base, 'rss')[0] ?? 0) * 3,
  'RSS + 5 % and 3 × MAD': (base, head) => {
    const before = figureOf(base, 'rss')
    const delta = median(figureOf(head, 'rss')) - median(before)
    return delta > median(before) * 0.05 && delta > 3 * medianAbsoluteDeviation(before)
  },
  'RSS 3 × MAD': (base, head) => {
    const before = figureOf(base, 'rss')
    return median(figureOf(head, 'rss')) - median(before) > 3 * medianAbsoluteDeviation(before)
  },
}
const idle = (name: string) => name.endsWith(' idle')
console.log('\n## The same runs by other rules: false alarms, and what they report\n')
const otherRules = [
  ...Object.entries(rules).map(([rule, fails]) => {
    const judge = (line: Line) => fails(ofCase(line.case).baseline[0]?.runs ?? [], line.runs)
    return { rule, judge }
  }),
  { rule: 'footprint-gate, +0', judge: isAlarm },
].map(({ rule, judge }) => {
  const gates = lines.filter(({ kind }) => kind === 'gate')
  const unchanged = gates.filter(({ pages }) => pages === 0)
  const reported = (of: readonly Line[]) => ({ reported: of.filter(judge).length, gates: of.length })
  return {
    rule,
    alarms: reported(unchanged),
    ...Object.fromEntries(
      sizes.map((size) => [
        size,
        reported(gates.filter((line) => line.size === size && (size.endsWith('%') || idle(line.case)))),
      ]),
    ),
  } as { rule: string; alarms: { reported: number; gates: number } } & Record<
    string,
    { reported: number; gates: number }
  >
})
console.log(
  markdownTable([
    [
      'rule',
      'false alarms',
      ...sizes.map((size) => (size.endsWith('%') ? `+${size} (loaded)` : `+${size} (idle)`)),
    ],
    ...otherRules.map((row) => [
      row.rule,
      `${row.alarms.reported}/${row.alarms.gates}`,
      ...sizes.map((size) => percent(row[size]?.reported ?? 0, row[size]?.gates ?? 0)),
    ]),
  ]),
)

// Held under load: the growth of the unchanged program, and the leak.
const soaks = casesOf(allLines.filter(isSoaked)).map((name) => {
  const own = allLines.filter((line) => line.case === name)
  const gates = own.filter(({ kind }) => kind === 'gate')
  const leaks = gates.filter(({ leak }) => (leak ?? 0) > 0)
  const unchanged = gates.filter((line) => !leaks.includes(line))
  const growth = samples([...own.filter(({ kind }) => kind === 'baseline'), ...unchanged], 'growth')
  return {
    case: name,
    growth: median(growth),
    least: Math.min(...growth),
    most: Math.max(...growth),
    gates: unchanged.length,
    alarms: unchanged.filter(isAlarm).length,
    detectable: median(unchanged.flatMap((line) => line.detectable ?? [])),
    leaks: leaks.length,
    reported: leaks.filter(isAlarm).length,
  }
})
if (soaks.length > 0) {
  const perSecond = (bytes: number) => `${(bytes / 1024).toFixed(1)} KiB/s`
  console.log('\n## Soaked: growth of the unchanged program, and a leak of 10 KiB/s, budget +1 KiB/s\n')
  console.log(
    markdownTable([
      [
        'case',
        'growth, median',
        'least to most',
        'gates',
        'false alarms',
        'says it detects',
        'leak reported',
      ],
      ...soaks.map((row) => [
        row.case,
        perSecond(row.growth),
        `${perSecond(row.least)} to ${perSecond(row.most)}`,
        String(row.gates),
        String(row.alarms),
        perSecond(row.detectable),
        `${row.reported}/${row.leaks}`,
      ]),
    ]),
  )
}

// The time of a gate against the true times to steady.
const runs = lines.flatMap((line) => line.runs.filter(({ steadyMs }) => steadyMs !== null))
const overheads = runs.map(({ wallMs, steadyMs }) => wallMs - (steadyMs ?? 0))
console.log(
  `\nA run takes, beyond its time to the steady point, a median of ${(median(overheads) / 1000).toFixed(2)} s ` +
    `(${runs.length} runs; within 0.5 × that time + 2 s in ${percent(
      runs.filter(({ wallMs, steadyMs }) => wallMs <= 1.5 * (steadyMs ?? 0) + 2000).length,
      runs.length,
    )})`,
)
if (options.json !== undefined) {
  writeFileSync(options.json, `${JSON.stringify({ falseAlarms, detection, otherRules, soaks }, null, 2)}\n`)
}

/** Clopper and Pearson's lower bound of a rate, one-sided: with a lower one, so many of so many are seen in 1 of 20. */
function leastRate(seen: number, of: number): number {
  if (seen === 0) return 0
  let [low, high] = [0, 1]
  for (let step = 0; step < 60; step += 1) {
    const rate = (low + high) / 2
    if (chanceOfAtLeast(seen, of, rate) < 0.05) low = rate
    else high = rate
  }
  return low
}

function chanceOfAtLeast(seen: number, of: number, rate: number): number {
  let chance = 0
  let logChoose = 0
  for (let count = 0; count <= of; count += 1) {
    if (count > 0) logChoose += Math.log((of - count + 1) / count)
    if (count >= seen)
      chance += Math.exp(logChoose + count * Math.log(rate) + (of - count) * Math.log1p(-rate))
  }
  return chance
}
