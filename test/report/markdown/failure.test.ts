import { expect, test } from 'vitest'
import { renderFailure } from '../../../src/report/markdown/failure.ts'

test('a failure is told in a block that the text of others cannot leave', () => {
  const markdown = renderFailure('error: it printed\n````\n<!-- @acme/everyone\n', 'https://github.test/run')
  expect(markdown).toMatch(/^`{5,}text\nerror: it printed\n````\n/m)
  expect(markdown).not.toContain('<!--')
  expect(markdown).toContain('[the log](https://github.test/run)')
})

test('a failure of any length fits into a comment', () => {
  const markdown = renderFailure('🐘'.repeat(100_000), 'https://github.test/run')
  expect(Buffer.byteLength(markdown)).toBeLessThan(60_000)
})
