import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { validate } from '@actions/languageservice'
import { clearCache } from '@actions/languageservice/utils/workflow-cache'
import { expect, test } from 'vitest'
import { TextDocument } from 'vscode-languageserver-textdocument'
import { parse } from 'yaml'

/** GitHub's own editor service, as the linter of what GitHub reads. */

const ROOT = resolve(import.meta.dirname, '../..')
const read = (path: string) => readFileSync(resolve(ROOT, path), 'utf8')

/** For the inputs of other actions it would have to ask GitHub. */
const UNASKED = 'Unable to resolve action `actions/'

interface Metadata {
  readonly name: string
  readonly description: string
  readonly inputs: Record<string, { description: string; required?: boolean; default?: string }>
}

/** The complaints of GitHub's linter, a line each. */
async function complaints(path: string, text: string): Promise<readonly string[]> {
  clearCache() // It goes by the name of the file.
  const document = TextDocument.create(`file:///${path}`, 'yaml', 1, text)
  const diagnostics = await validate(document, {
    actionsMetadataProvider: {
      fetchActionMetadata: ({ owner }) =>
        Promise.resolve(owner === 'footprint-gate' ? (parse(read('action.yml')) as Metadata) : undefined),
    },
  })
  return diagnostics
    .map(({ message, range }) => `${path}:${range.start.line + 1} ${JSON.stringify(message)}`)
    .filter((complaint) => !complaint.includes(UNASKED))
}

const workflows = ['.github/workflows', 'examples'].flatMap((folder) =>
  readdirSync(resolve(ROOT, folder))
    .map((name) => `${folder}/${name}`)
    .filter((path) => /^jobs:/m.test(read(path))),
)

test.each(['action.yml', ...workflows])("GitHub's linter has nothing against %s", async (path) => {
  // Examples are workflows once they are copied.
  const as = path === 'action.yml' ? path : path.replace(/^examples/, '.github/workflows')
  expect(await complaints(as, read(path))).toEqual([])
})

test.each([
  ['uses: actions/checkout@v6', 'usez: actions/checkout@v6'],
  ['runs-on: ubuntu-24.04', 'runz-on: ubuntu-24.04'],
  ['contents: read', 'contents: reed'],
  ['ready: tcp:7531', 'redy: tcp:7531'],
])('it sees that %s became %s', async (right, wrong) => {
  const text = read('examples/check.yml')
  expect(text).toContain(right)
  expect(await complaints('.github/workflows/check.yml', text.replace(right, wrong))).not.toEqual([])
})
