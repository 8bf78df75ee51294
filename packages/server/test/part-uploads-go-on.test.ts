import { once } from 'node:events'
import { connect } from 'node:net'
import { Readable } from 'node:stream'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTenantSettings } from '../src/preferences/tenant-settings.ts'
import { createBucketMediaStore } from '../src/recording/media/bucket-media-store.ts'
import { createTidyRecordings } from '../src/recording/media/tidy-recordings.ts'
import { type BucketServer, startBucketServer } from './bucket-server.ts'
import { createMediaRig, type MediaRig, recorderId, send, uploads } from './media-rig.ts'
import { makeVideo, type SealedPart, sealPart } from './sealed-part.ts'
import { createTcpProxy } from './tcp-proxy.ts'

/** Large enough to be cut in the middle of it. */
let part: SealedPart
beforeAll(async () => {
  part = sealPart(await makeVideo({ seconds: 20, rate: 10, size: '1280x720' }))
})

let rig: MediaRig
let buckets: BucketServer | undefined
afterEach(async () => {
  await rig.close()
  await buckets?.close()
  buckets = undefined
})

const headers = () => ({ ...rig.headers(), 'tus-resumable': '1.0.0' })
const head = async (path = '/rec-1.1') => {
  const answer = await fetch(rig.url() + uploads + path, { method: 'HEAD', headers: headers() })
  return { status: answer.status, offset: Number(answer.headers.get('upload-offset')) }
}
const patch = (offset: number, body: Buffer) =>
  fetch(`${rig.url() + uploads}/rec-1.1`, {
    method: 'PATCH',
    headers: { ...headers(), 'content-type': 'application/offset+octet-stream', 'upload-offset': String(offset) },
    body: new Uint8Array(body),
  })
/** Announces the part and sends so much of it. */
async function sendSome(bytes: number): Promise<Record<string, string>> {
  const metadata = await rig.metadataOf(part)
  const encoded = Object.entries(metadata).map(([name, value]) => `${name} ${Buffer.from(value).toString('base64')}`)
  const told = { 'upload-length': String(part.bytes.length), 'upload-metadata': encoded.join() }
  const answer = await fetch(rig.url() + uploads, { method: 'POST', headers: { ...headers(), ...told } })
  expect(answer.headers.get('location')).toBe(`${uploads}/rec-1.1`)
  if (bytes > 0) expect((await patch(0, part.bytes.subarray(0, bytes))).status).toBe(204)
  return metadata
}

describe.each(['the data folder', 'a bucket'])('an upload into %s', (where) => {
  beforeEach(async () => {
    if (where === 'a bucket') buckets = await startBucketServer()
    const { bucket } = buckets ?? {}
    rig = await createMediaRig(bucket && (() => createBucketMediaStore(bucket)))
    await rig.plant()
  })

  it('[RC34] goes on after cuts of the line, and of the server', async () => {
    const port = Number(new URL(rig.url()).port)
    const proxy = await createTcpProxy(port)
    const metadata = await rig.metadataOf(part)
    let cuts = 0
    let sent = 0
    const ending = await send(part.bytes, {
      ...{ endpoint: `http://127.0.0.1:${proxy.port}${uploads}`, headers: rig.headers(), metadata },
      ...{ retryDelays: [0, 0, 0, 0, 0], chunkSize: 300_000 },
      onProgress(bytes) {
        if (bytes < sent + 500_000 || cuts === 3) return
        sent = bytes
        cuts += 1
        proxy.freeze()
        proxy.thaw()
      },
    })
    await proxy.close()
    expect([ending, cuts]).toEqual(['arrived', 3])
    expect(await rig.partOf()).toMatchObject({ sha256: part.sha256, storedBytes: part.bytes.length })
  })

  it('[RC34] goes on after a restart of the server, also for a recorder that forgot where it was', async () => {
    const metadata = await sendSome(700_000)
    await rig.restart()
    expect(await head()).toEqual({ status: 200, offset: 700_000 })
    let sent = 0
    const ending = await send(part.bytes, {
      ...{ endpoint: rig.url() + uploads, headers: rig.headers(), metadata, retryDelays: [0, 0] },
      onChunkComplete: (size) => {
        sent += size
      },
    })
    expect([ending, sent]).toEqual(['arrived', part.bytes.length - 700_000])
  })

  it('[RC34] [RC30] that is whole when the server dies is checked and put on record when its recorder asks, not told to be here before', async () => {
    await sendSome(0)
    const upload = await rig.tenant.get('recordingUploads', { recordingId: 'rec-1', part: 1 })
    if (!upload) throw new Error('no upload')
    // What a server leaves that dies right after the last byte.
    await rig.media.uploads.write(Readable.from([part.bytes]), rig.media.uploadId(upload.mediaKey), 0)
    await rig.restart()
    expect(await rig.partOf()).toBeUndefined()
    expect(await Promise.all([head(), head()])).toEqual([1, 2].map(() => ({ status: 200, offset: part.bytes.length })))
    expect(await rig.partOf()).toMatchObject({ mediaKey: upload.mediaKey })
    expect(await head()).toEqual({ status: 200, offset: part.bytes.length })
    expect((await patch(0, part.bytes)).status).toBe(409)
  })

  it('[RC34] of which nothing is left begins anew', async () => {
    const metadata = await sendSome(100_000)
    const [upload] = await rig.tenant.find('recordingUploads')
    await rig.media.remove(upload?.mediaKey ?? '')
    expect((await head()).status).toBe(404)
    const options = { endpoint: rig.url() + uploads, headers: rig.headers(), metadata, retryDelays: [0] }
    expect(await send(part.bytes, { ...options, uploadUrl: `${rig.url() + uploads}/rec-1.1` })).toBe('arrived')
  })

  it('[RC34] that nobody goes on with for 7 days is removed, and not before', async () => {
    const { deps, clock } = rig.stage
    const left: object[] = []
    const tidy = createTidyRecordings(deps, createTenantSettings(deps.store), rig.media, (each) => left.push(each))
    const dayMs = 24 * 3_600_000
    await sendSome(100_000)
    const [upload] = await rig.tenant.find('recordingUploads')
    clock.advance(6 * dayMs)
    expect((await head()).offset).toBe(100_000)
    clock.advance(6 * dayMs)
    await tidy()
    expect((await head()).offset).toBe(100_000)
    clock.advance(7 * dayMs)
    await tidy()
    expect([(await head()).status, await rig.tenant.find('recordingUploads')]).toEqual([404, []])
    expect(left).toEqual([{ tenantId: 'demo', recordingId: 'rec-1', part: 1, recorderId }])
    expect(await rig.media.read(upload?.mediaKey ?? '')).toBeNull()
    expect(await rig.upload(part)).toBe('arrived')
    clock.advance(8 * dayMs)
    await tidy()
    const kept = await rig.media.read((await rig.partOf())?.mediaKey ?? '')
    expect(kept?.destroy().destroyed).toBe(true)
  })
})

describe('an upload that comes slowly', () => {
  beforeEach(async () => {
    rig = await createMediaRig()
    await rig.plant()
  })

  /** A request of which bytes are sent by hand; what the server says, and whether the line is still open. */
  async function open(request: string, fields: Record<string, string | number>) {
    const socket = connect(Number(new URL(rig.url()).port), '127.0.0.1')
    let said = ''
    let isOpen = true
    socket.on('data', (text) => {
      said += String(text)
    })
    socket.on('close', () => {
      isOpen = false
    })
    await once(socket, 'connect')
    const lines = Object.entries({ host: new URL(rig.url()).host, ...fields }).map(([name, value]) => `${name}: ${value}\r\n`)
    socket.write(`${request} HTTP/1.1\r\n${lines.join('')}\r\n`)
    return { socket, said: () => said, isOpen: () => isOpen }
  }
  const patchFields = (length: number) => ({
    ...headers(),
    ...{ 'content-type': 'application/offset+octet-stream', 'upload-offset': 0, 'content-length': length },
  })
  const storedBytes = async () => {
    const [upload] = await rig.tenant.find('recordingUploads')
    return (await rig.media.uploads.getUpload(upload?.mediaKey ?? '')).offset
  }

  it('[RC35] is not cut as long as something comes, and is cut when nothing does', async () => {
    await sendSome(0)
    const line = await open(`PATCH ${uploads}/rec-1.1`, patchFields(part.bytes.length))
    for (let at = 1; at <= 5; at++) {
      line.socket.write(part.bytes.subarray((at - 1) * 1_000, at * 1_000))
      await expect.poll(storedBytes).toBe(at * 1_000)
      // The first bytes may have come with the head.
      if (at > 1) rig.stage.clock.advance(30_000)
    }
    expect([line.said(), line.isOpen()]).toEqual(['', true])
    rig.stage.clock.advance(30_000)
    await expect.poll(line.isOpen).toBe(false)
    // What had come is kept.
    expect((await head()).offset).toBe(5_000)
  })

  it('[RC35] [S-20] a stranger’s bytes are not read for longer than anybody’s, though they keep coming', async () => {
    const line = await open(`PATCH ${uploads}/rec-1.1`, { ...patchFields(part.bytes.length), authorization: 'Bearer nothing' })
    await expect.poll(line.said).toContain('recorder.token')
    line.socket.write(part.bytes.subarray(0, 10_000))
    await fetch(`${rig.url()}/healthz`)
    rig.stage.clock.advance(30_000)
    await expect.poll(line.isOpen).toBe(false)
  })

  it('[S-20] [RC35] any other body that takes longer than 30 s is cut, whatever comes', async () => {
    const line = await open('POST /v1/sign-in', { 'content-type': 'application/json', 'content-length': 1_000 })
    line.socket.write('{')
    await expect.poll(() => line.socket.bytesWritten).toBeGreaterThan(100)
    await fetch(`${rig.url()}/healthz`)
    rig.stage.clock.advance(29_000)
    line.socket.write('{')
    await fetch(`${rig.url()}/healthz`)
    expect(line.isOpen()).toBe(true)
    rig.stage.clock.advance(1_000)
    await expect.poll(line.isOpen).toBe(false)
    expect(line.said()).toContain('request.malformed')
  })
})
