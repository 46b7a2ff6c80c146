/**
 * Writes what is made from the table of options, so that no sentence about an option stands twice:
 * the inputs of action.yml, the table of docs/configuration.md, and the JSON Schema of footprint.yml.
 *
 * npm run generate
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { GENERATED } from './generated.ts'

for (const { path, update } of GENERATED) {
  const before = readFileSync(path, 'utf8')
  writeFileSync(path, await update(before))
}
