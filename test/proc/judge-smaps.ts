import { isDeepStrictEqual } from 'node:util'
import { listMappings, type SmapsTotals, sumSmaps } from '../../src/proc/smaps.ts'
import {
  createSmapsMemory,
  endOfRecords,
  MalformedSmapsError,
  type SmapsMemory,
} from '../../src/proc/smaps-records.ts'
import { isOnDisk } from './fixture.ts'
import { referenceTotals } from './reference-smaps.ts'

/**
 * The law for any text whatever: with nothing learned, the parser refuses it by `MalformedSmapsError` where the
 * reference refuses it, and else finds the same sums. Having learned from another text of the kernel it may
 * refuse more (fields that went missing in all records), and never finds another sum.
 *
 * @returns whether the text was accepted
 * @throws Error that says which way of reading broke the law
 */
export function judge(text: string, wellFormed: string): boolean {
  const expected = referenceTotals(text)
  const { bytes, length } = inUsedBuffer(text, wellFormed)
  const fresh = sumOrRefusal(bytes, length, createSmapsMemory())
  demand(isDeepStrictEqual(fresh, expected), 'with nothing learned', text, fresh, expected)

  const memory = createSmapsMemory()
  const learned = inUsedBuffer(wellFormed, '')
  sumSmaps(learned.bytes, learned.length, memory, isOnDisk)
  const again = sumOrRefusal(bytes, length, memory)
  demand(again === null || isDeepStrictEqual(again, expected), 'having learned', text, again, expected)
  // A refused text leaves no trace: what was good before is good after.
  const after = sumOrRefusal(learned.bytes, learned.length, memory)
  const before = referenceTotals(wellFormed)
  demand(again !== null || isDeepStrictEqual(after, before), 'after a refusal', text, after, before)

  // Part by part, as the reader reads a long file.
  const part = endOfRecords(bytes, Math.floor(length / 2))
  const inParts = orRefusal(() => {
    const carried = createSmapsMemory()
    const totals = sumSmaps(bytes, part, carried, isOnDisk)
    return sumSmaps(bytes.subarray(part), length - part, carried, isOnDisk, totals)
  })
  demand(isDeepStrictEqual(inParts, expected), 'in parts', text, inParts, expected)

  const listed = listOrRefusal(bytes, length)
  demand(
    expected === null ? listed === null : listed !== null && isDeepStrictEqual(listed, figuresOf(expected)),
    'as a list',
    text,
    listed,
    expected,
  )
  return expected !== null
}

/** As the reader gives it: at any offset, in a buffer that still holds an older text behind it. */
function inUsedBuffer(text: string, stale: string): { bytes: Buffer; length: number } {
  const whole = Buffer.from(`###${text}${stale.slice(text.length)}${stale}`, 'latin1')
  return { bytes: whole.subarray(3), length: text.length }
}

function sumOrRefusal(bytes: Buffer, length: number, memory: SmapsMemory): SmapsTotals | null {
  return orRefusal(() => sumSmaps(bytes, length, memory, isOnDisk))
}

type Figures = Pick<SmapsTotals, 'mappings' | 'rss' | 'pss' | 'writable'>

function figuresOf({ mappings, rss, pss, writable }: SmapsTotals): Figures {
  return { mappings, rss, pss, writable }
}

function listOrRefusal(bytes: Buffer, length: number): Figures | null {
  const list = orRefusal(() => listMappings(bytes, length, createSmapsMemory(), isOnDisk))
  if (list === null) return null
  const sum = (figure: 'rss' | 'pss' | 'writable'): number =>
    list.reduce((total, mapping) => total + mapping[figure], 0)
  return { mappings: list.length, rss: sum('rss'), pss: sum('pss'), writable: sum('writable') }
}

function orRefusal<Found>(parse: () => Found): Found | null {
  try {
    return parse()
  } catch (error) {
    if (error instanceof MalformedSmapsError) return null
    throw error
  }
}

function demand(holds: boolean, how: string, text: string, found: unknown, expected: unknown): void {
  if (holds) return
  throw new Error(
    `read ${how}: ${JSON.stringify(found)}, expected ${JSON.stringify(expected)}, of\n${JSON.stringify(text)}`,
  )
}
