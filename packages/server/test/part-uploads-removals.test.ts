import { Readable } from 'node:stream'
import { Upload } from '@tus/server'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTenantSettings } from '../src/preferences/tenant-settings.ts'
import { createArrivals } from '../src/recording/media/arrivals.ts'
import { createFolderMediaStore } from '../src/recording/media/folder-media-store.ts'
import { createMediaRemovals } from '../src/recording/media/media-removals.ts'
import type { MediaStore } from '../src/recording/media/media-store.ts'
import { createPartUploads } from '../src/recording/media/part-uploads.ts'
import { createTidyRecordings } from '../src/recording/media/tidy-recordings.ts'
import { createWrappingKey } from '../src/recording/wrapping-key.ts'
import { createMediaRig, type MediaRig, recorderId } from './media-rig.ts'
import { makeVideo, type SealedPart, sealPart } from './sealed-part.ts'

const dayMs = 24 * 3_600_000
const recorder = { tenantId: 'demo', recorderId }

let part: SealedPart
let cut: SealedPart
beforeAll(async () => {
  const video = await makeVideo({ seconds: 2 })
  part = sealPart(video)
  cut = sealPart(video, { ends: false })
})

/** What the store of media is waited for, or fails with, before it removes something, or looks for an upload. */
let onRemove: (mediaKey: string) => Promise<void>
let onLook: () => Promise<void>
let rig: MediaRig
let uploads: ReturnType<typeof createPartUploads>
let arrivals: ReturnType<typeof createArrivals>
let tidy: () => Promise<void>
beforeEach(async () => {
  onRemove = async () => undefined
  onLook = async () => undefined
  rig = await createMediaRig((folder) => slow(createFolderMediaStore(folder)))
  await rig.plant()
  const { deps } = rig.stage
  const removals = createMediaRemovals(deps, rig.media)
  const settings = createTenantSettings(deps.store)
  uploads = createPartUploads({ deps, settings, media: rig.media, removals })
  arrivals = createArrivals({ deps, media: rig.media, removals, wrappingKey: createWrappingKey(deps) })
  tidy = createTidyRecordings(deps, settings, rig.media)
})
afterEach(() => rig.close())

/** The same store, which takes its time. */
function slow(media: MediaStore): MediaStore {
  return {
    ...media,
    get uploads() {
      const getUpload = async (id: string) => onLook().then(() => media.uploads.getUpload(id))
      return Object.create(media.uploads, { getUpload: { value: getUpload } })
    },
    remove: async (mediaKey) => onRemove(mediaKey).then(() => media.remove(mediaKey)),
  }
}

/** Waits there, the first time only, until it is let go on. */
function gate() {
  const [reached, opened] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const pass = async () => {
    reached.resolve()
    await opened.promise
  }
  return { pass, reached: reached.promise, open: () => opened.resolve() }
}

const announcementOf = async (sent: SealedPart, number = 1, recordingId = 'rec-1') => ({
  ...{ recordingId, part: number, startedAt: 1_000, endedAt: 3_000, cut: sent === cut, sha256: sent.sha256 },
  ...{ bytes: sent.bytes.length, wrappedKey: (await rig.metadataOf(sent)).key ?? '' },
})
/** Announces a part and brings so many bytes of it. */
async function begin(sent: SealedPart, number = 1, bytes = sent.bytes.length) {
  const announced = await uploads.announce(recorder, await announcementOf(sent, number))
  if (!announced.ok || !('upload' in announced.value)) throw new Error('it was not begun')
  const { upload } = announced.value
  const id = rig.media.uploadId(upload.mediaKey)
  await rig.media.uploads.create(new Upload({ id, size: sent.bytes.length, offset: 0 }))
  await rig.media.uploads.write(Readable.from([sent.bytes.subarray(0, bytes)]), id, 0)
  return upload
}
/** How many parts that are on record have all their bytes; and how many files lie there. */
async function kept() {
  const rows = await rig.tenant.find('recordingParts')
  const streams = await Promise.all(rows.map(({ mediaKey }) => rig.media.read(mediaKey)))
  for (const stream of streams) stream?.destroy()
  return { parts: rows.length, whole: streams.filter((stream) => stream !== null).length, files: (await rig.files()).length }
}

describe('media are removed when nothing names them any more', () => {
  it('[RC34] [RC32] a part that comes home while what was left is removed is kept', async () => {
    await begin(part, 1, 1_000)
    await begin(part, 2, 1_000)
    rig.stage.clock.advance(8 * dayMs)
    const removing = gate()
    onRemove = removing.pass
    const tidied = tidy()
    await removing.reached
    expect(await rig.upload(part, { part: '2' })).toBe('arrived')
    removing.open()
    await tidied
    expect(await kept()).toEqual({ parts: 1, whole: 1, files: 2 })
  })

  it('[RC34] an upload that somebody has just gone on with is not left, whoever looked before', async () => {
    const upload = await begin(part, 1, 1_000)
    rig.stage.clock.advance(8 * dayMs)
    expect(await uploads.touch(recorder, upload)).toBe(true)
    await tidy()
    expect((await rig.tenant.find('recordingUploads')).length).toBe(1)
    rig.stage.clock.advance(8 * dayMs)
    await tidy()
    expect(await uploads.touch(recorder, upload)).toBe(false)
  })

  it('[RC32] a part that arrives while another by its name takes its place is one of the two, and whole', async () => {
    const first = await begin(part)
    const removing = gate()
    onRemove = removing.pass
    const second = announcementOf(cut).then((announced) => uploads.announce(recorder, announced))
    await removing.reached
    expect(await arrivals.arrive('demo', first)).toEqual({ code: 'object.changed' })
    removing.open()
    expect(await second).toMatchObject({ ok: true, value: { isNew: true } })
    expect(await kept()).toEqual({ parts: 0, whole: 0, files: 0 })
  })

  it('[RC32] a part that has arrived before another by its name takes its place stays', async () => {
    const first = await begin(part)
    const looking = gate()
    onLook = looking.pass
    const again = announcementOf(part).then((announced) => uploads.announce(recorder, { ...announced, ...known(first) }))
    await looking.reached
    onLook = async () => undefined
    expect(await arrivals.arrive('demo', first)).toBeNull()
    // What came of it is not found, so that it would be begun anew.
    await rig.media.uploads.remove(rig.media.uploadId(first.mediaKey))
    looking.open()
    expect(await again).toMatchObject({ ok: false, refusal: { code: 'object.changed' } })
    expect(await rig.tenant.find('mediaRemovals')).toEqual([])
  })
  const known = ({ wrappedKey, sha256 }: { wrappedKey: string; sha256: string }) => ({ wrappedKey, sha256 })

  it('[RC44] what is announced of a recording that is removed at that moment leaves nothing behind', async () => {
    const first = await begin(part, 1, 1_000)
    rig.stage.clock.advance(91 * dayMs)
    await uploads.touch(recorder, first)
    const [looking, removing] = [gate(), gate()]
    onLook = looking.pass
    onRemove = removing.pass
    // Its bytes are gone, so it is about to be begun anew.
    await rig.media.uploads.remove(rig.media.uploadId(first.mediaKey))
    const again = announcementOf(part).then((announced) => uploads.announce(recorder, { ...announced, ...known(first) }))
    await looking.reached
    const tidied = tidy()
    await removing.reached
    looking.open()
    expect(await again).toMatchObject({ ok: false, refusal: { code: 'object.unknown' } })
    expect(await uploads.announce(recorder, await announcementOf(part, 2))).toMatchObject({ ok: false })
    removing.open()
    await tidied
    const rows = [await rig.tenant.find('recordings'), await rig.tenant.find('recordingUploads')]
    expect([rows, await rig.files()]).toEqual([[[], []], []])
  })

  it.each([
    ['is refused', async () => rig.upload({ ...part, sha256: 'f'.repeat(64) }), { status: 422, code: 'recording.part' }],
    ['is begun anew', async () => begin(cut, 1, 100).then(() => rig.upload(part)), 'arrived'],
  ])('[RC30] nothing stays of an upload that %s while the store of media fails, once it works', async (_what, send, ending) => {
    onRemove = async () => Promise.reject(new Error('SlowDown'))
    expect(await send()).toEqual(ending)
    const { parts, files } = await kept()
    expect(files).toBe(2 * parts + 2)
    onRemove = async () => undefined
    rig.stage.clock.advance(10 * 60_000)
    await tidy()
    expect((await kept()).files).toBe(2 * parts)
  })

  it('[RC34] what is written to an upload after its removal goes an hour later', async () => {
    const first = await begin(part, 1, 1_000)
    await uploads.announce(recorder, await announcementOf(cut))
    expect(await rig.files()).toEqual([])
    await rig.media.uploads.create(new Upload({ id: rig.media.uploadId(first.mediaKey), size: 10, offset: 0 }))
    rig.stage.clock.advance(3_600_000)
    await tidy()
    expect([await rig.files(), await rig.tenant.find('mediaRemovals')]).toEqual([[], []])
  })

  it('[RC44] what cannot be removed keeps nothing from the others, is told, and is tried again until it is gone', async () => {
    await rig.upload(part)
    await rig.plant({ id: 'rec-2', askedAt: rig.stage.clock.now() + 1_000 })
    for (const number of ['1', '2']) await rig.upload(part, { recording: 'rec-2', part: number })
    const stuck = (await rig.partOf())?.mediaKey
    onRemove = async (mediaKey) => (mediaKey === stuck ? Promise.reject(new Error('AccessDenied')) : undefined)
    rig.stage.clock.advance(91 * dayMs)
    await expect(tidy()).rejects.toThrow('recordings could not be tidied')
    expect([await rig.tenant.find('recordings'), (await rig.files()).length]).toEqual([[], 2])
    // Not at each run.
    await tidy()
    rig.stage.clock.advance(10 * 60_000)
    await expect(tidy()).rejects.toThrow()
    onRemove = async () => undefined
    rig.stage.clock.advance(10 * 60_000)
    await tidy()
    expect([await rig.files(), await rig.tenant.find('mediaRemovals')]).toEqual([[], []])
  })
})
