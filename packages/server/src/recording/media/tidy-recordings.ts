import type { Deps } from '../../deps.ts'
import { nobody, type TenantSettings } from '../../preferences/tenant-settings.ts'
import type { RecordingRow, RecordingUploadRow } from '../../store/tables.ts'
import { createMediaRemovals } from './media-removals.ts'
import type { MediaStore } from './media-store.ts'

/** How long after one run the next one comes. */
export const tidyEveryMs = 60_000
const dayMs = 24 * 3_600_000
/** Nobody comes back to an upload that was left so long (spec RC34). */
const uploadsMs = 7 * dayMs
/** Of each kind so many in one run; the next one takes the rest. */
const batch = 500

/** A part that was begun to be sent and will not arrive. */
export type LeftUpload = Pick<RecordingUploadRow, 'recordingId' | 'part' | 'recorderId'> & { readonly tenantId: string }

/**
 * Removes uploads that were left, which `onLeft` is told of, and recordings that were kept long enough (spec RC34, RC44). The rows go first, and what lies in the store of
 * media after them. It has a timer of its own, for a bucket that is slow must not hold up the tick.
 */
export function createTidyRecordings(
  deps: Pick<Deps, 'store' | 'clock'>,
  settings: TenantSettings,
  media: MediaStore,
  onLeft: (left: LeftUpload) => void = () => undefined,
) {
  const { store, clock } = deps
  const removals = createMediaRemovals(deps, media)

  async function tidyUploads(tenantId: string): Promise<void> {
    const tenant = store.tenant(tenantId)
    const to = clock.now() - uploadsMs
    const left = { range: { column: 'touchedAt', to }, orderBy: 'touchedAt', limit: batch } as const
    if ((await tenant.find('recordingUploads', { ...left, limit: 1 })).length === 0) return
    const removed = await tenant.transact(async (tx) => {
      const uploads = await tx.find('recordingUploads', left)
      for (const { recordingId, part, mediaKey } of uploads) {
        tx.remove('recordingUploads', { recordingId, part })
        removals.note(tx, { mediaKey, of: 'upload' })
      }
      return uploads
    })
    for (const { recordingId, part, recorderId } of removed) onLeft({ tenantId, recordingId, part, recorderId })
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
  function remove(tenantId: string, { id, userId }: RecordingRow, most: number): Promise<number> {
    const where = { recordingId: id }
    return store.tenant(tenantId).transact(async (tx) => {
      const parts = await tx.find('recordingParts', { where, limit: most })
      const uploads = await tx.find('recordingUploads', { where, limit: most })
      for (const { part, mediaKey } of parts) {
        tx.remove('recordingParts', { recordingId: id, part })
        tx.remove('recordingIndexes', { recordingId: id, part })
        removals.note(tx, { mediaKey, of: 'part' })
      }
      for (const { part, mediaKey } of uploads) {
        tx.remove('recordingUploads', { recordingId: id, part })
        removals.note(tx, { mediaKey, of: 'upload' })
      }
      const went = parts.length + uploads.length
      const isRest = Math.max(parts.length, uploads.length) === most
      // Another node may have been here before.
      if (isRest || !(await tx.get('recordings', { id }))) return Math.max(1, went)
      for (const { interactionId } of await tx.find('recordedCalls', { where }))
        tx.remove('recordedCalls', { recordingId: id, interactionId })
      tx.remove('recordings', { id })
      await tx.emit({ kind: 'recording.removed', userId, data: { recordingId: id } }, { at: clock.now(), by: null })
      return Math.max(1, went)
    })
  }

  async function removeMedia(tenantId: string): Promise<void> {
    const faults = await removals.removeDue(tenantId)
    if (faults.length > 0) throw new AggregateError(faults, `${faults.length} media of recordings could not be removed`)
  }

  /** What fails for one tenant keeps nothing from the others, and is thrown at the end. */
  return async function tidy(): Promise<void> {
    const faults: unknown[] = []
    for (const { id } of await store.system.find('tenants')) {
      for (const work of [tidyUploads, tidyRecordings, removeMedia])
        await work(id).catch((error: unknown) => void faults.push(error))
    }
    if (faults.length > 0) throw new AggregateError(faults, 'recordings could not be tidied')
  }
}
