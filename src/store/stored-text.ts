import { errors } from '../model/errors.ts'
import { formatFigure } from '../model/units.ts'
import type { Baseline } from '../model/baseline.ts'
import { renderBaseline } from './render.ts'

/** Thousands of scenarios; and far less than V8 can hold in one string. */
const MAX_BYTES = 64 * 1024 ** 2

/** @throws UserError `baseline-too-large` */
export function refuseTooLarge(bytes: number, path: string): void {
  if (bytes <= MAX_BYTES) return
  throw errors.baselineTooLarge(path, formatFigure(bytes, 'bytes'), formatFigure(MAX_BYTES, 'bytes'))
}

/** The text to store; `null` where that is what is stored already. @throws UserError `baseline-too-large` */
export function textToStore(baseline: Baseline, current: Baseline | null, path: string): string | null {
  const text = renderBaseline(baseline)
  refuseTooLarge(Buffer.byteLength(text), path)
  return current !== null && renderBaseline(current) === text ? null : text
}
