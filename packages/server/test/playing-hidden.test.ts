import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { findChromium } from '../../../scripts/chromium.ts'
import { findFfmpeg } from '../../../scripts/ffmpeg.ts'
import { createMediaRig, type MediaRig } from './media-rig.ts'
import { makeVideo, run, sealPart, type Video } from './sealed-part.ts'

/** Thirty seconds of five pictures each, in fragments of two pictures; each second begins anew. */
let video: Video
beforeAll(async () => {
  video = await makeVideo({ seconds: 30, fragmentMs: 400 })
})
let rig: MediaRig
let startedAt: number
beforeEach(async () => {
  rig = await createMediaRig()
  startedAt = rig.stage.clock.now()
})
afterEach(() => rig.close())

const address = '/v1/recordings/rec-1/media?part=1'
/** A part of a recording with a pause between two seconds of it; null: it goes on. */
async function record(from: number, to: number | null): Promise<void> {
  const at = (seconds: number) => startedAt + seconds * 1_000
  await rig.plant({ pauses: [{ from: at(from), to: to === null ? null : at(to), by: 'anna' }] })
  const told = { startedAt: String(startedAt), endedAt: String(at(30)) }
  expect(await rig.upload(sealPart(video), told)).toBe('arrived')
}
async function play(): Promise<Buffer> {
  const { headers } = await rig.signIn({ role: 'administrator', user: 'ada', bearer: true })
  return Buffer.from(await (await fetch(rig.url() + address, { headers })).arrayBuffer())
}

describe('what was captured in a pause', () => {
  it('[RC6] [RC41] is in no byte that is played; what is around it is at its own time', async () => {
    await record(10, 20.3)
    const whole = await play()
    const isThere = video.fragments.map((fragment) => whole.includes(fragment))
    expect(
      isThere
        .map((there, at) => [Math.floor(at / 3), there] as const)
        .filter(([, there]) => !there)
        .map(([at]) => at),
    ).toEqual(Array.from({ length: 30 }, (_, at) => Math.floor(at / 3) + 10))
    const folder = await mkdtemp(join(tmpdir(), 'hotseat-hidden-'))
    const file = join(folder, 'part.mp4')
    await writeFile(file, whole)
    const asked = ['-v', 'error', '-show_entries', 'packet=pts_time:format=duration', '-of', 'json', file]
    const { packets, format } = JSON.parse(String(await run(findFfmpeg().ffprobe, asked)))
    const times = packets.map(({ pts_time }: { pts_time: string }) => Number(pts_time))
    expect(times).toEqual(Array.from({ length: 150 }, (_, at) => at / 5).filter((at) => at < 10 || at >= 20))
    expect(Number(format.duration)).toBe(30)
    // Every picture that is left can be shown.
    await run(findFfmpeg().ffmpeg, ['-v', 'error', '-xerror', '-i', file, '-f', 'null', '-'])
    await rm(folder, { recursive: true, force: true })
  })

  it('[RC6] [RC41] a part that lies in it wholly has nothing to play, and still counts as arrived', async () => {
    await record(0, null)
    const { headers } = await rig.signIn({ role: 'administrator', user: 'ada', bearer: true })
    expect((await fetch(rig.url() + address, { headers })).status).toBe(404)
    expect(await (await fetch(`${rig.url()}/v1/recordings/rec-1`, { headers })).json()).toMatchObject({ parts: [] })
    expect(await rig.partOf()).toMatchObject({ durationMs: 0 })
    expect(await rig.upload(sealPart(video), { part: '2' })).toBe('arrived')
  })

  it.each<[string, number, number | null, readonly (readonly [number, number])[]]>([
    [
      'in the middle',
      10,
      20.3,
      [
        [5, 5],
        [15, 9.8],
        [25, 25],
      ],
    ],
    [
      'at the beginning',
      0,
      10,
      [
        [2, 10],
        [12, 12],
        [25, 25],
      ],
    ],
    [
      'at the end',
      20,
      null,
      [
        [5, 5],
        [15, 15],
        [25, 19.8],
      ],
    ],
  ])('[RC6] [RC41] Chromium plays around one %s, and seeks where it is to', async (_where, from, to, seeks) => {
    await record(from, to)
    const browser = await chromium.launch({ executablePath: findChromium(), args: ['--no-sandbox'] })
    const page = await browser.newPage()
    const { headers } = await rig.signIn({ role: 'supervisor', user: 'sam' })
    const [name = '', value = ''] = (headers.cookie ?? '').split('=', 2)
    await page.context().addCookies([{ name, value, url: rig.url(), httpOnly: true, sameSite: 'Strict' }])
    const body = `<video muted src="${address}"></video>`
    await page.route('**/watch', (route) => route.fulfill({ contentType: 'text/html', body }))
    await page.goto(`${rig.url()}/watch`)
    const ask = (what: string) => page.evaluate<number>(`document.querySelector('video').${what}`)
    await expect.poll(() => ask('duration')).toBe(30)
    /** Goes to a moment; of which moment the picture is that is shown then. */
    const shownAt = (seconds: number) =>
      page.evaluate<number>(`new Promise((resolve, reject) => {
        const video = document.querySelector('video')
        video.onerror = () => reject(video.error)
        video.requestVideoFrameCallback((now, { mediaTime }) => resolve(mediaTime))
        video.currentTime = ${seconds}
      })`)
    for (const [seconds, expected] of seeks) {
      const shown = await shownAt(seconds)
      expect([seconds, Math.abs(shown - expected) < 0.3, shown]).toEqual([seconds, true, shown])
    }
    await page.evaluate(`document.querySelector('video').currentTime = 8`)
    await ask('play()')
    await expect.poll(() => ask('currentTime'), { timeout: 10_000 }).toBeGreaterThan(11)
    await browser.close()
  })
})
