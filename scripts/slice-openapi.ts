/**
 * Cuts from GitHub's description of its API what the tests need: the operations that we call, and all that these refer
 * to. The whole is 13 MB, and its package 400.
 *
 * npm pack @octokit/openapi && tar xzf octokit-openapi-*.tgz
 * npx tsx scripts/slice-openapi.ts package/generated/{api.github.com,ghes-3.17}.json
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'

const OPERATIONS: Readonly<Record<string, readonly string[]>> = {
  '/user': ['get'],
  '/repos/{owner}/{repo}/collaborators/{username}/permission': ['get'],
  '/repos/{owner}/{repo}/commits': ['get'],
  '/repos/{owner}/{repo}/git/commits': ['post'],
  '/repos/{owner}/{repo}/git/refs': ['post'],
  '/repos/{owner}/{repo}/git/refs/{ref}': ['patch'],
  '/repos/{owner}/{repo}/git/trees': ['post'],
  '/repos/{owner}/{repo}/issues/{issue_number}/comments': ['get', 'post'],
  '/repos/{owner}/{repo}/issues/comments/{comment_id}': ['patch', 'delete'],
  '/repos/{owner}/{repo}/pulls': ['get'],
  '/repos/{owner}/{repo}/pulls/{pull_number}': ['get'],
  '/repos/{owner}/{repo}/pulls/{pull_number}/files': ['get'],
}

/** What is for people: the rest says the same without it. */
const FOR_PEOPLE = ['description', 'summary', 'title', 'externalDocs', 'tags', 'x-github', 'x-octokit']

type Node = Readonly<Record<string, unknown>>

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function childOf(node: Node, ...keys: readonly string[]): Node {
  const [key, ...rest] = keys
  if (key === undefined) return node
  const child = node[key]
  if (!isNode(child)) throw new Error(`there is no ${key}`)
  return childOf(child, ...rest)
}

/** In an example, what is called `description` is no description of it. */
function withoutWords(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutWords)
  if (!isNode(value)) return value
  const kept = Object.entries(value).filter(
    ([key, child]) => !(FOR_PEOPLE.includes(key) && (key.startsWith('x-') || typeof child !== 'object')),
  )
  return Object.fromEntries(
    kept.map(([key, child]) => [key, key === 'value' || key === 'example' ? child : withoutWords(child)]),
  )
}

function referencesIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(referencesIn)
  if (!isNode(value)) return []
  const { $ref } = value
  return [...(typeof $ref === 'string' ? [$ref] : []), ...Object.values(value).flatMap(referencesIn)]
}

function slice(description: Node): unknown {
  const paths = Object.fromEntries(
    Object.entries(OPERATIONS).map(([path, methods]) => [
      path,
      Object.fromEntries(
        methods.map((method) => {
          const { parameters, requestBody, responses } = childOf(description, 'paths', path, method)
          return [method, withoutWords({ parameters, requestBody, responses })]
        }),
      ),
    ]),
  )
  const components: Record<string, Record<string, unknown>> = {}
  const open = [...referencesIn(paths)]
  for (let reference = open.pop(); reference !== undefined; reference = open.pop()) {
    const [, , kind = '', name = ''] = reference.split('/')
    const ofKind = (components[kind] ??= {})
    if (name in ofKind) continue
    ofKind[name] = withoutWords(childOf(description, 'components', kind, name))
    open.push(...referencesIn(ofKind[name]))
  }
  return { openapi: description['openapi'], info: description['info'], paths, components }
}

for (const path of process.argv.slice(2)) {
  const description: unknown = JSON.parse(readFileSync(path, 'utf8'))
  if (!isNode(description)) throw new Error(`${path} is no description of an API`)
  writeFileSync(`test/fixtures/openapi/${basename(path)}`, `${JSON.stringify(slice(description))}\n`)
}
