import type { Deps } from '../../deps.ts'
import type { Transaction } from '../../store/store.ts'
import type { MediaRemovalRow } from '../../store/tables.ts'
import type { MediaStore } from './media-store.ts'

/** Whoever was just writing to an upload may leave something after its first removal. */
const againMs = 3_600_000
/** What could not be removed is tried again after so long, and the others go before it. */
const retryMs = 10 * 60_000
/** So many in one run; the next one takes the rest. */
const most = 2_000
const batch = 100

/**
 * Media that are to go. No unit of work can hold both the database and the store of media, so the row that named them goes first, in the commit
 * that notes them here, and they go after it: what arrived is never removed by whoever looked before that, and a crash leaves nothing behind.
 */
export interface MediaRemovals {
  /** In the commit that gives up the row which named them. */
  note(tx: Transaction, media: LeftMedia): void
  /** After that commit, to have the room at once. What fails is left to the next `removeDue`. */
  removeNow(tenantId: string, mediaKey: string): Promise<void>
  /** All that is due; the faults of those that could not be removed, which keep nothing from the others. */
  removeDue(tenantId: string): Promise<readonly unknown[]>
}

/** `part`: of a part that arrived, so nobody writes there any more; `upload`: of one that was on its way. */
export type LeftMedia = { readonly mediaKey: string; readonly of: 'part' | 'upload' }

export function createMediaRemovals({ store, clock }: Pick<Deps, 'store' | 'clock'>, media: MediaStore): MediaRemovals {
  async function attempt(tenantId: string, row: MediaRemovalRow): Promise<unknown> {
    const fault = await media.remove(row.mediaKey).then(
      () => null,
      (error: unknown) => error ?? new Error('unknown'),
    )
    const times = fault === null ? row.times - 1 : row.times
    const dueAt = clock.now() + (fault === null ? againMs : retryMs)
    await store.tenant(tenantId).transact(async (tx) => {
      if (times <= 0) tx.remove('mediaRemovals', { mediaKey: row.mediaKey })
      // Another node may have removed it for the last time meanwhile.
      else if (await tx.get('mediaRemovals', { mediaKey: row.mediaKey })) tx.put('mediaRemovals', { ...row, times, dueAt })
    })
    return fault
  }

  return {
    note: (tx, { mediaKey, of }) => tx.put('mediaRemovals', { mediaKey, dueAt: clock.now(), times: of === 'part' ? 1 : 2 }),
    async removeNow(tenantId, mediaKey) {
      const row = await store.tenant(tenantId).get('mediaRemovals', { mediaKey })
      if (row !== undefined) await attempt(tenantId, row)
    },
    async removeDue(tenantId) {
      const faults: unknown[] = []
      const to = clock.now()
      const due = { range: { column: 'dueAt', to }, orderBy: 'dueAt', limit: batch } as const
      for (let done = 0; done < most; ) {
        // Each one's next time is later than `to`, so the next page has others.
        const rows = await store.tenant(tenantId).find('mediaRemovals', due)
        for (const row of rows) {
          const fault = await attempt(tenantId, row)
          if (fault !== null) faults.push(fault)
        }
        done += rows.length
        if (rows.length < batch) break
      }
      return faults
    },
  }
}
