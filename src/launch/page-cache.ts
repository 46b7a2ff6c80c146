import { execa } from 'execa'

/**
 * Writes dirty page cache to disk. Pages of a file that was just written (CI measures just-built programs)
 * count as Private_Dirty of whoever maps it, until they are written back: a freshly copied Python was 5 %
 * larger. A machine that cannot say `sync` measures on; the report tells of dirty file pages that remain.
 */
export async function flushPageCache(): Promise<void> {
  await execa('sync', { reject: false, timeout: 60_000, stdio: 'ignore' })
}
