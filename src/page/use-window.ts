import { useLayoutEffect, useRef, useState } from 'preact/hooks'

/** A table of more rows than this has only those in sight. */
const MOST_ROWS = 60
/** Pixels; the style sheet has the same. */
const ROW_HEIGHT = 28
/** Beyond what is in sight, above and below. */
const SPARE_ROWS = 12

/** Which rows of a long table to make, and how much room to leave for the others. */
export function useWindow(rows: number) {
  const region = useRef<HTMLDivElement>(null)
  const [view, setView] = useState({ top: 0, height: 600 })
  const isWindowed = rows > MOST_ROWS
  useLayoutEffect(() => {
    const element = region.current
    if (element === null || !isWindowed) return
    const look = () => setView({ top: element.scrollTop, height: element.clientHeight })
    look()
    element.addEventListener('scroll', look, { passive: true })
    return () => element.removeEventListener('scroll', look)
  }, [isWindowed, rows])
  if (!isWindowed) return { region, isWindowed, from: 0, to: rows, above: 0, below: 0 }
  const first = Math.floor(view.top / ROW_HEIGHT) - SPARE_ROWS
  const from = Math.max(0, Math.min(first, rows - 1))
  const to = Math.min(rows, from + Math.ceil(view.height / ROW_HEIGHT) + 2 * SPARE_ROWS)
  return { region, isWindowed, from, to, above: from * ROW_HEIGHT, below: (rows - to) * ROW_HEIGHT }
}
