import type { Deps } from '../../deps.ts'
import { nobody, type TenantSettings } from '../../preferences/tenant-settings.ts'
import type { RecordingRow } from '../../store/tables.ts'
import type { MediaStore } from './media-store.ts'

/** How long after one run the next one comes. */
export const tidyEveryMs = 60_000
const dayMs = 24 * 3_600_000
/** Nobody comes back to an upload that was left so long (spec RC34). */
const uploadsMs = 7 * dayMs
/** Of each kind so many in one run; the next one takes the rest. */
const batch = 500

/**
 * Removes uploads that were left, and recordings that were kept long enough (spec RC34, RC44). Each is begun with what lies in the store of media,
 * and its row goes last: what a crash leaves is found again. It has a timer of its own, for a bucket that is slow must not hold up the tick.
 */
export function createTidyRecordings(deps: Pick<Deps, 'store' | 'clock'>, settings: TenantSettings, media: MediaStore) {
  const { store, clock } = deps

  async function tidyUploads(tenantId: string): Promise<void> {
    const tenant = store.tenant(tenantId)
    const left = { range: { column: 'touchedAt', to: clock.now() - uploadsMs }, orderBy: 'touchedAt', limit: batch } as const
    for (const { recordingId, part, mediaKey } of await tenant.find('recordingUploads', left)) {
      await media.remove(mediaKey)
      await tenant.transact(async (tx) => {
        const row = await tx.get('recordingUploads', { recordingId, part })
        if (row?.mediaKey === mediaKey) tx.remove('recordingUploads', { recordingId, part })
      })
    }
  }

  async function tidyRecordings(tenantId: string): Promise<void> {
    const tenant = store.tenant(tenantId)
    const keepMs = (await settings.preferencesOf(tenantId, nobody))['recording.keepDays'] * dayMs
    const over = { range: { column: 'askedAt', to: clock.now() - keepMs }, orderBy: 'askedAt', limit: batch } as const
    let left = batch
    for (const row of await tenant.find('recordings', over)) {
      left -= await remove(tenantId, row, left)
      if (left <= 0) return
    }
  }

  /** Removes at most so many parts, and when none is left the recording; how many went. */
  async function remove(tenantId: string, { id, userId }: RecordingRow, most: number): Promise<number> {
    const tenant = store.tenant(tenantId)
    const where = { recordingId: id }
    const parts = await tenant.find('recordingParts', { where, limit: most })
    const uploads = await tenant.find('recordingUploads', { where, limit: most })
    for (const { mediaKey } of [...parts, ...uploads]) await media.remove(mediaKey)
    await tenant.transact(async (tx) => {
      for (const { part } of parts) {
        tx.remove('recordingParts', { recordingId: id, part })
        tx.remove('recordingIndexes', { recordingId: id, part })
      }
      for (const { part } of uploads) tx.remove('recordingUploads', { recordingId: id, part })
      const rest = await tx.find('recordingParts', { where, limit: 1 })
      const restOfUploads = await tx.find('recordingUploads', { where, limit: 1 })
      // Another node may have been here before.
      if (rest.length + restOfUploads.length > 0 || !(await tx.get('recordings', { id }))) return
      for (const { interactionId } of await tx.find('recordedCalls', { where }))
        tx.remove('recordedCalls', { recordingId: id, interactionId })
      tx.remove('recordings', { id })
      await tx.emit({ kind: 'recording.removed', userId, data: { recordingId: id } }, { at: clock.now(), by: null })
    })
    return Math.max(1, parts.length + uploads.length)
  }

  /** What fails for one tenant keeps nothing from the others, and is thrown at the end. */
  return async function tidy(): Promise<void> {
    const faults: unknown[] = []
    for (const { id } of await store.system.find('tenants')) {
      for (const work of [tidyUploads, tidyRecordings]) await work(id).catch((error: unknown) => void faults.push(error))
    }
    if (faults.length > 0) throw new AggregateError(faults, 'recordings could not be tidied')
  }
}
