import { FIELD } from './smaps-fields.ts'
import { forEachRecord, type SmapsMemory } from './smaps-records.ts'

/** What smaps_rollup says of the dirty pages of files, which it does not count. */
export interface RollupState {
  /** While this stays the same, so do they. */
  readonly mark: string
  /** How many bytes of them there are, to a kB, as far as the rollup alone can say; `null` where something may hide some. */
  readonly excess: number | null
}

/** Whether there are none, nor anything else that only single mappings show. */
export function isPlain({ excess }: RollupState): boolean {
  return excess !== null && excess <= 1024
}

/**
 * Dirty pages of files are what is in Pss_Dirty beyond Pss_Anon and Pss_Shmem, plus those pages of these two that
 * are clean: lazily freed, read back from swap, or of shared memory that was only read. Where none of these can
 * be, nothing beyond means no dirty page of a file. Else the excess and all that could hide a change of it make
 * the mark. Each figure is cut off to a whole kB, so less than 2 kB, half a page, may escape.
 */
export function rollupState(text: Uint8Array, length: number, memory: SmapsMemory): RollupState {
  let state: RollupState = { mark: '', excess: 0 }
  forEachRecord(text, length, memory, ({ values }) => {
    const of = (field: number): number => Math.max(0, values[field] ?? 0)
    const excess = of(FIELD.Pss_Dirty) - of(FIELD.Pss_Anon) - of(FIELD.Pss_Shmem)
    const hiding = [of(FIELD.Pss_Shmem), of(FIELD.LazyFree), of(FIELD.Swap)]
    const isOpen = excess >= 0 && hiding.every((figure) => figure === 0)
    state = { mark: [excess, ...hiding].join(' '), excess: isOpen ? excess * 1024 : null }
  })
  return state
}
