import { Function, Location, Mapping, Profile, Sample, StringTable, ValueType } from 'pprof-format'
import type { Attribution } from '../../model/attribution.ts'
import { pathsOfSpans } from './call-paths.ts'

interface Frame {
  readonly name: string
  /** The program or library that it is of; empty of a span, and where nobody knows. */
  readonly module: string
}

/**
 * The ledger as a profile of pprof (profile.proto of github.com/google/pprof), not compressed: bytes by stack, or by
 * span where no stacks were recorded.
 */
export function renderPprof(attribution: Attribution): Uint8Array {
  const stringTable = new StringTable()
  const text = (value: string) => stringTable.dedup(value)
  const mappings = new Map<string, Mapping>()
  const locations = new Map<string, Location>()
  const functions: Function[] = []
  const mappingOf = (module: string): number => {
    if (module === '') return 0
    const known = mappings.get(module)
    const mapping =
      known ?? new Mapping({ id: mappings.size + 1, filename: text(module), hasFunctions: true })
    mappings.set(module, mapping)
    return Number(mapping.id)
  }
  const locationOf = ({ name, module }: Frame): number => {
    const key = `${module}\0${name}`
    const id = Number(locations.get(key)?.id ?? locations.size + 1)
    if (!locations.has(key)) {
      functions.push(new Function({ id, name: text(name), systemName: text(name), filename: text(module) }))
      locations.set(key, new Location({ id, mappingId: mappingOf(module), line: [{ functionId: id }] }))
    }
    return id
  }
  const sample = samplesOf(attribution).map(
    // The innermost comes first.
    ({ frames, bytes }) => new Sample({ locationId: frames.map(locationOf).reverse(), value: [bytes] }),
  )
  return new Profile({
    sampleType: [new ValueType({ type: text('writable'), unit: text('bytes') })],
    sample,
    mapping: [...mappings.values()],
    location: [...locations.values()],
    function: functions,
    stringTable,
  }).encode()
}

/** The outermost frame first. */
function samplesOf(
  attribution: Attribution,
): readonly { readonly frames: readonly Frame[]; readonly bytes: number }[] {
  const { stacks } = attribution
  if (stacks === null || stacks.nodes.length === 0) {
    return pathsOfSpans(attribution).map(({ names, bytes }) => ({
      frames: names.map((name) => ({ name, module: '' })),
      bytes,
    }))
  }
  const paths: (readonly Frame[])[] = []
  return stacks.nodes.flatMap(([parent, place, bytes], node) => {
    const frames = [...(paths[parent] ?? []), stacks.frames[place] ?? { name: '', module: '' }]
    paths[node] = frames
    return bytes > 0 ? [{ frames, bytes }] : []
  })
}
