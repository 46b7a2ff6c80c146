import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Real processes are measured: two files at a time leave the machine room to be quiet.
    maxWorkers: 2,
    restoreMocks: true,
  },
})
