import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { realWorld } from '../src/real-world.ts'
import { fillSpool, sha256 } from './make-part.ts'
import { peakOf } from './memory-of.ts'
import { startRecorderProcess } from './recorder-process.ts'
import { atEnd, makeFolder, startServer, startTestRecorder } from './recorder-rig.ts'
import { createSkippingClock } from './skipping-clock.ts'
import type { SmallServer } from './small-server.ts'

let server: SmallServer
let data: string
beforeEach(async () => {
  server = await startServer()
  data = await makeFolder()
  // The server knows this recorder from now on.
  const recorder = await startTestRecorder([server.origin], { data })
  await recorder.call('GET', '/api/v2/me', { authorization: `Ticket ${server.giveTicket('agent01')}` })
  await recorder.close()
  server.endSessions('agent01')
  server.state.log.length = 0
})

const fill = (recordings: Readonly<Record<string, readonly number[]>>) => fillSpool(join(data, 'spool'), server, recordings)
const arrived = () => server.state.parts.map(({ metadata }) => `${metadata.recording}/${metadata.part}`)
const hashes = () => server.state.parts.map(({ file }) => sha256(file))
const spooled = () => readdir(join(data, 'spool'))

/** A recorder whose pauses after failures are over at once. */
async function startHasty() {
  const clock = createSkippingClock()
  const recorder = await startTestRecorder([server.origin], { data, world: { ...realWorld, clock } })
  const timer = setInterval(() => clock.skip(3_000), 50)
  atEnd(() => clearInterval(timer))
  return { ...recorder, clock }
}

describe('parts', () => {
  test('[UPL1] [SPL5] [RC15] go in their order, whole, with nobody signed in, and leave the spool', async () => {
    const sent = await fill({ b: [2, 1], a: [3] })
    const { log } = await startTestRecorder([server.origin], { data })
    await expect.poll(arrived).toEqual(['b/1', 'b/2', 'a/1'])
    expect(hashes()).toEqual(sent)
    await expect.poll(spooled).toEqual([])
    expect(server.state.reports).toHaveLength(2)
    expect(server.state.reports).toContainEqual({ recording: 'b', what: 'finished', parts: 2 })
    expect(server.state.reports).toContainEqual({ recording: 'a', what: 'finished', parts: 1 })
    expect(log.join('')).not.toMatch(/eyJ|token/)
  })

  test('[UPL1] a cut line costs the chunk, and the upload goes on', async () => {
    const sent = await fill({ a: [4] })
    server.state.cutNext = true
    await startHasty()
    await expect.poll(arrived).toEqual(['a/1'])
    expect(hashes()).toEqual(sent)
    expect(server.sent(/^POST \/recorder\/v1\/uploads/)).toBe(1)
    expect(server.sent(/^PATCH/)).toBeLessThanOrEqual(6)
  })

  test('[UPL1] the server killed, and the recorder killed: it goes on where it was', async () => {
    const sent = await fill({ a: [12] })
    const first = await startHasty()
    await expect.poll(() => server.sent(/^PATCH/), { interval: 5 }).toBeGreaterThanOrEqual(2)
    await server.kill()
    await server.start()
    const before = server.sent(/^PATCH/)
    await expect.poll(() => server.sent(/^PATCH/), { interval: 5 }).toBeGreaterThanOrEqual(before + 2)
    await first.close()
    expect(arrived()).toEqual([])
    await startHasty()
    await expect.poll(arrived).toEqual(['a/1'])
    expect(hashes()).toEqual(sent)
    expect(server.sent(/^POST \/recorder\/v1\/uploads/)).toBe(1)
    // 13 chunks, and at each end one that came twice.
    expect(server.sent(/^PATCH/)).toBeLessThanOrEqual(17)
  })

  test('[SPL5] a part stays for as long as the server has not taken it', async () => {
    await fill({ a: [1] })
    server.state.refusePart = { status: 503, code: 'server.busy' }
    await startHasty()
    await expect.poll(() => server.sent(/^(PATCH|HEAD)/)).toBeGreaterThan(2)
    expect(await spooled()).toEqual(['a'])
    expect(arrived()).toEqual([])
  })

  test('[UPL3] one that the server refuses for good is set aside for 7 days, and the others go on', async () => {
    await fill({ a: [1], b: [1, 1] })
    server.state.refuseUpload = { a: { status: 409, code: 'recording.over' } }
    const { clock, log, close } = await startHasty()
    await expect.poll(arrived).toEqual(['b/1', 'b/2'])
    await expect.poll(() => log.join('')).toContain('a part is set aside')
    await expect.poll(spooled).toEqual(['a'])
    expect(await readdir(join(data, 'spool', 'a'))).toContain('1.part')
    // Told again when it changes: nobody waits for it.
    await expect.poll(() => server.state.reports).toContainEqual({ recording: 'a', what: 'finished', parts: 0 })
    clock.skip(7 * 24 * 60 * 60_000)
    await close()
    await startTestRecorder([server.origin], { data, world: { ...realWorld, clock } })
    await expect.poll(spooled).toEqual([])
  })

  test('[UPL3] [RC30] what is not what was announced comes again from the start, twice, and is then set aside', async () => {
    await fill({ a: [1], b: [1] })
    server.state.refusePart = { status: 422, code: 'recording.part' }
    await startHasty()
    await expect.poll(() => server.sent(/^POST \/recorder\/v1\/uploads/)).toBe(6)
    const kept = async (id: string) => JSON.parse(await readFile(join(data, 'spool', id, 'recording.json'), 'utf8'))
    for (const id of ['a', 'b'])
      await expect.poll(() => kept(id)).toMatchObject({ lost: 1, parts: [{ asideAt: expect.any(Number) }] })
    expect(server.sent(/^POST \/recorder\/v1\/uploads/)).toBe(6)
  })

  test('[UPL3] a recording that the server does not take from us is left alone', async () => {
    await fill({ a: [1] })
    server.state.refuseReport = { status: 409, code: 'recording.over' }
    const { log } = await startHasty()
    await expect.poll(() => log.join('')).toContain('the server refuses a recording')
  })

  test('[UPL1] [S-42] a server that sends the upload elsewhere is not followed', async () => {
    const evil = await startServer()
    await fill({ a: [1] })
    server.state.uploadsAt = evil.origin
    const { log } = await startHasty()
    await expect.poll(() => log.join('')).toContain('the server sends the upload elsewhere')
    expect(evil.state.log).toEqual([])
  })

  test('[UPL2] memory does not grow with the length', async () => {
    await fill({ a: [100] })
    const { pid } = await startRecorderProcess({ data, origin: server.origin, display: '' })
    await expect.poll(() => server.sent(/^PATCH/)).toBeGreaterThan(20)
    const early = await peakOf(pid)
    await expect.poll(arrived).toEqual(['a/1'])
    expect((await peakOf(pid)) - early).toBeLessThan(50 * 1024 * 1024)
  })
})
