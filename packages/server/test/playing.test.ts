import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { findFfmpeg } from '../../../scripts/ffmpeg.ts'
import { createBucketMediaStore } from '../src/recording/media/bucket-media-store.ts'
import { createFolderMediaStore } from '../src/recording/media/folder-media-store.ts'
import type { MediaStore } from '../src/recording/media/media-store.ts'
import { createWrappingKey } from '../src/recording/wrapping-key.ts'
import { createVault } from '../src/vault.ts'
import { startBucketServer } from './bucket-server.ts'
import { createMediaRig, type MediaRig, recorderId } from './media-rig.ts'
import { makeVideo, run, type SealedPart, sealPart, type Video } from './sealed-part.ts'
import { feedOf } from './stage.ts'

let video: Video
let part: SealedPart
beforeAll(async () => {
  video = await makeVideo({ seconds: 6 })
  part = sealPart(video)
})

let rig: MediaRig
let headers: Record<string, string>
/** Streams out of the store of media that are open, and how many ever were. */
let opened: Set<Readable>
let reads: number
beforeEach(() => start())
afterEach(() => rig.close())

async function start(mediaOf: (folder: string) => MediaStore = createFolderMediaStore): Promise<void> {
  opened = new Set()
  reads = 0
  rig = await createMediaRig((folder) => watched(mediaOf(folder)))
  await rig.plant()
  headers = (await rig.signIn({ role: 'administrator', user: 'ada', bearer: true })).headers
}

/** The same store, whose open streams are known. */
function watched(media: MediaStore): MediaStore {
  return {
    ...media,
    get uploads() {
      return media.uploads
    },
    async read(...asked) {
      const stream = await media.read(...asked)
      reads += 1
      if (stream) opened.add(stream.once('close', () => opened.delete(stream)))
      return stream
    },
  }
}

const address = (number = 1, id = 'rec-1') => `${rig.url()}/v1/recordings/${id}/media?part=${number}`
const ask = (more: Record<string, string> = {}, init: RequestInit = {}) =>
  fetch(address(), { ...init, headers: { ...headers, ...more } })
const play = async (more: Record<string, string> = {}) => Buffer.from(await (await ask(more)).arrayBuffer())

describe('a part is played', () => {
  it('[RC41] as one file: what it begins with, an index of its seconds, and these', async () => {
    await rig.upload(part)
    const answer = await ask()
    const whole = Buffer.from(await answer.arrayBuffer())
    expect(answer.status).toBe(200)
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      ...{ 'content-type': 'video/mp4', 'content-length': String(whole.length), 'accept-ranges': 'bytes' },
      ...{
        'cache-control': 'private, no-store',
        'x-content-type-options': 'nosniff',
        'cross-origin-resource-policy': 'same-origin',
      },
    })
    expect(whole.subarray(0, video.init.length).equals(video.init)).toBe(true)
    expect(whole.toString('latin1', video.init.length + 4, video.init.length + 8)).toBe('sidx')
    expect(whole.subarray(-Buffer.concat(video.fragments).length).equals(Buffer.concat(video.fragments))).toBe(true)
  })

  it('[RC41] fragments whose pictures need those before them are found with these', async () => {
    await rig.upload(sealPart(await makeVideo({ seconds: 6, fragmentMs: 400 })))
    const [whole, index] = [await play(), await rig.indexOf()]
    const { initBytes = 0, timescale = 1, fragments = [] } = index ?? {}
    expect(fragments.map(({ goesOn }) => goesOn === undefined)).toEqual(Array.from({ length: 18 }, (_, at) => at % 3 === 0))
    expect(whole.readUInt16BE(initBytes + 38)).toBe(6)
    for (const second of [0, 1, 2, 3, 4, 5]) {
      const at = initBytes + 40 + second * 12
      const its = fragments.slice(second * 3, second * 3 + 3)
      const bytes = its.reduce((sum, fragment) => sum + fragment.bytes, 0)
      expect([whole.readUInt32BE(at), whole.readUInt32BE(at + 4), whole.readUInt32BE(at + 8)]).toEqual([
        bytes,
        timescale,
        0x9000_0000,
      ])
    }
  })

  it('[RC41] the same bytes whichever ranges they are read in', async () => {
    await rig.upload(part)
    const whole = await play()
    const sizes = [video.init.length - 1, 2, 40, 500, 30_000, 1, whole.length]
    const pieces: Buffer[] = []
    for (let at = 0; at < whole.length; ) {
      const size = sizes[pieces.length % sizes.length] ?? 1
      const answer = await ask({ range: `bytes=${at}-${at + size - 1}` })
      const piece = Buffer.from(await answer.arrayBuffer())
      const end = Math.min(whole.length, at + size)
      expect([answer.status, answer.headers.get('content-range'), piece.length]).toEqual([
        206,
        `bytes ${at}-${end - 1}/${whole.length}`,
        end - at,
      ])
      pieces.push(piece)
      at += piece.length
    }
    expect(Buffer.concat(pieces).equals(whole)).toBe(true)
  })

  it.each([
    ['bytes=0-0', 206, [0, 1]],
    ['bytes=100-', 206, [100, null]],
    ['bytes=-10', 206, [-10, null]],
    ['bytes=-99999999', 206, [0, null]],
    ['BYTES= 5-9 ', 206, [5, 10]],
    ['bytes=5-99999999999', 206, [5, null]],
    ['bytes=99999999-', 416, null],
    ['bytes=-0', 416, null],
    ['bytes=9-5', 200, [0, null]],
    ['bytes=0-1,5-6', 200, [0, null]],
    ['lines=1-2', 200, [0, null]],
    ['bytes=a-b', 200, [0, null]],
    ['bytes=-', 200, [0, null]],
  ] as const)('[RC41] the range %s is answered %i, as RFC 9110 has it', async (range, status, bytes) => {
    await rig.upload(part)
    const whole = await play()
    const answer = await ask({ range })
    const body = Buffer.from(await answer.arrayBuffer())
    expect(answer.status).toBe(status)
    if (bytes === null) expect([answer.headers.get('content-range'), body.length]).toEqual([`bytes */${whole.length}`, 0])
    else expect(body.equals(whole.subarray(bytes[0], bytes[1] ?? undefined))).toBe(true)
  })

  it('[RC41] a range holds only of what the asker knows; HEAD says all but the bytes', async () => {
    await rig.upload(part)
    const tag = (await ask({}, { method: 'HEAD' })).headers.get('etag') ?? ''
    expect(tag).toMatch(/^"[0-9a-f]{64}-\d+"$/)
    const statusOf = async (ifRange: string) => {
      const answer = await ask({ range: 'bytes=0-9', 'if-range': ifRange })
      await answer.arrayBuffer()
      return answer.status
    }
    expect([await statusOf(tag), await statusOf(`W/${tag}`), await statusOf('"other"')]).toEqual([206, 200, 200])
    const head = await ask({ range: 'bytes=0-9' }, { method: 'HEAD' })
    const { length } = await play()
    expect([head.status, head.headers.get('content-length')]).toEqual([200, String(length)])
  })

  it('[RC41] ffprobe sees every picture of it, and where to seek to', async () => {
    await rig.upload(part)
    const folder = await mkdtemp(join(tmpdir(), 'hotseat-play-'))
    const file = join(folder, 'part.mp4')
    await writeFile(file, await play())
    const asked = [
      '-v',
      'error',
      '-count_frames',
      '-show_entries',
      'stream=nb_read_frames,codec_name:format=duration',
      '-of',
      'json',
      file,
    ]
    expect(JSON.parse(String(await run(findFfmpeg().ffprobe, asked)))).toMatchObject({
      ...{ streams: [{ codec_name: 'h264', nb_read_frames: '30' }], format: { duration: '6.000000' } },
    })
    await rm(folder, { recursive: true, force: true })
  })

  it('[RC41] from a bucket as well', async () => {
    await rig.close()
    const server = await startBucketServer()
    await start(() => createBucketMediaStore(server.bucket))
    await rig.upload(part)
    const whole = await play()
    expect(whole.subarray(-Buffer.concat(video.fragments).length).equals(Buffer.concat(video.fragments))).toBe(true)
    expect((await play({ range: 'bytes=20000-29999' })).equals(whole.subarray(20_000, 30_000))).toBe(true)
    await rig.close()
    await server.close()
    await start()
  })

  it('[RC41] of what is not there, or was never a picture, there is nothing to play', async () => {
    await rig.upload(part)
    const torn = sealPart({ ...video, fragments: [] }, { ends: false })
    await rig.upload(torn, { part: '2', cut: 'true' })
    const statusOf = async (url: string, init: RequestInit = {}) => (await fetch(url, { ...init, headers })).status
    expect(await Promise.all([address(2), address(3), address(1, 'rec-9')].map((url) => statusOf(url)))).toEqual([404, 404, 404])
    for (const query of ['', '?part=0', '?part=x', '?part=1&part=2', '?part=1&more=1'])
      expect(await statusOf(`${rig.url()}/v1/recordings/rec-1/media${query}`)).toBe(400)
    for (const method of ['POST', 'PUT', 'DELETE']) expect(await statusOf(address(), { method })).toBe(405)
  })

  /** A part of so many fragments of the same second: they are not compared with each other, so a long one costs no time of an encoder. */
  const longPart = (fragments: number) =>
    sealPart({ ...video, fragments: Array.from({ length: fragments }, () => video.fragments[0] ?? video.init) })

  it('[RC41] whoever leaves, or reads slowly, holds a megabyte of it and nothing more, and nothing of the store', async () => {
    const long = longPart(800)
    await rig.upload(long)
    expect(long.bytes.length).toBeGreaterThan(10_000_000)
    const before = process.memoryUsage()
    const readers = await Promise.all(
      Array.from({ length: 60 }, () => {
        const controller = new AbortController()
        return ask({}, { signal: controller.signal }).then((answer) => ({ answer, controller }))
      }),
    )
    await expect.poll(() => [opened.size, reads]).toEqual([0, expect.any(Number)])
    expect(reads).toBeLessThan(60 * 10)
    const { arrayBuffers } = process.memoryUsage()
    // All of it for each would be 600 MB and more.
    expect(arrayBuffers - before.arrayBuffers).toBeLessThan(200_000_000)
    for (const { controller } of readers) controller.abort()
    await expect.poll(() => opened.size).toBe(0)
  })

  it('[RC41] more players that stand still than there are lines to a bucket keep no part from arriving', async () => {
    await rig.close()
    const server = await startBucketServer()
    await start(() => createBucketMediaStore(server.bucket))
    await rig.upload(longPart(800))
    const line = () =>
      new Promise<Socket>((resolve) => {
        const socket = connect(Number(new URL(rig.url()).port), '127.0.0.1')
        const fields = Object.entries({ host: new URL(rig.url()).host, ...headers }).map(
          ([name, value]) => `${name}: ${value}\r\n`,
        )
        socket.write(`GET /v1/recordings/rec-1/media?part=1 HTTP/1.1\r\n${fields.join('')}\r\n`)
        socket.once('data', () => resolve(socket.pause()))
      })
    const lines = await Promise.all(Array.from({ length: 60 }, line))
    expect(await rig.upload(part, { part: '2' })).toBe('arrived')
    for (const each of lines) each.destroy()
    await rig.close()
    await server.close()
    await start()
  })

  it('[RC41] whoever takes nothing for a minute is cut off, and one who takes something is not', async () => {
    await rig.upload(longPart(3_000))
    const answer = await ask()
    const reader = answer.body?.getReader()
    const taken: Uint8Array[] = []
    const take = async () => {
      const { value } = (await reader?.read()) ?? {}
      if (value) taken.push(value)
      return value !== undefined
    }
    const whole = Number(answer.headers.get('content-length'))
    const size = () => taken.reduce((sum, { length }) => sum + length, 0)
    /** All that lies between the two is full, and nothing moves. */
    const isFull = async () => {
      const seen: number[] = []
      await expect.poll(() => seen.push(reads) > 1 && seen.at(-1) === seen.at(-2), { interval: 300 }).toBe(true)
    }
    for (let minutes = 1; minutes <= 3; minutes++) {
      const until = size() + 5_000_000
      while (size() < until) await take()
      await isFull()
      rig.stage.clock.advance(50_000)
    }
    expect(size()).toBeLessThan(whole / 2)
    rig.stage.clock.advance(20_000)
    await expect(
      (async () => {
        while (await take());
      })(),
    ).rejects.toThrow()
    expect(size()).toBeLessThan(whole)
    const more = await play({ range: `bytes=${size()}-` })
    expect(size() + more.length).toBe(whole)
  })

  it('[RC43] what was changed where it lies is not given to anybody', async () => {
    await rig.upload(part)
    const [path] = (await rig.files()).filter((file) => !file.endsWith('.json'))
    const at = 4 + 21 + video.init.length + 21 + (video.fragments[0]?.length ?? 0) + 2_000
    await writeFile(
      path ?? '',
      Buffer.concat([part.bytes.subarray(0, at), Buffer.from([(part.bytes[at] ?? 0) ^ 1]), part.bytes.subarray(at + 1)]),
    )
    const whole = await ask({ range: `bytes=0-${video.init.length - 1}` })
    expect(Buffer.from(await whole.arrayBuffer()).equals(video.init)).toBe(true)
    await expect(play()).rejects.toThrow()
  })

  it('[RC43] what lies there is no video, and no other server’s key opens it', async () => {
    await rig.upload(part)
    for (const content of await rig.contents())
      for (const sign of ['ftyp', 'moov', 'moof', 'mdat', 'avc1']) expect(content.includes(sign)).toBe(false)
    const { wrappedKey = '' } = (await rig.partOf()) ?? {}
    const { deps } = rig.stage
    const owner = { tenant: 'demo', recorder: recorderId, recording: 'rec-1' }
    expect((await createWrappingKey(deps).unwrap(wrappedKey, owner))?.length).toBe(32)
    const other = createVault(Buffer.alloc(32, 9), deps.random)
    await expect(createWrappingKey({ ...deps, vault: other }).unwrap(wrappedKey, owner)).rejects.toThrow()
  })
})

describe('who plays', () => {
  it('[RC42] is on record before the first byte, once a minute and recording', async () => {
    await rig.upload(part)
    const told = async () => (await feedOf(rig.stage.deps.store)).filter(({ kind }) => kind === 'recording.watched')
    await ask({}, { method: 'HEAD' })
    expect(await told()).toEqual([])
    for (let at = 0; at < 5; at++) await play({ range: 'bytes=0-9' })
    expect(await told()).toMatchObject([{ userId: 'anna', by: 'u-ada', data: { recordingId: 'rec-1' } }])
    rig.stage.clock.advance(59_000)
    await play()
    expect(await told()).toHaveLength(1)
    rig.stage.clock.advance(1_000)
    await play()
    expect(await told()).toHaveLength(2)
    headers = (await rig.signIn({ role: 'supervisor', user: 'sam', bearer: true })).headers
    await play()
    expect((await told()).map(({ by }) => by)).toEqual(['u-ada', 'u-ada', 'u-sam'])
  })

  it('[RC45] [RC40] is a supervisor or an administrator of the tenant; nobody else learns where anything is', async () => {
    await rig.upload(part)
    const statusOf = async (given: Record<string, string>) => (await fetch(address(), { headers: given })).status
    const as = async (options: Parameters<MediaRig['signIn']>[0]) => statusOf((await rig.signIn(options)).headers)
    const { headers: cookie } = await rig.signIn({ role: 'supervisor', user: 'sam' })
    expect(await statusOf({ cookie: cookie.cookie ?? '' })).toBe(200)
    expect(await as({ role: 'executive', user: 'anna', bearer: true })).toBe(403)
    expect(await as({ role: 'administrator', tenant: 'acme', user: 'eve', bearer: true })).toBe(404)
    expect(await statusOf({})).toBe(401)
    expect(await statusOf({ ...cookie, origin: 'https://evil.example' })).toBe(403)
    expect(await statusOf({ ...cookie, 'sec-fetch-site': 'cross-site' })).toBe(403)
    for (const path of ['', '/rec-1']) {
      const { headers: agent } = await rig.signIn({ role: 'executive', user: 'anna', bearer: true })
      expect((await fetch(`${rig.url()}/v1/recordings${path}`, { headers: agent })).status).toBe(403)
      const text = await (await fetch(`${rig.url()}/v1/recordings${path}`, { headers })).text()
      expect(text).toContain('rec-1')
      for (const secret of ['mediaKey', (await rig.partOf())?.mediaKey, (await rig.partOf())?.wrappedKey])
        expect(text).not.toContain(secret)
    }
  })
})
