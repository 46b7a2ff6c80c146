import type { AttributedSpan } from '../model/attribution.ts'

/** Where a package of Node or Python begins in a path, whatever the folder of the checkout. */
const PACKAGES = /^.*\/(?:node_modules|site-packages|dist-packages)\//

/**
 * Names spans so that the same one has the same name in two runs, and is short: a file goes by its last part where no
 * other has the same, a module by its path within the packages. Two checkouts lie in two folders.
 */
export function nameSpans(
  ...sides: readonly (readonly AttributedSpan[])[]
): (span: Pick<AttributedSpan, 'kind' | 'name'>) => string {
  const ambiguous = new Set<string>()
  for (const spans of sides) {
    const paths = new Map<string, string>()
    for (const { kind, name } of spans) {
      const short = `${kind} ${lastPart(name)}`
      if ((paths.get(short) ?? name) !== name) ambiguous.add(short)
      paths.set(short, name)
    }
  }
  return ({ kind, name }) => {
    if (!name.startsWith('/')) return name
    const packaged = name.replace(PACKAGES, '')
    if (packaged !== name) return packaged
    return ambiguous.has(`${kind} ${lastPart(name)}`) ? name : lastPart(name)
  }
}

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}
