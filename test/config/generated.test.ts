import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { GENERATED } from '../../scripts/generated.ts'

test.each(GENERATED)(
  '$path says what the table of options says (npm run generate)',
  async ({ path, update }) => {
    const text = await readFile(path, 'utf8')
    expect(await update(text)).toBe(text)
  },
)
