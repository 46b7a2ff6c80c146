import ms from 'ms'
import prettyMilliseconds from 'pretty-ms'
import type { Unit } from './metrics.ts'

/** Binary units only: `KB` and `MB` mean two things to two people, so neither is valid. */
export const BYTE_UNITS: ReadonlyMap<string, number> = new Map([
  ['', 1],
  ['B', 1],
  ['KiB', 1024],
  ['MiB', 1024 ** 2],
  ['GiB', 1024 ** 3],
])

/** Timers of Node hold 2³¹ - 1 ms, somewhat more; a longer one would end at once. */
const LONGEST_DURATION_MS = 24 * 86_400_000

/** What {@link parseDuration} takes, in words. */
export const DURATION_WORDS = 'a duration with its unit, such as 30s or 500ms, of at most 24 days'

/**
 * `2s`, `500ms`, `1m`, `2 minutes` in milliseconds; `null` when it is no duration, has no unit, is negative, or longer
 * than 24 days.
 */
export function parseDuration(text: string): number | null {
  if (!/[a-z]$/i.test(text.trim())) return null
  // The type of `ms` takes its valid texts alone; anything else gives undefined (or throws when empty).
  const value = ms(text.trim() as ms.StringValue) as number | undefined
  return value !== undefined && value >= 0 && value <= LONGEST_DURATION_MS ? value : null
}

/** `350` → `350 ms`, `1500` → `1.5s`, `90000` → `1m 30s`, for people. */
export function formatDuration(milliseconds: number): string {
  const whole = Math.round(milliseconds)
  return whole < 1000 ? formatFigure(whole, 'ms') : prettyMilliseconds(whole, { secondsDecimalDigits: 1 })
}

/**
 * A figure with its unit, for people: `9.09 MiB`, `92.5 KiB`, `2,557`, `1.2 KiB/s`, `350 ms`. Binary units,
 * rounded (not cut off: a figure just over a budget must not look as if it were under it). Kibibytes keep a
 * decimal and mebibytes two, so that a change of a single page (4 KiB) never rounds away.
 */
export function formatFigure(value: number, unit: Unit): string {
  switch (unit) {
    case 'bytes':
      return formatBytes(value, 0)
    case 'bytes/s':
      return `${formatBytes(value, 1)}/s`
    case 'count':
      return formatNumber(value, 0, 0)
    case 'ms':
      return `${formatNumber(value, 0, 0)} ms`
  }
}

/** Like {@link formatFigure}, with its sign: `+4 KiB`, `±0 B`, `-12`. */
export function formatChange(value: number, unit: Unit): string {
  const zero = formatFigure(0, unit)
  const figure = formatFigure(Math.abs(value), unit)
  return figure === zero ? `±${zero}` : `${value > 0 ? '+' : '-'}${figure}`
}

/** Largest first, with the digits behind the point: at least, at most. */
const BYTE_SCALES = [
  { unit: 'GiB', bytes: 1024 ** 3, least: 3, most: 3 },
  { unit: 'MiB', bytes: 1024 ** 2, least: 2, most: 2 },
  { unit: 'KiB', bytes: 1024, least: 0, most: 1 },
] as const

function formatBytes(value: number, digitsOfBytes: number): string {
  for (const { unit, bytes, least, most } of BYTE_SCALES) {
    // 1,048,570 bytes are 1.00 MiB and not 1,024 KiB: what the reader would see decides the unit.
    if (Number((Math.abs(value) / (bytes / 1024)).toFixed(1)) < 1024) continue
    return `${formatNumber(value / bytes, least, most)} ${unit}`
  }
  return `${formatNumber(value, 0, digitsOfBytes)} B`
}

/** Building a formatter takes a hundred times as long as using one, and a report has thousands of figures. */
const formatters = new Map<string, Intl.NumberFormat>()

/** `1,234.5`: in groups of three, with so many digits behind the point, at least and at most. */
export function formatNumber(
  value: number,
  minimumFractionDigits: number,
  maximumFractionDigits: number,
): string {
  const key = `${minimumFractionDigits}-${maximumFractionDigits}`
  const formatter =
    formatters.get(key) ?? new Intl.NumberFormat('en-US', { minimumFractionDigits, maximumFractionDigits })
  formatters.set(key, formatter)
  // `+ 0` turns −0, which has a sign of its own, into 0.
  return formatter.format(value + 0)
}
