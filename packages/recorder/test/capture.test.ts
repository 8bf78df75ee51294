import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { realWorld } from '../src/real-world.ts'
import { parseKeptRecording } from '../src/spool/kept-recording.ts'
import { countFragments } from './count-fragments.ts'
import { lookAtFilm } from './look-at-film.ts'
import { mp4Of, openPart } from './open-part.ts'
import { startRecorderProcess } from './recorder-process.ts'
import { makeFolder, startServer, startTestRecorder } from './recorder-rig.ts'
import { createSkippingClock } from './skipping-clock.ts'
import type { ArrivedPart, SmallServer } from './small-server.ts'
import { startMovingScreen } from './x-display.ts'

let server: SmallServer
let display: string
beforeEach(async () => {
  server = await startServer()
  display = (await startMovingScreen()).display
})

const recordsOf = ({ file, metadata }: ArrivedPart) => openPart(file, metadata.key ?? '', server.privateKey)
const partNumbers = () => server.state.parts.map(({ metadata }) => Number(metadata.part))
const reports = () => server.state.reports.map(({ what }) => what)
const fragments = (data: string, part: number, id = 'rec-1') => countFragments(join(data, 'spool', id, `${part}.part`))

/** A recorder in this process, with agent01 signed in. */
async function startSignedIn(changes: Parameters<typeof startTestRecorder>[1] = {}) {
  const recorder = await startTestRecorder([server.origin], { screen: { kind: 'x11', display }, ...changes })
  await recorder.call('GET', '/api/v2/me', { authorization: `Ticket ${server.giveTicket('agent01')}` })
  await expect.poll(() => server.lines).toBe(1)
  return recorder
}

const startProcess = (data: string) => startRecorderProcess({ data, origin: server.origin, display })

describe('a recording', () => {
  test('[CAP1] [CAP2] [SPL1] [SPL2] [RC20] [RC21] [RC22] it plays, is as long as it took, and a pause makes two parts of it', async () => {
    const { data, call } = await startSignedIn()
    server.ask('agent01', 'rec-1')
    await expect.poll(reports).toEqual(['begun'])
    expect((await call('GET', '/recorder/status')).body).toMatchObject({ recording: 'running' })
    await expect.poll(() => fragments(data, 1)).toBeGreaterThanOrEqual(3)
    expect(await plainPictures(data)).toEqual([])
    server.pause('agent01')
    // The part arrives while the recording goes on.
    await expect.poll(partNumbers).toEqual([1])
    expect((await call('GET', '/recorder/status')).body).toMatchObject({ recording: 'paused' })
    server.resume('agent01')
    await expect.poll(() => fragments(data, 2)).toBeGreaterThanOrEqual(2)
    server.stop('agent01')
    await expect.poll(partNumbers).toEqual([1, 2])
    await expect.poll(reports).toEqual(['begun', 'finished'])
    expect(server.state.reports[1]).toMatchObject({ recording: 'rec-1', parts: 2 })
    await expect.poll(() => readdir(join(data, 'spool'))).toEqual([])
    expect((await call('GET', '/recorder/status')).body).toMatchObject({ recording: 'no', spool: { bytes: 0 } })

    const [first, second] = server.state.parts
    for (const part of [first, second]) {
      if (part === undefined) throw new Error('no part')
      const records = await recordsOf(part)
      const kinds = records.map(({ kind }) => kind)
      expect([kinds[0], kinds.at(-1), part.metadata.cut]).toEqual(['init', 'end', 'false'])
      const took = Number(part.metadata.endedAt) - Number(part.metadata.startedAt)
      expect(JSON.parse(String(records.at(-1)?.bytes))).toEqual({ durationMs: took })
      const film = await lookAtFilm(mp4Of(records))
      expect(film.stream).toMatchObject({ codec_name: 'h264', width: 640, height: 480, pix_fmt: 'yuv420p' })
      expect(Math.abs(film.lengthMs - took)).toBeLessThan(500)
      // A picture a second that needs no other, in fragments of two pictures.
      const fragments = kinds.filter((kind) => kind === 'fragment').length
      expect(Math.abs(fragments - 3 * (film.lengthMs / 1_000))).toBeLessThanOrEqual(2)
      for (const [at, keyframe] of film.keyframes.entries()) expect(Math.abs(keyframe - at)).toBeLessThan(0.3)
      expect(film.changes).toBeGreaterThan(film.pictures.length / 2)
      expect(film.darkest).toBeGreaterThan(60)
    }
    expect(first?.metadata.key).not.toBe(second?.metadata.key)
  })

  test('[CAP1] no higher than the size limit', async () => {
    server.state.capture = { ...server.state.capture, maxHeight: 241, frameRate: 8 }
    const { data } = await startSignedIn()
    server.ask('agent01', 'rec-1')
    await expect.poll(() => fragments(data, 1)).toBeGreaterThanOrEqual(2)
    server.stop('agent01')
    await expect.poll(partNumbers).toEqual([1])
    const [part] = server.state.parts
    const film = await lookAtFilm(mp4Of(part ? await recordsOf(part) : []))
    expect(film.stream).toMatchObject({ width: 320, height: 240 })
    expect(Math.abs(film.pictures.length - film.lengthMs / 125)).toBeLessThan(3)
  })

  test('[CAP6] a clock that is wrong by hours makes no other moments of it', async () => {
    const clock = createSkippingClock()
    clock.skip(3 * 3_600_000)
    const { data } = await startSignedIn({ world: { ...realWorld, clock } })
    const askedAt = Date.now()
    server.ask('agent01', 'rec-1')
    await expect.poll(() => fragments(data, 1)).toBeGreaterThanOrEqual(1)
    server.stop('agent01')
    await expect.poll(partNumbers).toEqual([1])
    const moments = [
      server.state.parts[0]?.metadata.startedAt,
      server.state.parts[0]?.metadata.endedAt,
      server.state.reports[0]?.at,
    ]
    for (const moment of moments) {
      expect(Number(moment)).toBeGreaterThanOrEqual(askedAt - 100)
      expect(Number(moment)).toBeLessThanOrEqual(Date.now() + 100)
    }
  })

  test('[CAP6] a part begins with its first picture, not when the encoder lets go of it', async () => {
    server.state.capture = { ...server.state.capture, frameRate: 1 }
    await startSignedIn()
    server.ask('agent01', 'rec-1')
    await expect.poll(() => server.state.reports.length, { interval: 10 }).toBe(1)
    // At one picture a second the first one is out when the third has come.
    expect(Date.now() - Number(server.state.reports[0]?.at)).toBeGreaterThan(1_900)
    server.stop('agent01')
    await expect.poll(partNumbers).toEqual([1])
  })

  test('[CAP3] an encoder that dies is begun again as the next part; the one before is marked as cut', async () => {
    const clock = createSkippingClock()
    const { data } = await startSignedIn({ world: { ...realWorld, clock } })
    server.ask('agent01', 'rec-1')
    await expect.poll(() => fragments(data, 1)).toBeGreaterThanOrEqual(1)
    for (const pid of await encodersOn(display)) process.kill(pid, 'SIGKILL')
    await expect.poll(partNumbers).toEqual([1])
    clock.skip(1_000)
    await expect.poll(() => fragments(data, 2)).toBeGreaterThanOrEqual(1)
    server.stop('agent01')
    await expect.poll(partNumbers).toEqual([1, 2])
    expect(server.state.parts.map(({ metadata }) => metadata.cut)).toEqual(['true', 'false'])
    expect(reports()).not.toContain('failed')
  })

  test.each([
    ['noScreen', { screen: { kind: 'x11', display: ':9999' } }],
    ['noScreen', { screen: null }],
    ['noEncoder', { program: 'no-such-ffmpeg' }],
  ] as const)('[CAP3] without any picture %s is reported: %j', async (failure, changes) => {
    await startSignedIn(changes)
    server.ask('agent01', 'rec-1')
    await expect.poll(() => server.state.reports).toEqual([{ recording: 'rec-1', what: 'failed', failure }])
    server.stop('agent01')
  })

  test('[CAP5] [UPL1] a long one is cut into parts that are uploaded while it goes on', async () => {
    const clock = createSkippingClock()
    const { data } = await startSignedIn({ world: { ...realWorld, clock } })
    server.ask('agent01', 'rec-1')
    await expect.poll(() => fragments(data, 1)).toBeGreaterThanOrEqual(1)
    clock.skip(15 * 60_000)
    await expect.poll(partNumbers).toEqual([1])
    await expect.poll(() => fragments(data, 2)).toBeGreaterThanOrEqual(1)
    expect(reports()).toEqual(['begun'])
    server.stop('agent01')
    await expect.poll(partNumbers).toEqual([1, 2])
  })

  test('[LB15] a recording goes on without a lease until its calls are over; a new one is not begun', async () => {
    const clock = createSkippingClock()
    const { data } = await startSignedIn({ world: { ...realWorld, clock } })
    server.ask('agent01', 'rec-1')
    await expect.poll(() => fragments(data, 1)).toBeGreaterThanOrEqual(1)
    clock.skip(61_000)
    const before = await fragments(data, 1)
    await expect.poll(() => fragments(data, 1)).toBeGreaterThan(before)
    expect(server.sessionsOf('agent01')).toHaveLength(1)
    server.stop('agent01')
    server.ask('agent01', 'rec-2')
    await expect.poll(partNumbers).toEqual([1])
    await expect.poll(() => server.sessionsOf('agent01')).toEqual([])
    await expect.poll(() => server.waits).toBe(1)
    expect(server.state.reports.map(({ recording }) => recording)).toEqual(['rec-1', 'rec-1'])
  })

  test('[LB17] what the one before recorded is uploaded when the next person is there, and seen by nobody', async () => {
    const { data, call } = await startSignedIn()
    server.ask('agent01', 'rec-1')
    await expect.poll(() => fragments(data, 1)).toBeGreaterThanOrEqual(1)
    server.state.recording = null
    await call('GET', '/api/v2/me', { authorization: `Ticket ${server.giveTicket('agent02')}` })
    await expect.poll(partNumbers).toEqual([1])
    await expect.poll(reports).toEqual(['begun', 'finished'])
    expect(JSON.stringify((await call('GET', '/recorder/status')).body)).not.toMatch(/agent01|rec-1/)
  })

  test('[SPL4] at its bound it stops, says so, and goes on by itself when there is room', async () => {
    const { data, log } = await startSignedIn({ spoolLimitBytes: 8_000 })
    // Nothing leaves it: the server is there for reports and for nothing else.
    server.state.refusePart = { status: 503, code: 'server.busy' }
    server.ask('agent01', 'rec-1')
    await expect.poll(() => log.join('')).toContain('the spool is full')
    expect(log.join('')).toContain('the spool is nearly full')
    await expect.poll(async () => (await stat(join(data, 'spool', 'rec-1', '1.part'))).size).toBeLessThanOrEqual(8_000)
    server.state.refusePart = null
    await expect.poll(partNumbers).toContain(1)
    await expect.poll(() => fragments(data, 2)).toBeGreaterThanOrEqual(1)
    server.stop('agent01')
    await expect.poll(partNumbers).toEqual([1, 2])
  })
})

describe('a process', () => {
  test('[SPL3] [RC31] [LB18] killed in the middle: what is whole is uploaded, and the recording goes on', async () => {
    const data = await makeFolder()
    const first = await startProcess(data)
    await first.call('GET', '/api/v2/me', { authorization: `Ticket ${server.giveTicket('agent01')}` })
    await expect.poll(() => server.lines).toBe(1)
    server.ask('agent01', 'rec-1')
    await expect.poll(() => fragments(data, 1)).toBeGreaterThanOrEqual(2)
    await first.kill('SIGKILL')
    const killedAt = Date.now()
    // Its encoder goes with it.
    await expect.poll(() => encodersOn(display)).toEqual([])
    expect(await plainPictures(data)).toEqual([])
    await startProcess(data)
    await expect.poll(partNumbers).toEqual([1])
    await expect.poll(() => fragments(data, 2)).toBeGreaterThanOrEqual(1)
    server.stop('agent01')
    await expect.poll(partNumbers).toEqual([1, 2])
    await expect.poll(reports).toEqual(['begun', 'finished'])
    expect(server.state.reports[1]).toMatchObject({ parts: 2 })
    const [cut] = server.state.parts
    if (cut === undefined) throw new Error('no part')
    expect(cut.metadata.cut).toBe('true')
    const records = await recordsOf(cut)
    const film = await lookAtFilm(mp4Of(records))
    // What the crash lost.
    expect(killedAt - (Number(cut.metadata.startedAt) + film.lengthMs)).toBeLessThan(1_000)
    expect(Math.abs(film.lengthMs - (Number(cut.metadata.endedAt) - Number(cut.metadata.startedAt)))).toBeLessThan(500)
    expect(film.changes).toBeGreaterThan(film.pictures.length / 2)
  })

  test('[RCF2] [LB18] told to end it ends its part in good order, and goes on after the start', async () => {
    const data = await makeFolder()
    const first = await startProcess(data)
    expect(first.said()).not.toContain('cannot record')
    await first.call('GET', '/api/v2/me', { authorization: `Ticket ${server.giveTicket('agent01')}` })
    await expect.poll(() => server.lines).toBe(1)
    server.ask('agent01', 'rec-1')
    await expect.poll(() => fragments(data, 1)).toBeGreaterThanOrEqual(1)
    expect(await first.kill('SIGTERM')).toBe(0)
    const kept = parseKeptRecording(await readFile(join(data, 'spool', 'rec-1', 'recording.json'), 'utf8'))
    expect(kept).toMatchObject({ closed: false, told: 'begun' })
    await startProcess(data)
    await expect.poll(() => fragments(data, 2)).toBeGreaterThanOrEqual(1)
    server.stop('agent01')
    await expect.poll(partNumbers).toEqual([1, 2])
    expect(server.state.parts.map(({ metadata }) => metadata.cut)).toEqual(['false', 'false'])
    for (const name of ['spool', '.']) expect((await stat(join(data, name))).mode & 0o077).toBe(0)
  })
})

/** The files below a folder in which there is a plain MP4. */
async function plainPictures(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder, { recursive: true })
  const found: string[] = []
  for (const name of names) {
    const bytes = await readFile(join(folder, name)).catch(() => Buffer.alloc(0))
    if (['ftyp', 'moov', 'moof', 'mdat', 'avcC'].some((box) => bytes.includes(box))) found.push(name)
  }
  return found
}

/** The processes that capture a display. */
async function encodersOn(display: string): Promise<readonly number[]> {
  const found: number[] = []
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const words = (await readFile(`/proc/${name}/cmdline`, 'utf8').catch(() => '')).split('\0')
    if (words.includes('x11grab') && words.includes(display)) found.push(Number(name))
  }
  return found
}
