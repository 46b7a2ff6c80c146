import { defineConfig } from 'rolldown'
import license from 'rollup-plugin-license'

/** `…/node_modules/@octokit/core/dist/index.js` → `@octokit/core`, of the innermost package. */
function packageOf(path) {
  return /^.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? null
}

/** `@octokit/core` → `vendor/octokit-core`. */
function vendorChunk(path) {
  const name = packageOf(path)
  return name === null ? null : `vendor/${name.replace('@', '').replace('/', '-')}`
}

// One graph, two entries: the workflow step and npx. What others wrote stands apart from what we did, a file a
// package, under names that do not change: so a change of src/ shows in dist/ as the diff of the same files.
export default defineConfig({
  input: { action: 'src/action.ts', cli: 'src/cli.ts' },
  platform: 'node',
  // What is bundled is distributed, and its licences ask to be told.
  plugins: [license({ thirdParty: { output: 'dist/THIRD-PARTY-LICENSES.txt' } })],
  output: {
    dir: 'dist',
    format: 'esm',
    cleanDir: true,
    minify: false,
    entryFileNames: '[name].js',
    chunkFileNames: '[name].js',
    codeSplitting: {
      groups: [
        {
          debugName: 'vendor',
          name: vendorChunk,
          test: /node_modules/,
          includeDependenciesRecursively: false,
        },
        // All that `--version` needs.
        { name: 'version', test: /src\/version\.ts|package\.json/, priority: 1 },
        // What both entries share; the commands stay apart, as each is loaded only when it is called.
        {
          name: 'gate',
          test: /src\/(config|statistics|proc|measure|baseline|verdict|report)\/|src\/gate\.ts/,
        },
      ],
    },
  },
})
