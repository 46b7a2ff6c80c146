import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Whole gates take the longest: the last to begin should not be one. */
class GatesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const isGate = ({ moduleId }: TestSpecification) => /\/test\/(e2e|gate)\//.test(moduleId)
    return [...sorted.filter(isGate), ...sorted.filter((file) => !isGate(file))]
  }
}

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 90_000,
    hookTimeout: 120_000,
    // Real processes are measured: six files at a time, which mostly wait, leave the machine room to be quiet.
    maxWorkers: 6,
    sequence: { sequencer: GatesFirst },
    restoreMocks: true,
    // Imports JSON as bundlers do, which Node refuses.
    server: { deps: { inline: [/@actions\/(expressions|languageservice|workflow-parser)/] } },
  },
})
