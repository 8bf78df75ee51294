import type { Refusal } from '@hotseat/core'
import type { Deps } from '../../deps.ts'
import type { Transaction } from '../../store/store.ts'
import type { RecordingUploadRow } from '../../store/tables.ts'
import { countArrived } from '../count-arrived.ts'
import type { WrappingKey } from '../wrapping-key.ts'
import { type CheckedPart, checkPart, ticksOf } from './check-part.ts'
import { hideFragments } from './hide-fragments.ts'
import type { MediaRemovals } from './media-removals.ts'
import type { MediaStore } from './media-store.ts'
import { momentsOf } from './moments-of.ts'
import { createTurns } from './turns.ts'

/** What to do with a part of which every byte is there. */
export interface Arrivals {
  /**
   * Checks it and puts it on record (spec RC30): null. Refused, it is removed, so that its recorder can begin again. May be asked for the
   * same part as often as one likes, also after a crash in the middle of it.
   */
  arrive(tenantId: string, upload: RecordingUploadRow): Promise<Refusal | null>
}

type ArrivalDeps = {
  readonly deps: Pick<Deps, 'store' | 'clock'>
  readonly media: MediaStore
  readonly removals: Pick<MediaRemovals, 'note' | 'removeNow'>
  readonly wrappingKey: Pick<WrappingKey, 'unwrap'>
}

/** Checking a part takes the processor; more than these at a time would not be done sooner. */
const atOnce = 4

export function createArrivals({ deps, media, removals, wrappingKey }: ArrivalDeps): Arrivals {
  const { store, clock } = deps
  const inTurn = createTurns(atOnce)
  const underWay = new Map<string, Promise<Refusal | null>>()

  async function check(tenant: string, upload: RecordingUploadRow): Promise<CheckedPart | null> {
    const { recordingId: recording, recorderId: recorder, mediaKey, wrappedKey, sha256, cut } = upload
    const key = await wrappingKey.unwrap(wrappedKey, { tenant, recorder, recording })
    if (key === null) return { fault: 'its key was not wrapped for this server and this recording' }
    const source = await media.read(mediaKey)
    if (source === null) return null
    try {
      return await checkPart(source, { sha256, cut }, key)
    } finally {
      source.destroy()
    }
  }

  /** Gives up what is not, or no longer, a part that is wanted; it may have been given up before. */
  async function giveUp(tenantId: string, { recordingId, part, mediaKey }: RecordingUploadRow): Promise<void> {
    await store.tenant(tenantId).transact(async (tx) => {
      const row = await tx.get('recordingUploads', { recordingId, part })
      // Unless the part was begun anew meanwhile.
      if (row?.mediaKey !== mediaKey) return
      tx.remove('recordingUploads', { recordingId, part })
      removals.note(tx, { mediaKey, of: 'upload' })
    })
    await removals.removeNow(tenantId, mediaKey)
  }

  async function arrive(tenantId: string, upload: RecordingUploadRow): Promise<Refusal | null> {
    const checked = await check(tenantId, upload)
    if (checked === null || 'fault' in checked) {
      await giveUp(tenantId, upload)
      return checked === null ? { code: 'object.changed' } : { code: 'recording.part', detail: checked.fault }
    }
    await media.settle(upload.mediaKey)
    return store.tenant(tenantId).transact((tx) => keep(tx, upload, checked))
  }

  /** Nothing but the row of an upload keeps its media from being removed, so only what still has it may become a part. */
  async function keep(tx: Transaction, upload: RecordingUploadRow, checked: GoodPart): Promise<Refusal | null> {
    const key = { recordingId: upload.recordingId, part: upload.part }
    if ((await tx.get('recordingUploads', key))?.mediaKey !== upload.mediaKey) {
      const known = await tx.get('recordingParts', key)
      return known?.mediaKey === upload.mediaKey ? null : { code: 'object.changed' }
    }
    const recording = (await tx.get('recordings', { id: upload.recordingId }))?.recording
    if (recording === undefined) return { code: 'object.unknown' }
    const playsMs = Math.round((ticksOf(checked.index) * 1_000) / checked.index.timescale)
    const moments = momentsOf({ ...upload, cut: checked.isCut }, recording.askedAt, playsMs, clock.now())
    const index = hideFragments(checked.index, moments.startedAt, recording)
    const durationMs = index.fragments.some(({ hidden }) => !hidden) ? playsMs : 0
    tx.remove('recordingUploads', key)
    tx.put('recordingParts', { ...partOf(upload, checked), ...moments, durationMs })
    tx.put('recordingIndexes', { ...key, index })
    await countArrived(tx, upload.recordingId, { at: clock.now(), by: null })
    return null
  }

  return {
    arrive(tenantId, upload) {
      const known = underWay.get(upload.mediaKey)
      if (known) return known
      const arrival = inTurn(() => arrive(tenantId, upload)).finally(() => underWay.delete(upload.mediaKey))
      underWay.set(upload.mediaKey, arrival)
      return arrival
    },
  }
}

type GoodPart = Exclude<CheckedPart, { fault: string }>

function partOf(upload: RecordingUploadRow, { storedBytes, isCut: cut }: GoodPart) {
  const { recordingId, part, recorderId, sha256, wrappedKey, mediaKey } = upload
  return { recordingId, part, recorderId, cut, sha256, storedBytes, wrappedKey, mediaKey }
}
