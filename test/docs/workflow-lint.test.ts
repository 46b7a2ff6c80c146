import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { complaintsOf } from '../helpers/workflow-lint.ts'

/** GitHub's own editor service, as the linter of what GitHub reads. */

const ROOT = resolve(import.meta.dirname, '../..')
const read = (path: string) => readFileSync(resolve(ROOT, path), 'utf8')

const workflows = ['.github/workflows', 'examples'].flatMap((folder) =>
  readdirSync(resolve(ROOT, folder))
    .map((name) => `${folder}/${name}`)
    .filter((path) => /^jobs:/m.test(read(path))),
)

test.each(['action.yml', ...workflows])("GitHub's linter has nothing against %s", async (path) => {
  // Examples are workflows once they are copied.
  const as = path === 'action.yml' ? path : path.replace(/^examples/, '.github/workflows')
  expect(await complaintsOf(as, read(path))).toEqual([])
})

test.each([
  ['uses: actions/checkout@v6', 'usez: actions/checkout@v6'],
  ['runs-on: ubuntu-24.04', 'runz-on: ubuntu-24.04'],
  ['contents: read', 'contents: reed'],
  ['ready: tcp:7531', 'redy: tcp:7531'],
])('it sees that %s became %s', async (right, wrong) => {
  const text = read('examples/check.yml')
  expect(text).toContain(right)
  expect(await complaintsOf('.github/workflows/check.yml', text.replace(right, wrong))).not.toEqual([])
})
