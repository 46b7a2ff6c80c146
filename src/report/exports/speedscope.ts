import type { Attribution } from '../../model/attribution.ts'
import { type CallPath, pathsOfSpans, pathsOfStacks } from './call-paths.ts'

/** The address by which speedscope knows its own files. */
const SCHEMA = 'https://www.speedscope.app/file-format-schema.json'

/**
 * The ledger as a file of speedscope (https://www.speedscope.app): a profile of the spans and, where they were
 * recorded, one of the stacks; weights are bytes.
 *
 * @param name what the file is called there
 */
export function renderSpeedscope(attribution: Attribution, name: string, version: string): string {
  const frames: { name: string }[] = []
  const places = new Map<string, number>()
  const place = (frame: string) => {
    const known = places.get(frame) ?? frames.push({ name: frame }) - 1
    places.set(frame, known)
    return known
  }
  const profile = (title: string, paths: readonly CallPath[]) => ({
    type: 'sampled',
    name: title,
    unit: 'bytes',
    startValue: 0,
    endValue: paths.reduce((sum, { bytes }) => sum + bytes, 0),
    samples: paths.map(({ names }) => names.map(place)),
    weights: paths.map(({ bytes }) => bytes),
  })
  const stacks = pathsOfStacks(attribution)
  const profiles = [
    profile('spans', pathsOfSpans(attribution)),
    ...(stacks.length === 0 ? [] : [profile('stacks', stacks)]),
  ]
  const file = { $schema: SCHEMA, exporter: `footprint-gate@${version}`, name, shared: { frames }, profiles }
  return `${JSON.stringify(file)}\n`
}
