import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 90_000,
    hookTimeout: 120_000,
    // Real processes are measured: six files at a time, which mostly wait, leave the machine room to be quiet.
    maxWorkers: 6,
    restoreMocks: true,
    // Imports JSON as bundlers do, which Node refuses.
    server: { deps: { inline: [/@actions\/(expressions|languageservice|workflow-parser)/] } },
  },
})
