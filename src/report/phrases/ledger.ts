import {
  type Attribution,
  type AttributionDifference,
  type Disturbance,
  NO_STACK,
  REST_NAMES,
  SPAN_NAMES,
  UNACCOUNTED_REASONS,
  type UnaccountedReason,
} from '../../model/attribution.ts'
import { findHeaviestSpans } from '../../ledger/heavy-spans.ts'
import { findHeavyStacks, type HeavyStack } from '../../ledger/heavy-stacks.ts'
import type { HeavySpan, HeavySpans } from '../../model/explanation.ts'
import type { StackMeans } from '../../model/trace-record.ts'
import { formatChange, formatDuration, formatFigure, formatNumber } from '../../model/units.ts'
import { list, plural } from './words.ts'

/** A sentence with names of the program in it, which each look escapes in its own way. */
export type Parts = readonly (string | { readonly code: string })[]

/** Beyond these a sentence is no longer read. */
const TOLD = 4

const REASON_WORDS: Readonly<Record<UnaccountedReason, string>> = {
  kernel: 'touched by the kernel for the program, which this user may not trace',
  moved: 'moved or populated at once, which was not traced',
  huge: 'huge pages whose fault was not seen',
  'shared-memory': 'shared memory, which counts by its mapping',
  'page-cache': 'written to files and not yet on disk',
  exec: 'written by execve before the program ran',
  lost: 'in samples that the tracer lost',
  unknown: 'nobody saw being made',
}

const REASON_BY_NAME = new Map(UNACCOUNTED_REASONS.map((reason) => [REST_NAMES[reason], reason]))

/** `parsing registry.xml (115 KiB, 34.4 ×)`, `import xml.dom.minidom and 4 inside it`. */
export function saySpan({ kind, name, head, inside, readBytes }: Omit<HeavySpan, 'bytes' | 'base'>): Parts {
  switch (kind) {
    case 'import':
      return [{ code: `import ${name}` }, inside === 0 ? '' : ` and ${inside} inside it`]
    case 'file':
      return [sayReading(head, readBytes), { code: name }, sayReadBytes(head, readBytes)]
    case 'files':
      return [
        plural(inside, 'file'),
        ...(name === '' ? [] : [' in ', { code: name }]),
        sayReadBytes(head, readBytes),
      ]
    case 'library':
      return ['loading ', { code: name }]
    case 'phase':
    case 'mark':
      return ['since ', { code: name }]
    case 'start':
    case 'rest':
      return [sayRest(name)]
  }
}

function sayRest(name: string): string | { readonly code: string } {
  if (name === SPAN_NAMES.program) return 'the program itself'
  if (name === SPAN_NAMES.start) return 'the start of the interpreter'
  const reason = REASON_BY_NAME.get(name)
  return reason === undefined ? { code: name } : sayReason(reason)
}

export function sayReason(reason: UnaccountedReason): string {
  return REASON_WORDS[reason]
}

/** What is held is the file itself, or something that was made of it. */
function sayReading(held: number, readBytes: number | null): string {
  return readBytes !== null && held >= 2 * readBytes ? 'parsing ' : 'reading '
}

/** ` (115 KiB, 34.4 ×)`: how much was read, and how many times as much is held for it. */
function sayReadBytes(held: number, readBytes: number | null): string {
  if (readBytes === null || readBytes <= 0) return ''
  const ratio = held / readBytes
  const times = ratio >= 1.05 ? `, ${formatNumber(ratio, 0, ratio < 100 ? 1 : 0)} ×` : ''
  return ` (${formatFigure(readBytes, 'bytes')}${times})`
}

/** The answer: how much, who made most of it, and how much of it is accounted for. */
export function sayLedger(
  attribution: Attribution,
  difference: AttributionDifference | null,
  { rows, others } = findHeaviestSpans(attribution, difference),
): Parts {
  const told = rows.slice(0, TOLD)
  const rest = rows.slice(TOLD).reduce((sum, { bytes }) => sum + bytes, others.bytes)
  const whole = difference === null ? attribution.total.writable : difference.total.delta
  const start =
    difference === null
      ? sayWhole(attribution)
      : `${formatChange(whole, 'bytes')}${attribution.since === undefined ? '' : ' of what a soak leaves'}`
  const clauses: Parts[] = told.map((row) => [`${sayBytes(row.bytes, whole)} `, ...saySpan(row)])
  if (told.length === 0 && difference !== null) clauses.push(['nothing changed by more than two pages'])
  if (told.length > 0 && isSeen(rest)) clauses.push([`${sayBytes(rest, whole)} others`])
  const separated = clauses.flatMap((clause, index): Parts => [index === 0 ? ': ' : ', ', ...clause])
  // Of a leak all is accounted for: what nobody saw being made has no time.
  return [start, ...separated, attribution.since === undefined ? `; ${sayAccounted(attribution)}` : '']
}

function sayWhole({ total, since }: Attribution): string {
  const figure = formatFigure(total.writable, 'bytes')
  if (since === undefined) return `${figure} of writable memory`
  return `${figure} made in the soak (after ${formatDuration(since)}) and still there at its end`
}

/** Less than half a page is rounding. */
function isSeen(bytes: number): boolean {
  return Math.abs(bytes) >= 2048
}

/** A part of a change has a sign only where it goes the other way. */
function sayBytes(bytes: number, whole: number): string {
  return bytes * whole < 0 ? formatChange(bytes, 'bytes') : formatFigure(Math.abs(bytes), 'bytes')
}

/** `99.9 % accounted for`; never 100 % of less. */
export function sayAccounted({ coverage, total }: Attribution): string {
  if (total.writable === 0) return 'nothing to account for'
  const percent = Math.floor((coverage.accounted / total.writable) * 1000) / 10
  return `${formatNumber(percent, percent === 100 ? 0 : 1, 1)} % accounted for`
}

/** Spans that say by their names what to look at. */
const NAMED: ReadonlySet<HeavySpan['kind']> = new Set(['import', 'file', 'files', 'library'])

/** Whether most of it was made by the program's own code, of which functions are all that can be named. */
export function isOwnCode({ rows: [largest] }: HeavySpans): boolean {
  return largest === undefined || !NAMED.has(largest.kind)
}

/** Frames that say nothing: perf's own word for a function that it cannot name, and ours for no stack. */
const WITHOUT_NAME: ReadonlySet<string> = new Set(['[unknown]', NO_STACK, ...Object.values(REST_NAMES)])

/** Stands for functions that nobody can name. */
export const NAMELESS = '…'

/** A function with those that called it. */
export interface FunctionRow {
  readonly bytes: number
  /** The innermost first. */
  readonly names: readonly string[]
}

/** The heaviest stacks of which at least one function has a name. */
export function listFunctions(
  { stacks }: Attribution,
  difference: AttributionDifference | null,
  { most, callers }: { readonly most: number; readonly callers: number },
): readonly FunctionRow[] {
  return findHeavyStacks(stacks, difference)
    .map(({ bytes, frames }) => ({ bytes, names: nameFrames(frames) }))
    .filter(({ names }) => names.some((name) => name !== NAMELESS))
    .slice(0, most)
    .map(({ bytes, names }) => ({ bytes, names: names.slice(0, callers) }))
}

function nameFrames(frames: HeavyStack['frames']): readonly string[] {
  const names = frames.map(({ name }) => (WITHOUT_NAME.has(name) ? NAMELESS : name))
  return names.filter((name, place) => name !== NAMELESS || names[place - 1] !== NAMELESS)
}

/** What tracing moved; of a run that nobody measured untraced there is nothing to compare. */
export function sayDisturbance(gate: Disturbance | null): string {
  if (gate === null) return 'The gate measured no untraced run to compare with.'
  const { writable, here, delta } = gate
  const figures = `The gate measured ${formatFigure(writable, 'bytes')}, this traced run ${formatFigure(here, 'bytes')}`
  return `${figures} (${formatChange(delta, 'bytes')}).`
}

export const NO_STACKS_OF_BASE =
  'The base was kept without its stacks: the calls are those of this run alone.'

const CALLERS: Readonly<Record<StackMeans, string | null>> = {
  'frame-pointers': null,
  dwarf:
    'The function of each page is exact; its callers are those of one fault in 17 (dwarf), of the same function and thread.',
  both: 'Where frame pointers did not lead to main, the callers are those of one fault in 17 (dwarf), of the same function and thread.',
}

/** How it was seen, and what of it was lost. */
export function sayMeans({ coverage, total, stacks }: Attribution): readonly string[] {
  const { means, lostSamples, withStack, completeStacks, stackMeans } = coverage
  const sentences = [means.length === 0 ? 'Nothing traced the run.' : `Traced by ${list(means)}.`]
  if (lostSamples > 0) sentences.push(`The tracer lost ${plural(lostSamples, 'sample')}.`)
  if (stacks !== null && total.writable > 0) {
    const share = formatNumber(Math.floor((withStack / total.writable) * 100), 0, 0)
    const complete =
      completeStacks === null
        ? ''
        : `; ${formatNumber(Math.floor(completeStacks * 100), 0, 0)} % of the stacks are complete`
    sentences.push(`${share} % of the bytes have a stack${complete}.`)
    const callers = stackMeans === undefined ? null : CALLERS[stackMeans]
    if (callers !== null) sentences.push(callers)
  }
  return sentences
}
