/**
 * The small daemon that `demo` measures, before and after a change that reads its whole registry at start-up:
 * the mistake of the essay that this gate comes from, where a 116 kB XML file cost 10 MB of heap.
 */
const BEFORE = `import { createServer } from 'node:http'

createServer((request, response) => response.end('ok\\n')).listen(Number(process.argv[2]), '127.0.0.1')
`

const AFTER = `import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'

const registry = parse(readFileSync(new URL('registry.xml', import.meta.url), 'utf8'))

createServer((request, response) => response.end(registry.name + '\\n')).listen(Number(process.argv[2]), '127.0.0.1')

/** A document object model, as generous as they are. */
function parse(xml) {
  const root = { name: '#document', attributes: new Map(), children: [], parent: null }
  let node = root
  for (const [, close, name, attributes, selfClosing, text] of xml.matchAll(/<(\\/?)([\\w:-]+)([^>]*?)(\\/?)>|([^<]+)/g)) {
    if (text !== undefined) node.children.push({ name: '#text', text, parent: node })
    else if (close) node = node.parent
    else {
      const element = { name, attributes: new Map(), children: [], parent: node }
      for (const [, key, value] of attributes.matchAll(/([\\w:-]+)="([^"]*)"/g)) element.attributes.set(key, { name: key, value, owner: element })
      node.children.push(element)
      if (!selfClosing) node = element
    }
  }
  return root
}
`

export const DEMO_DAEMON = { before: BEFORE, after: AFTER } as const

/** A registry of plug-ins in XML, about 116 kB. */
export function createRegistry(): string {
  const element = (index: number): string =>
    `  <plugin name="plugin-${index}" filename="lib/plugin_${index}.so" version="0.5.${index % 10}">\n` +
    `    <element type="source" rank="${index % 256}"/>\n` +
    `    <property name="bitrate" type="int" default="${index * 64}"/>\n` +
    '  </plugin>\n'
  return `<registry>\n${Array.from({ length: 620 }, (_, index) => element(index)).join('')}</registry>\n`
}
