import { readdir, readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { realWorld } from '../src/real-world.ts'
import type { KeptRecording } from '../src/spool/kept-recording.ts'
import { startFickleProxy } from './fickle-proxy.ts'
import { fillSpool } from './make-part.ts'
import { atEnd, makeFolder, startServer, startTestRecorder } from './recorder-rig.ts'
import { createSkippingClock } from './skipping-clock.ts'
import type { SmallServer } from './small-server.ts'

const day = 24 * 60 * 60_000
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

const fill = (recordings: Readonly<Record<string, readonly number[]>>, origin = server.origin) =>
  fillSpool(join(data, 'spool'), { origin, wrappingKey: server.wrappingKey }, recordings)
const arrived = () => server.state.parts.map(({ metadata }) => `${metadata.recording}/${metadata.part}`)
const spooled = () => readdir(join(data, 'spool'))
const kept = async (id: string) => JSON.parse(await readFile(join(data, 'spool', id, 'recording.json'), 'utf8'))
/** Changes what the spool has noted. */
async function note(id: string, change: (recording: KeptRecording) => KeptRecording) {
  await writeFile(join(data, 'spool', id, 'recording.json'), JSON.stringify(change(await kept(id))))
}
const partsTold = (id: string) => server.state.reports.filter(({ recording }) => recording === id).map(({ parts }) => parts)

/** A recorder whose pauses after failures are over at once. */
async function startHasty(origin = server.origin) {
  const clock = createSkippingClock()
  const recorder = await startTestRecorder([origin], { data, world: { ...realWorld, clock } })
  const timer = setInterval(() => clock.skip(3_000), 50)
  atEnd(() => clearInterval(timer))
  return { ...recorder, clock }
}

describe('what passes', () => {
  test.each([
    ['everything', /./],
    ['reports and uploads', /recordings|uploads/],
  ])('[UPL3] a proxy that answers %s with pages of its own for a while costs nothing', async (_, paths) => {
    const proxy = await startFickleProxy(server.origin)
    server.state.knownAs = proxy.origin
    await fill({ a: [1], b: [1] }, proxy.origin)
    proxy.behave('page', paths)
    const { log } = await startHasty(proxy.origin)
    await expect.poll(() => proxy.answered).toBeGreaterThan(6)
    proxy.behave('through')
    await expect.poll(() => arrived().sort()).toEqual(['a/1', 'b/1'])
    await expect.poll(spooled).toEqual([])
    expect(log.join('')).not.toContain('aside')
  })

  test('[UPL1] [UPL3] a line that is held for minutes costs nothing', async () => {
    const proxy = await startFickleProxy(server.origin)
    server.state.knownAs = proxy.origin
    await fill({ a: [1], b: [1] }, proxy.origin)
    proxy.behave('hold')
    const { log, clock } = await startHasty(proxy.origin)
    await expect.poll(() => proxy.answered).toBeGreaterThan(0)
    clock.skip(5 * 60_000)
    await expect.poll(() => proxy.answered).toBeGreaterThan(3)
    proxy.behave('through')
    await expect.poll(() => arrived().sort()).toEqual(['a/1', 'b/1'])
    expect(log.join('')).not.toContain('aside')
  })

  test.each([
    [400, 'request.malformed'],
    [403, 'origin.refused'],
    [404, 'request.notFound'],
    [409, 'object.changed'],
    [413, ''],
    [429, 'rate.limited'],
  ])('[UPL3] %i %s says nothing of the part', async (status, code) => {
    await fill({ a: [1] })
    server.state.refuseUpload = { a: { status, code } }
    const { log } = await startHasty()
    await expect.poll(() => server.sent(/^POST \/recorder\/v1\/uploads/)).toBeGreaterThan(3)
    server.state.refuseUpload = {}
    await expect.poll(arrived).toEqual(['a/1'])
    expect(log.join('')).not.toContain('aside')
  })
})

describe('what is set aside', () => {
  test('[UPL3] [RC33] is tried once a day and at each start, and counts again when it is taken', async () => {
    await fill({ a: [1, 1] })
    server.state.refuseUpload = { a: { status: 400, code: 'request.invalid' } }
    const first = await startTestRecorder([server.origin], { data })
    await expect.poll(() => partsTold('a').at(-1)).toBe(0)
    const before = server.sent(/^POST \/recorder\/v1\/uploads/)
    expect(before).toBe(2)
    await first.close()
    const clock = createSkippingClock()
    await startTestRecorder([server.origin], { data, world: { ...realWorld, clock } })
    await expect.poll(() => server.sent(/^POST \/recorder\/v1\/uploads/)).toBe(4)
    server.state.refuseUpload = {}
    clock.skip(day)
    await expect.poll(arrived).toEqual(['a/1', 'a/2'])
    await expect.poll(() => partsTold('a').at(-1)).toBe(2)
    await expect.poll(spooled).toEqual([])
  })

  test('[UPL3] a recording that the server did not take from us is tried again, and comes as a whole', async () => {
    await fill({ a: [1] })
    await note('a', (recording) => ({ ...recording, told: 'nothing' }))
    server.state.refuseReport = { status: 404, code: 'object.unknown' }
    const first = await startTestRecorder([server.origin], { data })
    await expect.poll(() => first.log.join('')).toContain('the server refuses a recording')
    await first.close()
    expect(await kept('a')).toMatchObject({ asideAt: expect.any(Number), parts: [{ part: 1 }] })
    server.state.refuseReport = null
    await startTestRecorder([server.origin], { data })
    await expect.poll(spooled).toEqual([])
    expect([arrived(), partsTold('a').at(-1)]).toEqual([['a/1'], 1])
  })
})

describe('one that fails', () => {
  test.each(['gone', 'short', 'unreadable'] as const)('[UPL4] a file that is %s keeps nothing from the others', async (how) => {
    await fill({ a: [1], b: [1] })
    const path = join(data, 'spool', 'a', '1.part')
    if (how === 'short') await truncate(path, 1_000)
    else await rm(path)
    // A link to itself is there, and cannot be opened by anybody.
    if (how === 'unreadable') await symlink('1.part', path)
    await startHasty()
    await expect.poll(arrived).toEqual(['b/1'])
    if (how !== 'unreadable') await expect.poll(() => partsTold('a').at(-1)).toBe(0)
    else expect(await kept('a')).toMatchObject({ lost: 0, parts: [{ asideAt: null }] })
  })

  test.each([409, 429, 500, 503])('[UPL4] a recording that is always answered %i lets the others go first', async (status) => {
    await fill({ a: [1, 1], b: [1], c: [1] })
    server.state.refuseUpload = { a: { status, code: 'server.internal' } }
    const { clock } = await startHasty()
    await expect.poll(arrived).toEqual(['b/1', 'c/1'])
    await expect.poll(spooled).toEqual(['a'])
    server.state.refuseUpload = {}
    clock.skip(60_000)
    await expect.poll(() => arrived().slice(2).sort()).toEqual(['a/1', 'a/2'])
  })

  test('[UPL4] a server that fails for everything is asked less and less often', async () => {
    await fill(Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`r${at}`, [0]])))
    server.state.refuseReport = { status: 500, code: 'server.internal' }
    const clock = createSkippingClock()
    await startTestRecorder([server.origin], { data, world: { ...realWorld, clock } })
    const asked = () => server.sent(/^POST \/recorder\/v1\/recordings/)
    await expect.poll(asked).toBeGreaterThanOrEqual(4)
    const steps = Array.from({ length: 100 }, (_, at) => at)
    for (const _ of steps) {
      clock.skip(3_000)
      await new Promise((resolve) => setImmediate(resolve))
    }
    // In these five minutes: three at once, then after 1 s, 2 s … up to a minute.
    expect(asked()).toBeLessThan(25)
  })

  test('[UPL4] [S-42] an upload that was begun at the server’s former name goes on at its new one', async () => {
    await fill({ a: [3] }, 'https://former.example')
    await note('a', (recording) => ({
      ...recording,
      parts: recording.parts.map((part) => ({ ...part, uploadPath: '/recorder/v1/uploads/none.1' })),
    }))
    await startHasty()
    await expect.poll(arrived).toEqual(['a/1'])
    expect(server.sent(/^HEAD \/recorder\/v1\/uploads\/none.1/)).toBe(1)
  })
})
