import { type Browser, chromium } from 'playwright-core'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { findChromium } from '../../../scripts/chromium.ts'
import { createMediaRig, type MediaRig } from './media-rig.ts'
import { makeVideo, sealPart } from './sealed-part.ts'

let rig: MediaRig
let browser: Browser
beforeEach(async () => {
  rig = await createMediaRig()
  browser = await chromium.launch({ executablePath: findChromium(), args: ['--no-sandbox'] })
})
afterEach(async () => {
  await browser.close()
  await rig.close()
})

it('[RC41] [RC40] Chromium plays a part, and seeks in it by reading what it needs', async () => {
  await rig.plant()
  await rig.upload(sealPart(await makeVideo({ seconds: 60, rate: 5, size: '1280x720', fragmentMs: 400 })))
  const { headers } = await rig.signIn({ role: 'supervisor' })
  const page = await browser.newPage()
  const [name = '', value = ''] = (headers.cookie ?? '').split('=', 2)
  await page.context().addCookies([{ name, value, url: rig.url(), httpOnly: true, sameSite: 'Strict' }])
  await page.route('**/watch', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<video muted src="/v1/recordings/rec-1/media?part=1"></video>' }),
  )
  const ranges: string[] = []
  page.on('response', (response) => void ranges.push(response.headers()['content-range'] ?? ''))
  await page.goto(`${rig.url()}/watch`)

  const ask = (what: string) => page.evaluate<number>(`document.querySelector('video').${what}`)
  await expect.poll(() => ask('duration')).toBe(60)
  /** Goes to a moment; of which moment the next picture is that is shown. */
  const shownAt = (seconds: number) =>
    page.evaluate<number>(`new Promise((resolve, reject) => {
      const video = document.querySelector('video')
      video.onerror = () => reject(video.error)
      video.requestVideoFrameCallback((now, { mediaTime }) => resolve(mediaTime))
      video.currentTime = ${seconds}
    })`)
  for (const seconds of [55.1, 20.5, 3.3]) expect(Math.abs((await shownAt(seconds)) - seconds)).toBeLessThan(0.3)
  await ask('play()')
  await expect.poll(() => ask('currentTime')).toBeGreaterThan(4)
  const starts = ranges.map((range) => Number(/^bytes (\d+)-/.exec(range)?.[1] ?? 0))
  const whole = Number(/\/(\d+)$/.exec(ranges.find((range) => range !== '') ?? '')?.[1])
  // The end was read before the middle was.
  expect(starts.some((start) => start > whole / 2)).toBe(true)
})
