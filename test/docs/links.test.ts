import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'

/** What the documents point at is there. */

const ROOT = resolve(import.meta.dirname, '../..')

const documents = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  ...readdirSync(resolve(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
]

/** A path from the top of the repository, in a sentence or in a command. */
const NAMED = /(?<![\w/.-])(?:src|test|bench|scripts|docs|examples)\/[\w./-]*[\w/]/g

const read = (path: string) => readFileSync(resolve(ROOT, path), 'utf8')

/** The anchor that GitHub gives a heading. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(' ', '-')
}

function anchorsOf(markdown: string): readonly string[] {
  return Array.from(markdown.matchAll(/^#+ (.+)$/gm), ([, heading = '']) => anchorOf(heading))
}

describe.each(documents)('%s', (document) => {
  const text = read(document)
  const targets = [
    ...Array.from(text.matchAll(/\]\(([^)\s]+)\)/g), ([, target = '']) => target),
    ...Array.from(text.matchAll(/(?:src|srcset)="([^"]+)"/g), ([, target = '']) => target),
  ].filter((target) => !/^[a-z]+:/.test(target))

  test('links to files and headings that exist', () => {
    const broken = targets.filter((target) => {
      const [path = '', anchor] = target.split('#')
      const file = path === '' ? document : resolve(ROOT, dirname(document), path)
      if (!existsSync(resolve(ROOT, file))) return true
      return anchor !== undefined && !anchorsOf(readFileSync(resolve(ROOT, file), 'utf8')).includes(anchor)
    })
    expect(broken).toEqual([])
  })

  test('names files of the repository that exist', () => {
    const named = Array.from(text.matchAll(NAMED), ([path]) => path)
    const missing = named.filter((path) => !path.startsWith('bench/out/') && !existsSync(resolve(ROOT, path)))
    expect(missing).toEqual([])
  })
})
