import { randomBytes } from 'node:crypto'
import { containerMagic } from '@hotseat/protocol'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTenantSettings } from '../src/preferences/tenant-settings.ts'
import { createTidyRecordings } from '../src/recording/media/tidy-recordings.ts'
import { createMediaRig, type Ending, type MediaRig, recorderId, send, uploads } from './media-rig.ts'
import { makeVideo, type SealedPart, sealed, sealPart, sealRecord, type Video } from './sealed-part.ts'
import { feedOf } from './stage.ts'

let video: Video
let part: SealedPart
beforeAll(async () => {
  video = await makeVideo()
  part = sealPart(video)
})
let rig: MediaRig
beforeEach(async () => {
  rig = await createMediaRig()
})
afterEach(() => rig.close())

const refused: Ending = { status: 422, code: 'recording.part' }

describe('a part arrives', () => {
  it('[RC30] checked, and with it where each fragment is; it stays as it came', async () => {
    await rig.plant()
    expect(await rig.upload(part)).toBe('arrived')
    const row = await rig.partOf()
    const now = rig.stage.clock.now()
    expect(row).toMatchObject({ recorderId, startedAt: now, endedAt: now + 5_000, cut: false, sha256: part.sha256 })
    expect(row?.storedBytes).toBe(part.bytes.length)
    const { timescale = 1, fragments = [], initBytes } = (await rig.indexOf()) ?? {}
    expect([initBytes, fragments.map(({ bytes }) => bytes)]).toEqual([
      video.init.length,
      video.fragments.map(({ length }) => length),
    ])
    expect(fragments.map(({ duration }) => duration / timescale)).toEqual([1, 1, 1, 1, 1])
    expect((await rig.contents()).filter((content) => content.equals(part.bytes))).toHaveLength(1)
    expect(await rig.tenant.find('recordingUploads')).toEqual([])
  })

  const key = randomBytes(32)
  const pieces = (...records: Buffer[]) => sealed([containerMagic, ...records], key)
  const record = (number: number, kind: 'init' | 'fragment' | 'end', content: Buffer) => sealRecord(key, number, kind, content)
  const end = (number: number) => record(number, 'end', Buffer.from('{"durationMs":1000}'))
  const begin = () => record(0, 'init', video.init)
  const fragment = (number: number) => record(number, 'fragment', video.fragments[number - 1] ?? video.init)
  /** A video that counts in seconds, and a fragment of more pictures than there is time for. */
  const inSeconds = () => {
    const init = Buffer.from(video.init)
    init.writeUInt32BE(1, init.indexOf('mdhd') + 16)
    return init
  }
  const endless = () => {
    const fragment = Buffer.from(video.fragments[0] ?? video.init)
    const run = fragment.indexOf('trun')
    fragment.writeUIntBE(fragment.readUIntBE(run + 5, 3) & ~0xf00, run + 5, 3)
    fragment.writeUInt32BE(0xffff_ffff, run + 8)
    return fragment
  }
  it.each<[string, () => SealedPart]>([
    ['another SHA-256', () => ({ ...part, sha256: 'f'.repeat(64) })],
    ['another key', () => ({ ...part, key: randomBytes(32) })],
    ['a key that is too short', () => ({ ...part, key: randomBytes(16) })],
    ['a byte that was changed', () => sealed([part.bytes.subarray(0, 9_000), '!', part.bytes.subarray(9_001)], part.key)],
    ['records that changed places', () => pieces(begin(), fragment(2), fragment(1), end(3))],
    ['a record twice', () => pieces(begin(), fragment(1), fragment(1), end(3))],
    ['no end', () => pieces(begin(), fragment(1))],
    ['more after its end', () => pieces(begin(), fragment(1), end(2), fragment(3))],
    ['a fragment at first', () => pieces(record(0, 'fragment', video.init), end(1))],
    ['a second beginning', () => pieces(begin(), record(1, 'init', video.init), end(2))],
    ['no MP4', () => pieces(record(0, 'init', Buffer.from('<html>')), end(1))],
    ['no fragment of an MP4', () => pieces(begin(), record(1, 'fragment', Buffer.from('<html>')), end(2))],
    [
      'something behind a fragment',
      () => pieces(begin(), record(1, 'fragment', Buffer.concat([video.fragments[0] ?? key, key])), end(2)),
    ],
    ['more than two days of pictures', () => pieces(record(0, 'init', inSeconds()), record(1, 'fragment', endless()), end(2))],
    ['an end that says nothing', () => pieces(begin(), record(1, 'end', Buffer.from('{')))],
    ['another file', () => sealed([Buffer.from('GIF89a'), randomBytes(500)], key)],
    ['nothing', () => sealed([], key)],
  ])('[RC30] with %s it is refused, nothing is kept, and it may come again from the start', async (_what, make) => {
    await rig.plant()
    expect(await rig.upload(make())).toEqual(refused)
    expect([await rig.partOf(), await rig.tenant.find('recordingUploads'), await rig.files()]).toEqual([undefined, [], []])
    expect(await rig.upload(part)).toBe('arrived')
  })

  it('[RC30] a key that was not wrapped for this server opens nothing', async () => {
    await rig.plant()
    expect(await rig.upload(part, { key: 'eyJhbGciOiJub25lIn0....' })).toEqual(refused)
    expect(await rig.files()).toEqual([])
  })

  it('[RC30] what another recorder made, or what is of another recording, opens for nobody who got hold of it', async () => {
    const thief = 't'.repeat(43)
    await rig.plant()
    await rig.plant({ id: 'rec-2', userId: 'ben', recorderId: thief })
    await rig.plant({ id: 'rec-3' })
    // What lies in the spool: the part, and its key as it was wrapped.
    const { key = '' } = await rig.metadataOf(part)
    const stolen = { recording: 'rec-2', part: '7', key }
    expect(await rig.upload(part, stolen, { headers: rig.headers(thief) })).toEqual(refused)
    expect(await rig.upload(part, { recording: 'rec-3', key })).toEqual(refused)
    expect([await rig.tenant.find('recordingParts'), await rig.files()]).toEqual([[], []])
    expect(await rig.upload(part, { key })).toBe('arrived')
  })

  it('[RC30] may bring its first bytes, or all of them, with the announcement', async () => {
    await rig.plant()
    expect(await rig.upload(part, {}, { uploadDataDuringCreation: true })).toBe('arrived')
    const more = { uploadDataDuringCreation: true, chunkSize: 20_000 }
    expect(await rig.upload(part, { part: '2' }, more)).toBe('arrived')
    expect(await rig.upload({ ...part, sha256: 'f'.repeat(64) }, { part: '3' }, { uploadDataDuringCreation: true })).toEqual(
      refused,
    )
  })

  it('[RC36] with moments that can be, whatever its recorder told', async () => {
    const { askedAt } = await rig.plant()
    expect(await rig.upload(part, { startedAt: '1', endedAt: '999999999999999' })).toBe('arrived')
    expect(await rig.partOf()).toMatchObject({ startedAt: askedAt - 5_000, endedAt: askedAt, durationMs: 5_000 })
  })

  it('[RC31] of a part that was cut all that is whole counts, wherever it was cut, and zeros where the rest was to be', async () => {
    await rig.plant()
    const whole = sealPart(video, { ends: false })
    const ends = [0]
    for (const each of [video.init, ...video.fragments])
      ends.push((ends.at(-1) ?? 0) + (ends.length === 1 ? 4 : 0) + each.length + 21)
    const cuts = [0, 3, 4, 6, 100, (ends[2] ?? 0) - 1, ends[2] ?? 0, (ends[2] ?? 0) + 3, (ends[4] ?? 0) + 5_000]
    for (const [at, cut] of cuts.entries()) {
      const torn = sealed([whole.bytes.subarray(0, cut)], whole.key)
      expect(await rig.upload(torn, { part: String(at + 1), cut: 'true' })).toBe('arrived')
      const expected = Math.max(0, ends.filter((each) => each > 0 && each <= cut).length - 1)
      expect(await rig.partOf(at + 1)).toMatchObject({ cut: true, storedBytes: cut })
      expect((await rig.indexOf(at + 1))?.fragments).toHaveLength(expected)
      expect(await rig.upload(torn, { part: '100', cut: 'false' })).toEqual(refused)
    }
    const zeros = sealed([whole.bytes.subarray(0, ends[3]), Buffer.alloc(9_000)], whole.key)
    expect(await rig.upload(zeros, { part: '50', cut: 'true' })).toBe('arrived')
    expect((await rig.indexOf(50))?.fragments).toHaveLength(2)
  })

  it('[RC31] a part that was ended after all is none that was cut', async () => {
    await rig.plant()
    expect(await rig.upload(part, { cut: 'true' })).toBe('arrived')
    expect(await rig.partOf()).toMatchObject({ cut: false })
  })

  it('[RC32] it is kept once, however often it comes', async () => {
    await rig.plant()
    const options = { retryDelays: [0, 0, 0] }
    expect(await rig.upload(part, {}, options)).toBe('arrived')
    const kept = [await rig.partOf(), await rig.files()]
    expect(await rig.upload(part, {}, options)).toBe('arrived')
    expect(await Promise.all([1, 2, 3].map(() => rig.upload(part, {}, options)))).toEqual(['arrived', 'arrived', 'arrived'])
    expect([await rig.partOf(), await rig.files()]).toEqual(kept)
    const metadata = await rig.metadataOf(part, { part: '2' })
    const sent = { endpoint: rig.url() + uploads, headers: rig.headers(), metadata, retryDelays: Array(50).fill(5) }
    const atOnce = await Promise.all([1, 2, 3, 4].map(() => send(part.bytes, sent)))
    // They take the place from each other; whoever finds it gone begins anew.
    expect(atOnce).toContain('arrived')
    expect(await send(part.bytes, sent)).toBe('arrived')
    // Of what was begun twice nothing stays, whatever was written to it after its place was taken.
    rig.stage.clock.advance(3_600_000)
    await createTidyRecordings(rig.stage.deps, createTenantSettings(rig.stage.deps.store), rig.media)()
    expect(await rig.files()).toHaveLength(4)
    expect(await rig.upload(sealPart(video))).toEqual(refused)
    expect(await rig.partOf()).toEqual(kept[0])
  })

  it('[RC33] with the last one the recording is stored, once it has stopped and they are named', async () => {
    await rig.plant({ state: 'stopped', stoppedAt: 5, partCount: 2 })
    const stateOf = async () => (await rig.tenant.get('recordings', { id: 'rec-1' }))?.state
    expect(await rig.upload(part, { part: '2' })).toBe('arrived')
    expect(await stateOf()).toBe('stopped')
    expect(await rig.upload(part, { part: '1' })).toBe('arrived')
    expect(await stateOf()).toBe('stored')
    expect((await feedOf(rig.stage.deps.store)).at(-1)).toMatchObject({
      ...{ kind: 'recording.stored', userId: 'anna', data: { recordingId: 'rec-1', parts: 2 } },
    })
    await rig.plant({ id: 'rec-2' })
    expect(await rig.upload(part, { recording: 'rec-2' })).toBe('arrived')
    expect((await rig.tenant.get('recordings', { id: 'rec-2' }))?.state).toBe('running')
  })
})

describe('at the door of uploads', () => {
  const call = async (method: string, path: string, headers: Record<string, string>, body?: string) => {
    const answer = await fetch(rig.url() + uploads + path, {
      method,
      headers: { 'tus-resumable': '1.0.0', ...headers },
      ...(body && { body }),
    })
    return [answer.status, (await answer.text()).match(/"code":"([^"]+)"/)?.[1]]
  }
  const encode = (metadata: Record<string, string>) =>
    Object.entries(metadata)
      .map(([name, value]) => `${name} ${Buffer.from(value).toString('base64')}`)
      .join()
  const announce = async (changes: Record<string, string> = {}, length = String(part.bytes.length), headers = rig.headers()) =>
    call('POST', '', { ...headers, 'upload-length': length, 'upload-metadata': encode(await rig.metadataOf(part, changes)) })

  it('[RC15] a recorder’s token opens its own uploads and nothing else; a page has no business there', async () => {
    await rig.plant()
    expect(await announce({}, '10', { authorization: 'Bearer nothing' })).toEqual([401, 'recorder.token'])
    expect(await call('POST', '', {})).toEqual([401, 'recorder.token'])
    const other = rig.headers('o'.repeat(43))
    expect(await announce({}, '10', other)).toEqual([404, 'object.unknown'])
    expect(await announce({ recording: 'rec-9' })).toEqual([404, 'object.unknown'])
    expect(await announce()).toEqual([201, undefined])
    for (const [method, body] of [['HEAD'], ['PATCH', 'x']] as const) {
      const headers = { 'content-type': 'application/offset+octet-stream', 'upload-offset': '0' }
      expect((await call(method, '/rec-1.1', { ...other, ...headers }, body))[0]).toBe(404)
      expect((await call(method, '/rec-1.1', headers, body))[0]).toBe(401)
      expect((await call(method, '/rec-1.1', { ...rig.headers(), ...headers, origin: rig.url() }, body))[0]).toBe(403)
    }
    const { headers } = await rig.signIn({ role: 'administrator', bearer: true })
    expect((await call('POST', '', headers))[0]).toBe(401)
  })

  it('[RC30] what cannot be a part is refused before a byte of it is kept, and nothing is an error of ours', async () => {
    await rig.plant()
    const invalid = [400, 'request.invalid']
    expect(await announce({ part: '0' })).toEqual(invalid)
    expect(await announce({ part: '10001' })).toEqual(invalid)
    expect(await announce({ sha256: 'x' })).toEqual(invalid)
    expect(await announce({ cut: 'maybe' })).toEqual(invalid)
    expect(await announce({ more: '1' })).toEqual(invalid)
    expect(await announce({ startedAt: '2', endedAt: '1' })).toEqual(invalid)
    expect(await announce({}, '-1')).toEqual(invalid)
    expect(await announce({}, '')).toEqual(invalid)
    const joined = { ...rig.headers(), 'upload-concat': 'final;/a /b' }
    expect(await announce({}, '1', joined)).toEqual(invalid)
    for (const metadata of ['', 'recording', 'recording !', 'a b c', encode({ recording: 'a\u0000b' })])
      expect((await call('POST', '', { ...rig.headers(), 'upload-length': '1', 'upload-metadata': metadata }))[0]).toBe(400)
    for (const path of ['/', '/rec-1', '/rec-1.0', '/..%2f..%2fsecret.1', '/%00.1', '/rec-1.1'])
      for (const method of ['HEAD', 'PATCH'])
        expect((await call(method, path, rig.headers(), method === 'PATCH' ? 'x' : undefined))[0]).toBe(404)
    for (const method of ['GET', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'])
      expect(await call(method, '', rig.headers())).toEqual([405, 'request.method'])
    for (const method of ['GET', 'PUT', 'POST', 'DELETE'])
      expect(await call(method, '/rec-1.1', rig.headers())).toEqual([405, 'request.method'])
    expect(await rig.files()).toEqual([])
  })

  it('[RC30] what comes is no longer than was told, and comes where it is to go on', async () => {
    await rig.plant()
    await announce({}, '10')
    const patch = (offset: string, body: string, type = 'application/offset+octet-stream') =>
      call('PATCH', '/rec-1.1', { ...rig.headers(), 'content-type': type, 'upload-offset': offset }, body)
    expect((await patch('0', 'x'.repeat(11)))[0]).toBe(413)
    expect((await patch('4', 'x'))[0]).toBe(409)
    expect((await patch('0', 'x', 'text/plain'))[0]).toBe(400)
    expect((await patch('nowhere', 'x'))[0]).toBe(400)
    expect((await patch('0', 'xxxx'))[0]).toBe(204)
  })

  /** Parts of the recording that have arrived long ago. */
  const plantParts = (numbers: readonly number[], storedBytes: number) =>
    rig.tenant.transact(async (tx) => {
      const row = { recordingId: 'rec-1', recorderId, startedAt: 1, endedAt: 2, cut: false, sha256: 'f', durationMs: 1 }
      for (const number of numbers)
        tx.put('recordingParts', { ...row, part: number, storedBytes, wrappedKey: 'w', mediaKey: `demo/${number}` })
    })
  const tooLarge = [413, 'request.tooLarge']
  const oneTo = (most: number) => Array.from({ length: most }, (_, at) => at + 1)

  it('[RC35] a recording has no more parts than it may last seconds', async () => {
    const value = { level: 'tenant', key: 'recording.maxMs', value: 120_000, locked: false, changedAt: 1, changedBy: null }
    await rig.tenant.transact(async (tx) => tx.put('preferences', value))
    await rig.plant()
    await plantParts(oneTo(118), 1)
    expect(await announce({ part: '119' })).toEqual([201, undefined])
    expect(await announce({ part: '9999' })).toEqual([201, undefined])
    expect(await announce({ part: '120' })).toEqual(tooLarge)
    // What is on its way goes on.
    expect(await announce({ part: '9999' })).toEqual([201, undefined])
  })

  it('[RC35] a recording has no more bytes than a day of a busy screen, those on their way included', async () => {
    await rig.plant()
    const gib = 1024 ** 3
    await plantParts(oneTo(15), 4 * gib)
    expect(await announce({ part: '16' }, String(3 * gib))).toEqual([201, undefined])
    expect(await announce({ part: '17' }, String(gib + 1))).toEqual(tooLarge)
    expect(await announce({ part: '17' }, String(gib))).toEqual([201, undefined])
    expect(await announce({ part: '18' }, '1')).toEqual(tooLarge)
  })

  it('[RC35] [RC33] what its recorder had given up, and did not name, may come after all, also when the recording is stored', async () => {
    await rig.plant({ state: 'stored', stoppedAt: 5, partCount: 2 })
    await plantParts([1, 3], 1)
    expect(await rig.upload(part, { part: '2' })).toBe('arrived')
    expect((await rig.tenant.get('recordings', { id: 'rec-1' }))?.state).toBe('stored')
  })

  it('[RC35] no more than a hundred parts of a recorder are on their way at once', async () => {
    await rig.plant()
    expect(await announce({}, String(4 * 1024 ** 3))).toEqual([201, undefined])
    expect(await announce({}, String(4 * 1024 ** 3 + 1))).toEqual([413, 'request.tooLarge'])
    for (let at = 1; at <= 100; at++) expect(await announce({ part: String(at) })).toEqual([201, undefined])
    expect(await announce({ part: '101' })).toEqual([429, 'rate.limited'])
    expect(await announce({ part: '7' })).toEqual([201, undefined])
  })
})
