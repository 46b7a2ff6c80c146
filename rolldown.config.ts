import { defineConfig } from 'rolldown'

// One graph, three entries: the workflow step, npx, and the daemon that `demo` measures. Names are
// pinned, so that a change of src/ shows in dist/ as the diff of the same files.
export default defineConfig({
  input: { action: 'src/action.ts', cli: 'src/cli.ts' },
  platform: 'node',
  output: {
    dir: 'dist',
    format: 'esm',
    cleanDir: true,
    minify: false,
    entryFileNames: '[name].js',
    chunkFileNames: 'chunks/[name].js',
  },
})
