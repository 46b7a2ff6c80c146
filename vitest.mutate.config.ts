import { configDefaults, defineConfig } from 'vitest/config'
import whole from './vitest.config.ts'

export default defineConfig({
  ...whole,
  test: {
    ...whole.test,
    include: ['test/{model,statistics,config,verdict,report}/**/*.test.ts'],
    // Simulations of thousands of gates: a minute each time, and what they see the others see sooner.
    exclude: [...configDefaults.exclude, 'test/verdict/{detection,false-alarms}.test.ts'],
    maxWorkers: 1,
    // What is instrumented is slow.
    testTimeout: 180_000,
  },
})
