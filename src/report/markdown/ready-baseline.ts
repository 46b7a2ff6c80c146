import { escapeCell, fence } from './escape.ts'
import { renderFold } from './tables.ts'

/** A baseline to copy, folded away. */
export function renderReadyBaseline(text: string, path: string): string {
  const title = `The baseline with the samples of this run, to commit as ${escapeCell(path)}`
  return renderFold(title, fence(text.trimEnd(), 'json'))
}
