const SPACE = 0x20
const DASH = 0x2d
const COLON = 0x3a
const NEWLINE = 0x0a

/** By byte: 1 for the digits of lower-case hexadecimal. */
const IS_HEX = Uint8Array.from({ length: 256 }, (_, byte) =>
  '0123456789abcdef'.includes(String.fromCharCode(byte)) ? 1 : 0,
)

/** Whether a header may begin here: addresses are lower-case hexadecimal, keys begin with a capital. */
export function startsHeader(text: Uint8Array, at: number): boolean {
  return IS_HEX[text[at] ?? 0] === 1
}

/**
 * Walks over `start-end permissions offset major:minor inode` and the padding, to where the mapping's name
 * starts: at the newline when it has none. −1 when this is not the header of a mapping. The device is in
 * hexadecimal and of at least two digits on each side: 103:02, 00:1a2. The name may hold anything but a
 * newline, which the kernel escapes.
 */
export function findName(text: Uint8Array, start: number): number {
  let at = skipHex(text, start)
  if (at === start || text[at] !== DASH) return -1
  const end = at + 1
  at = skipHex(text, end)
  if (at === end || text[at] !== SPACE) return -1
  if (!isPermissions(text, at + 1) || text[at + 5] !== SPACE) return -1
  const offset = at + 6
  at = skipHex(text, offset)
  if (at === offset || text[at] !== SPACE) return -1
  const major = at + 1
  at = skipHex(text, major)
  if (at < major + 2 || text[at] !== COLON) return -1
  const minor = at + 1
  at = skipHex(text, minor)
  if (at < minor + 2 || text[at] !== SPACE) return -1
  const inode = at + 1
  at = inode
  while (isDigit(text[at] ?? 0)) at += 1
  if (at === inode || (text[at] !== SPACE && text[at] !== NEWLINE)) return -1
  while (text[at] === SPACE) at += 1
  return at
}

/** What the header of a mapping says beside its name. */
export interface SmapsHeader {
  /** Of the first byte. */
  readonly start: number
  /** In bytes. */
  readonly size: number
  /** `rw-p`. */
  readonly permissions: string
  /** Of the first byte in the file. */
  readonly offset: number
  /** Of the file system, as the kernel prints it here: `103:02`, and `00:00` for anonymous memory. */
  readonly device: string
  /** In digits, as it may be too large for a number. */
  readonly inode: string
}

/** Of a header that `findName` has accepted, and where it found the name. */
export function parseHeader(text: Uint8Array, start: number, nameStart: number): SmapsHeader {
  const words = Buffer.from(text.buffer, text.byteOffset + start, nameStart - start)
  const [range = '', permissions = '', offset = '', device = '', inode = ''] = words
    .toString('latin1')
    .trimEnd()
    .split(' ')
  // Whole pages: exact as numbers, whatever the address.
  const [from = 0, to = 0] = range.split('-').map((address) => Number.parseInt(address, 16))
  return { start: from, size: to - from, permissions, offset: Number.parseInt(offset, 16), device, inode }
}

function isPermissions(text: Uint8Array, at: number): boolean {
  return (
    isEither(text[at], 'r') &&
    isEither(text[at + 1], 'w') &&
    isEither(text[at + 2], 'x') &&
    (text[at + 3] === 0x70 || text[at + 3] === 0x73) // private or shared
  )
}

function isEither(byte: number | undefined, letter: string): boolean {
  return byte === DASH || byte === letter.charCodeAt(0)
}

function skipHex(text: Uint8Array, start: number): number {
  let at = start
  while (IS_HEX[text[at] ?? 0] === 1) at += 1
  return at
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39
}
