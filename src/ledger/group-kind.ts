import { type AttributedGroup, REST_GROUP } from '../model/attribution.ts'

/** What a mapping of the group is, by the name that the gate's reports use. */
export function kindOfGroup(group: string): AttributedGroup['kind'] {
  if (group === REST_GROUP) return 'rest'
  if (/^\[(?:memfd|shm|shared memory|hsperfdata)\b/.test(group)) return 'shared'
  if (group.startsWith('[')) return 'anonymous'
  return /\.so(?:\.\d[\w.+-]*)?$/.test(group) ? 'library' : 'file'
}
