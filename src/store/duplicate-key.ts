export interface DuplicateKey {
  readonly key: string
  /** Where the key begins the first time and the second time. */
  readonly offsets: readonly [first: number, second: number]
}

const COLON = /[ \t\n\r]*:/y

/**
 * The first key that stands twice in one object, of which JSON.parse would keep the last without a word; `null`
 * when there is none.
 *
 * @param content valid JSON: anything else gives anything
 */
export function findDuplicateKey(content: string): DuplicateKey | null {
  /** The keys of every object that is open, the innermost last, with their offsets. */
  const objects: Map<string, number>[] = []
  for (let at = 0; at < content.length; at++) {
    const character = content[at]
    if (character === '{') objects.push(new Map())
    else if (character === '}') objects.pop()
    else if (character === '"') {
      const end = endOfString(content, at)
      COLON.lastIndex = end
      // Of valid JSON, a string before a colon is a key, and belongs to the innermost object.
      if (COLON.test(content)) {
        const key = JSON.parse(content.slice(at, end)) as string
        const first = objects.at(-1)?.get(key)
        if (first !== undefined) return { key, offsets: [first, at] }
        objects.at(-1)?.set(key, at)
      }
      at = end - 1
    }
  }
  return null
}

/** The offset after the closing quote of the string that begins here. */
function endOfString(content: string, start: number): number {
  let at = start + 1
  while (at < content.length && content[at] !== '"') at += content[at] === '\\' ? 2 : 1
  return at + 1
}
