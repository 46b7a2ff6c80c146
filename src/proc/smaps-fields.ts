/** The fields that are read; all other keys are skipped, as every kernel brings new ones. */
export const SMAPS_FIELDS = [
  'KernelPageSize',
  'Rss',
  'Pss',
  'Pss_Dirty',
  'Pss_Anon',
  'Pss_Shmem',
  'Shared_Clean',
  'Shared_Dirty',
  'Private_Clean',
  'Private_Dirty',
  'Anonymous',
  'LazyFree',
  'Shared_Hugetlb',
  'Private_Hugetlb',
  'Swap',
  'SwapPss',
] as const

export type SmapsField = (typeof SMAPS_FIELDS)[number]

/** Index of a field in the values of a record. */
export const FIELD = Object.fromEntries(SMAPS_FIELDS.map((name, index) => [name, index])) as Readonly<
  Record<SmapsField, number>
>

/** The value of a field that this kernel does not print. */
export const ABSENT = -1

/** Where the numbers of all other lines go. */
export const UNREAD = SMAPS_FIELDS.length

/** The values of one record in kB, by `FIELD`. */
export function createValues(): Float64Array {
  return new Float64Array(SMAPS_FIELDS.length + 1).fill(ABSENT)
}

/** In every kernel since 2.6.25, when Pss came. */
export const REQUIRED_FIELDS: readonly SmapsField[] = [
  'Rss',
  'Pss',
  'Shared_Clean',
  'Shared_Dirty',
  'Private_Clean',
  'Private_Dirty',
]

/** The index of the field of that name; `undefined` for the many that are not read. */
export function fieldNamed(name: string): number | undefined {
  return Object.hasOwn(FIELD, name) ? FIELD[name as SmapsField] : undefined
}

const FLAGS = Buffer.from('VmFlags:')
const NAME = Buffer.from('Name:')

/**
 * Lines of text, of any length: VmFlags since 3.8, and on Android the Name of anonymous memory, which only
 * some records have: after the flags (3.x) or before all else (4.x).
 */
export function isFreeText(text: Uint8Array, at: number): boolean {
  return startsWith(text, at, FLAGS) || isName(text, at)
}

export function isName(text: Uint8Array, at: number): boolean {
  return startsWith(text, at, NAME)
}

function startsWith(text: Uint8Array, at: number, prefix: Uint8Array): boolean {
  for (let index = 0; index < prefix.length; index += 1) if (text[at + index] !== prefix[index]) return false
  return true
}
