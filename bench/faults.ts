/**
 * Injects faults into real gates, two at a time, and looks at what comes of each: the exit code, what is printed, the
 * processes and the files that are left. Run `npm run bundle` before: it runs dist/.
 *
 *   npx tsx bench/faults.ts [WORDS IN THE NAME OR KIND]
 */
import { markdownTable } from 'markdown-table'
import { type CaseResult, type Column, COLUMNS, KINDS, tryCase } from './faults/case.ts'
import { API_FAULTS } from './faults/api.ts'
import { FILES_FAULTS } from './faults/files.ts'
import { PROCESS_FAULTS } from './faults/process.ts'
import { SURROUNDINGS_FAULTS } from './faults/surroundings.ts'

const CONCURRENCY = 2

const wanted = process.argv.slice(2).join(' ')
const all = [...PROCESS_FAULTS, ...FILES_FAULTS, ...API_FAULTS, ...SURROUNDINGS_FAULTS].filter(
  ({ kind, name }) => `${kind}: ${name}`.includes(wanted),
)
for (const { name, skip } of all) if (skip !== undefined) console.error(`skipped: ${name}: ${skip}`)
const queue = all.filter(({ skip }) => skip === undefined)
const results: CaseResult[] = []
await Promise.all(
  Array.from({ length: CONCURRENCY }, async () => {
    for (let fault = queue.shift(); fault !== undefined; fault = queue.shift()) {
      const result = await tryCase(fault)
      results.push(result)
      const wrong = Object.entries(result.wrong).map(([column, why]) => `\n    ${column}: ${why}`)
      const mark = wrong.length === 0 ? 'ok ' : 'NOT'
      console.error(
        `${mark} ${(result.durationMs / 1000).toFixed(1)} s  ${fault.kind}: ${fault.name}${wrong.join('')}`,
      )
    }
  }),
)
const columns = Object.keys(COLUMNS) as Column[]
const rows = KINDS.map((kind) => ({ kind, of: results.filter(({ fault }) => fault.kind === kind) }))
console.log(
  markdownTable([
    ['kind', 'cases', ...columns.map((column) => COLUMNS[column]), 'longest'],
    ...[...rows, { kind: 'all', of: results }].map(({ kind, of }) => [
      kind,
      String(of.length),
      ...columns.map((column) => String(of.filter(({ wrong }) => wrong[column] === undefined).length)),
      `${(Math.max(0, ...of.map(({ durationMs }) => durationMs)) / 1000).toFixed(1)} s`,
    ]),
  ]),
)
process.exitCode = results.every(({ wrong }) => Object.keys(wrong).length === 0) ? 0 : 1
