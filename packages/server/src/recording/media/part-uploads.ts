import { accepted, type Result, refused } from '@hotseat/core'
import type { Deps } from '../../deps.ts'
import { nobody, type TenantSettings } from '../../preferences/tenant-settings.ts'
import { createId } from '../../sign-on/tokens.ts'
import type { Transaction } from '../../store/store.ts'
import type { RecordingUploadRow } from '../../store/tables.ts'
import type { TokenRecorder } from '../recorder-token.ts'
import { findExcess } from './find-excess.ts'
import type { MediaRemovals } from './media-removals.ts'
import type { MediaStore } from './media-store.ts'

/** More parts than these are not on their way from one recorder at a time. */
const mostUnfinished = 100
/** A row is not written for every piece that comes. */
const touchEveryMs = 3_600_000

/** What a recorder says of a part that it is going to send. */
export type Announcement = Omit<RecordingUploadRow, 'recorderId' | 'mediaKey' | 'touchedAt'>
/** Which part an upload is. */
export type PartKey = { readonly recordingId: string; readonly part: number }
/** Where a part stands that its recorder asks about: on its way, or here with all its bytes. */
export type KnownPart = { readonly upload: RecordingUploadRow } | { readonly arrivedBytes: number }
/** What becomes of an announced part: it has a place to go to, or it has begun already. */
export type Announced = { readonly upload: RecordingUploadRow; readonly isNew: boolean } | { readonly arrivedBytes: number }

/** The rows of parts that are on their way. A recorder sees its own. */
export interface PartUploads {
  /**
   * A part is announced. The same part again goes on where it was, so whoever forgot where it sent it begins nothing anew; another part by the
   * same name takes the place of one that has not arrived. Refuses with `object.unknown`, `recording.part` (another one has arrived),
   * `object.changed` (another announcement came at once), `request.tooLarge` (the recording is full) or `rate.limited`.
   */
  announce(recorder: TokenRecorder, part: Announcement): Promise<Result<Announced>>
  find(recorder: TokenRecorder, key: PartKey): Promise<KnownPart | undefined>
  /** Somebody goes on with it: whether it is still there. */
  touch(recorder: TokenRecorder, upload: RecordingUploadRow): Promise<boolean>
}

type PartUploadsDeps = {
  readonly deps: Pick<Deps, 'store' | 'clock' | 'random'>
  readonly settings: Pick<TenantSettings, 'preferencesOf'>
  readonly media: MediaStore
  readonly removals: Pick<MediaRemovals, 'note' | 'removeNow'>
}

export function createPartUploads({ deps, settings, media, removals }: PartUploadsDeps): PartUploads {
  const { store, clock, random } = deps

  /** Whether what has come of it is still there. */
  async function isThere({ mediaKey }: RecordingUploadRow): Promise<boolean> {
    const upload = await media.uploads.getUpload(media.uploadId(mediaKey)).catch(nullWhenGone)
    return upload !== null
  }

  /** `known`: what takes its place. */
  async function begin(
    tx: Transaction,
    recorderId: string,
    part: Announcement,
    known: RecordingUploadRow | undefined,
    maxMs: number,
  ): Promise<Result<RecordingUploadRow>> {
    const key = { recordingId: part.recordingId, part: part.part }
    const now = await tx.get('recordingUploads', key)
    // It may have been kept long enough meanwhile.
    if (!(await tx.get('recordings', { id: part.recordingId }))) return refused('object.unknown')
    // Whoever announced it meanwhile goes on with it; what arrived meanwhile is kept.
    if (now?.mediaKey !== known?.mediaKey || (await tx.get('recordingParts', key))) return refused('object.changed')
    const excess = await findExcess(tx, part, maxMs)
    if (excess) return { ok: false, refusal: excess }
    const others = await tx.find('recordingUploads', { where: { recorderId }, limit: mostUnfinished + 1 })
    if (others.filter((other) => !isSame(other, part)).length >= mostUnfinished)
      return refused('rate.limited', { facts: { retryAfterMs: touchEveryMs } })
    const mediaKey = `${tx.tenantId}/${createId(random)}`
    const row = { ...part, recorderId, mediaKey, touchedAt: clock.now() }
    tx.put('recordingUploads', row)
    if (now) removals.note(tx, { mediaKey: now.mediaKey, of: 'upload' })
    return accepted(row)
  }

  return {
    async announce({ tenantId, recorderId }, part) {
      const tenant = store.tenant(tenantId)
      const { recordingId } = part
      const key = { recordingId, part: part.part }
      const [recording, arrived, upload] = await Promise.all([
        tenant.get('recordings', { id: recordingId }),
        tenant.get('recordingParts', key),
        tenant.get('recordingUploads', key),
      ])
      // Another recorder's is none.
      if (recording?.recorderId !== recorderId) return refused('object.unknown')
      if (arrived) {
        if (arrived.sha256 === part.sha256) return accepted({ arrivedBytes: arrived.storedBytes })
        return refused('recording.part', { detail: 'another part by this name has arrived' })
      }
      if (upload && isLike(upload, part) && (await isThere(upload))) return accepted({ upload, isNew: false })
      const { 'recording.maxMs': maxMs } = await settings.preferencesOf(tenantId, nobody)
      const begun = await tenant.transact((tx) => begin(tx, recorderId, part, upload, maxMs))
      if (begun.ok && upload) await removals.removeNow(tenantId, upload.mediaKey)
      return begun.ok ? accepted({ upload: begun.value, isNew: true }) : begun
    },
    async find({ tenantId, recorderId }, key) {
      const tenant = store.tenant(tenantId)
      const upload = await tenant.get('recordingUploads', key)
      if (upload) return upload.recorderId === recorderId ? { upload } : undefined
      const arrived = await tenant.get('recordingParts', key)
      return arrived?.recorderId === recorderId ? { arrivedBytes: arrived.storedBytes } : undefined
    },
    async touch({ tenantId }, { recordingId, part, mediaKey, touchedAt }) {
      if (clock.now() - touchedAt < touchEveryMs) return true
      return store.tenant(tenantId).transact(async (tx) => {
        const row = await tx.get('recordingUploads', { recordingId, part })
        // It was left for so long that it was removed just now, or it was begun anew.
        if (row?.mediaKey !== mediaKey) return false
        tx.put('recordingUploads', { ...row, touchedAt: clock.now() })
        return true
      })
    },
  }
}

function isSame(a: PartKey, b: PartKey): boolean {
  return a.recordingId === b.recordingId && a.part === b.part
}

/** Whether the bytes are the same ones, and open by the same key. */
function isLike(upload: RecordingUploadRow, part: Announcement): boolean {
  const { sha256, bytes, wrappedKey, cut } = upload
  return sha256 === part.sha256 && bytes === part.bytes && wrappedKey === part.wrappedKey && cut === part.cut
}

/** What tus says when there is no such upload, or nothing of it any more. */
export function nullWhenGone(error: unknown): null {
  const status = typeof error === 'object' && error !== null && 'status_code' in error ? error.status_code : undefined
  if (status === 404 || status === 410) return null
  throw error
}
