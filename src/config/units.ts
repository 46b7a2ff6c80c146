import ms from 'ms'
import prettyBytes from 'pretty-bytes'
import type { Unit } from './metrics.ts'

/** Binary units only: `KB` and `MB` mean two things to two people, so neither is legal. */
export const BYTE_UNITS: ReadonlyMap<string, number> = new Map([
  ['', 1],
  ['B', 1],
  ['KiB', 1024],
  ['MiB', 1024 ** 2],
  ['GiB', 1024 ** 3],
])

/** `2s`, `500ms`, `1m`, `2 minutes` in milliseconds; `null` when it is no duration, has no unit, or is negative. */
export function parseDuration(text: string): number | null {
  if (!/[a-z]$/i.test(text.trim())) return null
  // The type of `ms` takes its legal texts alone; anything else gives undefined (or throws when empty).
  const value = ms(text.trim() as ms.StringValue) as number | undefined
  return value === undefined || !Number.isFinite(value) || value < 0 ? null : value
}

/** `1500` → `1.5s`, for people. */
export function formatDuration(milliseconds: number): string {
  return milliseconds < 10_000 && milliseconds >= 1000
    ? `${(milliseconds / 1000).toFixed(1)}s`
    : ms(Math.round(milliseconds))
}

/**
 * A figure with its unit, for people: `2.65 MiB`, `889`, `1.2 KiB/s`, `350 ms`. Binary units, three
 * significant digits at least; kibibytes keep one decimal so that a single page (4 KiB) never rounds away
 * below 1 MiB.
 */
export function formatFigure(value: number, unit: Unit): string {
  switch (unit) {
    case 'bytes':
      return formatBytes(value)
    case 'bytes/s':
      return `${formatBytes(value)}/s`
    case 'count':
      return Math.round(value).toLocaleString('en-US')
    case 'ms':
      return `${Math.round(value).toLocaleString('en-US')} ms`
  }
}

/** Like {@link formatFigure}, with its sign: `+4 KiB`, `±0 B`, `-12`. */
export function formatChange(value: number, unit: Unit): string {
  if (value === 0) return `±${formatFigure(0, unit)}`
  return `${value > 0 ? '+' : '-'}${formatFigure(Math.abs(value), unit)}`
}

function formatBytes(value: number): string {
  const magnitude = Math.abs(value)
  const digits = magnitude < 1024 ** 2 ? 1 : 2
  return prettyBytes(value, {
    binary: true,
    maximumFractionDigits: magnitude < 1024 ? 0 : digits,
    locale: 'en-US',
  })
}
