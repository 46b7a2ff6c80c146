type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

interface FormatOptions {
  /** Whether an object that holds no other object or array stands on one line. */
  readonly flatObjectsOnOneLine: boolean
}

/**
 * JSON that reads well in a diff: one key a line and two spaces of indentation, but a list of plain values
 * (samples, arguments) on a single line. Keys stay in the order given; a number that JSON cannot say (NaN,
 * Infinity) becomes `null`; a key whose value is `undefined` is left out. Ends with a newline.
 */
export function formatJson(value: unknown, { flatObjectsOnOneLine }: FormatOptions): string {
  // The round trip settles what JSON can say: undefined, NaN, toJSON.
  const plain = JSON.parse(JSON.stringify(value)) as Json
  return `${format(plain, '', flatObjectsOnOneLine)}\n`
}

function format(value: Json, indentation: string, flatOnOneLine: boolean): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  const inner = `${indentation}  `
  if (isList(value)) {
    if (value.every(isPlain)) return `[${value.map((item) => JSON.stringify(item)).join(', ')}]`
    const items = value.map((item) => `${inner}${format(item, inner, flatOnOneLine)}`)
    return `[\n${items.join(',\n')}\n${indentation}]`
  }
  const entries = Object.entries(value)
  if (entries.length === 0) return '{}'
  const pairs = entries.map(([key, item]) => `${JSON.stringify(key)}: ${format(item, inner, flatOnOneLine)}`)
  if (flatOnOneLine && Object.values(value).every(isPlain)) return `{ ${pairs.join(', ')} }`
  return `{\n${pairs.map((pair) => inner + pair).join(',\n')}\n${indentation}}`
}

// Array.isArray does not narrow a readonly array away from a union.
function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value)
}

function isPlain(value: Json): boolean {
  return value === null || typeof value !== 'object'
}
