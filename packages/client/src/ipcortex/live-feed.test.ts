import { describe, expect, test } from 'vitest'
import { codeOf, openIpcortexPage } from '../testing/ipcortex-page.ts'

/** A page that is signed in and connected, and what its feed told it. */
async function signedInPage() {
  const page = openIpcortexPage()
  await page.login()
  await page.clock.pass(0)
  const told: unknown[] = []
  const errorCB = (errno: number, text: string) => {
    expect(text).toEqual(expect.any(String))
    told.push(errno)
  }
  return { ...page, told, errorCB, onSuccess: () => told.push('started') }
}
const pings = ({ server }: { readonly server: { sent(what: string): number } }) => server.sent('ping')

describe('pingtime', () => {
  test('[PX44] the line is tried so often while the feed runs, and as the tenant says before and after', async () => {
    const page = await signedInPage()
    const { PBX, clock, server, told, errorCB } = page
    await PBX.startFeed({ pingtime: 10, errorCB })
    await clock.pass(10_000)
    const during = pings(page)
    await clock.pass(60_000)
    expect(pings(page) - during).toBe(6)
    await PBX.pauseFeed()
    await clock.pass(20_000)
    const paused = pings(page)
    await clock.pass(60_000)
    expect(pings(page) - paused).toBe(3)
    await PBX.startFeed()
    await clock.pass(10_000)
    const again = pings(page)
    await clock.pass(60_000)
    expect(pings(page) - again).toBe(6)
    // A loss is noticed the sooner.
    server.fallSilent()
    await clock.pass(10_000 + 12_000)
    expect(told).toEqual([1])
  })

  test('[PX44] [KA15] never more seldom than the tenant says: a loss would be noticed too late', async () => {
    const page = await signedInPage()
    await page.PBX.startFeed({ pingtime: 999 })
    await page.clock.pass(20_000)
    const before = pings(page)
    await page.clock.pass(120_000)
    expect(pings(page) - before).toBe(6)
  })
})

describe('the errors', () => {
  test('[PX25] 90 also tells of options that are none, in either form; a feed that runs goes on', async () => {
    const { PBX, server, told, errorCB, onSuccess } = await signedInPage()
    expect(await codeOf(PBX.startFeed({ pingtime: 'often', errorCB }))).toBe('feed.options')
    expect(await codeOf(PBX.startFeed(onSuccess, errorCB, { maxWSRetryTime: -1 }))).toBe('resolved')
    expect(told).toEqual([90, 90])
    await PBX.startFeed(onSuccess, errorCB, {})
    await PBX.startFeed(onSuccess, errorCB, { pingtime: 'often' })
    server.kill()
    expect(told).toEqual([90, 90, 'started', 90, 1])
  })

  test('[PX25] 1 for each loss, and 99 at its moment when the line was not found again; then nothing of it is kept', async () => {
    const { PBX, server, clock, told, errorCB } = await signedInPage()
    await PBX.startFeed({ errorCB, maxWSRetryTime: 30 })
    server.kill()
    await clock.pass(5_000)
    server.mode = 'up'
    await clock.pass(60_000)
    expect(told).toEqual([1])
    server.kill()
    await clock.pass(29_999)
    expect(told).toEqual([1, 1])
    await clock.pass(1)
    expect(told).toEqual([1, 1, 99])
    server.mode = 'up'
    await clock.pass(60_000)
    await PBX.startFeed()
    server.kill()
    await clock.pass(60_000)
    expect(told).toEqual([1, 1, 99])
  })

  test('[PX25] 0 seconds is no retry; without a limit it is looked for as long as it takes', async () => {
    for (const [maxWSRetryTime, errors] of [
      [0, [1, 99]],
      [null, [1]],
    ] as const) {
      const { PBX, server, clock, told, errorCB } = await signedInPage()
      await PBX.startFeed({ errorCB, maxWSRetryTime })
      server.kill()
      await clock.pass(3_600_000)
      expect(told).toEqual(errors)
    }
  })

  test('[PX25] 100 also comes when the server was replaced meanwhile, 90 only before the feed runs', async () => {
    const { PBX, server, clock, told, errorCB, release } = await signedInPage()
    await PBX.startFeed({ errorCB })
    const comeBack = async () => {
      server.kill()
      await clock.pass(1_000)
      server.mode = 'up'
      await clock.pass(10_000)
    }
    release.status = 500
    await comeBack()
    expect(told).toEqual([1])
    Object.assign(release, { status: 200, version: '7.0.0' })
    await comeBack()
    expect(told).toEqual([1, 1, 100])
    release.status = 500
    expect(await codeOf(PBX.startFeed({ errorCB }))).toBe('feed.90')
    expect(told).toEqual([1, 1, 100, 90])
  })

  test('[PX25] 3 before a sign-in, 2 when it is over elsewhere, and no error for a logout of one’s own', async () => {
    const { PBX, Auth, server, told, errorCB, onSuccess, login, clock } = await signedInPage()
    await PBX.startFeed({ errorCB })
    // Whichever number it has.
    for (let each = 1; each < 10; each++) server.end(`session-${each}`, 'resume.signedOut')
    expect([told, Auth.uname]).toEqual([[2], null])
    await PBX.startFeed(onSuccess, errorCB)
    expect(told).toEqual([2, 3])
    await login()
    await clock.pass(0)
    await PBX.startFeed(onSuccess, errorCB)
    await Auth.logout()
    expect(told).toEqual([2, 3, 'started'])
  })
})

describe('taken back', () => {
  test('[PX46] a feed that is stopped, or started anew, before it began rejects; the callback form says nothing', async () => {
    const { PBX, told, errorCB, onSuccess } = await signedInPage()
    const [first, second] = [codeOf(PBX.startFeed()), codeOf(PBX.startFeed())]
    expect(await first).toBe('feed.stopped')
    expect(await second).toBe('resolved')
    const third = codeOf(PBX.startFeed(onSuccess, errorCB))
    await PBX.stopFeed()
    expect([await third, told]).toEqual(['resolved', []])
  })

  test('[PX46] the error callback may stop the feed: nothing more is told, and no timer is left', async () => {
    const { PBX, server, clock, told } = await signedInPage()
    const errorCB = (errno: number) => {
      told.push(errno)
      void PBX.stopFeed()
    }
    await PBX.startFeed({ errorCB, maxWSRetryTime: 5 })
    server.kill()
    await clock.pass(60_000)
    expect(told).toEqual([1])
  })
})
