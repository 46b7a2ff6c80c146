import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { defineConfig } from 'rolldown'
import { buildPage } from './rolldown.page.js'

/** `…/node_modules/@octokit/core/dist/index.js` → `@octokit/core`, of the innermost package. */
function packageOf(path) {
  return /^.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? null
}

/** `@octokit/core` → `vendor/octokit-core`. */
function vendorChunk(path) {
  const name = packageOf(path)
  return name === null ? null : `vendor/${name.replace('@', '').replace('/', '-')}`
}

/**
 * What a chunk is called. One that only hands on to an `import()` what the chunk of a package holds would be called as
 * the file is, such as `utils` or `dist-bundle`: it is `vendor/actions-github-utils-loaded`, without a word that says
 * nothing or is there already.
 */
function chunkFile({ facadeModuleId }) {
  const name = facadeModuleId ? vendorChunk(facadeModuleId) : null
  if (name === null) return '[name].js'
  const file = basename(facadeModuleId, '.js')
  const isSaid = ['index', 'dist-bundle'].includes(file) || name.endsWith(file)
  return `${name}${isSaid ? '' : `-${file}`}-loaded.js`
}

/** The page of the HTML report, and what is bundled in it. */
let page

const addPage = {
  name: 'add-page',
  async buildStart() {
    page = await buildPage()
  },
  generateBundle() {
    this.emitFile({ type: 'asset', fileName: 'page.html', source: page.html })
  },
}

/** What is bundled is distributed, and its licences ask to be told: a file of all of them. */
const tellLicenses = {
  name: 'tell-licenses',
  generateBundle() {
    // By folder, as a package may be there in two versions; sorted, as modules come in any order.
    const folders = new Set()
    for (const path of [...this.getModuleIds(), ...page.moduleIds]) {
      const name = packageOf(path)
      if (name !== null)
        folders.add(`${path.slice(0, path.lastIndexOf(`/node_modules/${name}/`))}/node_modules/${name}`)
    }
    const texts = [...folders].map((folder) => {
      const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
      const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry))
      const text = file === undefined ? '' : `\n${readFileSync(join(folder, file), 'utf8').trim()}\n`
      return `${name} ${version} (${license})\n${text}`
    })
    texts.sort()
    this.emitFile({
      type: 'asset',
      fileName: 'vendor/LICENSES.txt',
      source: texts.join(`\n${'─'.repeat(80)}\n`),
    })
  },
}

/** What is loaded into Python, Node and Ruby in a traced run: as it is, where src/trace/probes.ts looks for it. */
const shipProbes = {
  name: 'ship-probes',
  generateBundle() {
    const folder = new URL('src/trace/probes/', import.meta.url)
    for (const name of readdirSync(folder)) {
      this.emitFile({
        type: 'asset',
        fileName: `probes/${name}`,
        source: readFileSync(new URL(name, folder)),
      })
    }
  },
}

// One graph, two entries: the workflow step and npx. What others wrote stands apart from what we did, a file a
// package, under names that do not change: so a change of src/ shows in dist/ as the diff of the same files.
export default defineConfig({
  input: { action: 'src/action.ts', cli: 'src/cli.ts' },
  platform: 'node',
  preserveEntrySignatures: false,
  plugins: [addPage, tellLicenses, shipProbes],
  output: {
    dir: 'dist',
    format: 'esm',
    cleanDir: true,
    minify: false,
    entryFileNames: '[name].js',
    chunkFileNames: chunkFile,
    codeSplitting: {
      groups: [
        {
          debugName: 'vendor',
          name: vendorChunk,
          test: /node_modules/,
          includeDependenciesRecursively: false,
        },
        // All that `--version`, `--help` and a refused flag need, so that they answer at once: `terminal`, and below it
        // what the action needs as well.
        {
          name: 'terminal',
          includeDependenciesRecursively: false,
          test: /src\/cli\/(run-cli|terminal|flags)\.ts/,
          priority: 1,
        },
        {
          name: 'start',
          includeDependenciesRecursively: false,
          test: /src\/(model\/(version|interrupt)|report\/untrusted|config\/options)\.ts|^(?!.*node_modules).*package\.json/,
          priority: 1,
        },
        // What is loaded when a command fails, or by those that go on after an error.
        { name: 'said-errors', test: /src\/cli\/report-error\.ts/, includeDependenciesRecursively: false },
        // What both entries share; the commands stay apart, as each is loaded only when it is called, with what it
        // needs alone.
        {
          name: 'gate',
          test: /src\/(?!github\/|cli\/|config\/(guess\/|read-project)|gate\/try-out|report\/starter\/|action\.ts|cli\.ts)/,
        },
      ],
    },
  },
})
