import { describe, expect, test } from 'vitest'
import { preferenceCatalogue } from '../preferences/preference-catalogue.ts'
import { type ContinuityRig, createContinuityRig } from './continuity-rig.ts'
import { pollDelayMs } from './delays.ts'
import { defaultContinuitySettings } from './settings.ts'

/** The rules table of the published auto re-login, row by row: what its client does at which moment, ours does then. */
const published = {
  keepAliveMs: 20_000,
  overdueCheckMs: 12_000,
  maxPingFailures: 3,
  echoIntervalMs: 3_000,
} as const

/** A connected client that sends its first keep-alive now. */
function sending(settings: Parameters<ContinuityRig['change']>[0]['settings'] = {}): ContinuityRig {
  const rig = createContinuityRig()
  rig.change({ settings, random: 0 })
  rig.tell({ type: 'signedIn' }, { type: 'helloReceived' })
  rig.take()
  rig.pass(0)
  return rig
}
const pings = (rig: ContinuityRig) => rig.take().filter(({ type }) => type === 'sendPing').length
const isLooking = ({ state }: ContinuityRig) => state.kind === 'probing' || state.kind === 'pausing'

describe('the published rules table', () => {
  test('[AM31] [AM32] [AM33] [AM34] [AM35] [AM37] the numbers are the defaults', () => {
    expect(defaultContinuitySettings).toEqual({ autoRelogin: true, ...published })
    for (const [name, value] of Object.entries(published))
      expect(Object.entries(preferenceCatalogue)).toContainEqual([
        `continuity.${name}`,
        expect.objectContaining({ defaultValue: value }),
      ])
  })

  test('[AM31] off: the standard keep-alive timer only, and after a lost session a sign-in by hand', () => {
    const rig = sending({ autoRelogin: false })
    rig.pass(3 * 20_000)
    expect(pings(rig)).toBe(4)
    expect(isLooking(rig)).toBe(false)
    rig.pass(20_000)
    expect(isLooking(rig)).toBe(true)
    rig.tell({ type: 'echoAnswered', challenge: 'c', waitMs: 0 })
    expect(rig.take().map(({ type }) => type)).not.toContain('requestResume')
    rig.tell({ type: 'byeReceived', reason: 'unauthorised' })
    expect(rig.status).toEqual({ kind: 'signedOut', code: 'session.missing' })
  })

  test('[AM32] on: the client comes back by itself, and no password is part of it', () => {
    const rig = sending()
    rig.take()
    rig.tell({ type: 'socketClosed' }, { type: 'echoAnswered', challenge: 'c', waitMs: 0 })
    const wanted = [{ type: 'closeSocket' }, { type: 'probeEcho' }, { type: 'requestResume', challenge: 'c' }]
    expect(rig.take()).toEqual(wanted)
  })

  test('[AM33] keep-alive interval: 20 s', () => {
    const rig = sending()
    for (let n = 0; n < 10; n++) {
      expect(pings(rig)).toBe(1)
      rig.tell({ type: 'pongReceived' })
      rig.pass(19_999)
      expect(pings(rig)).toBe(0)
      rig.pass(1)
    }
  })

  test('[AM34] overdue check: a keep-alive that is unanswered for 12 s starts the re-login, before any count', () => {
    const rig = sending()
    rig.pass(11_999)
    expect(isLooking(rig)).toBe(false)
    rig.pass(1)
    expect(isLooking(rig)).toBe(true)
  })

  test.each([
    [3, 4],
    [1, 2],
    [7, 8],
  ])('[AM35] consecutive failures: with a maximum of %i it is failure %i that starts the re-login', (maxPingFailures, last) => {
    const rig = sending({ maxPingFailures })
    for (let failure = 1; failure < last; failure++) {
      rig.tell({ type: 'pingFailed' })
      expect(isLooking(rig), `failure ${failure}`).toBe(false)
      rig.pass(20_000)
    }
    rig.tell({ type: 'pingFailed' })
    expect(isLooking(rig)).toBe(true)
  })

  test('[AM35] one that is answered in between begins the count anew', () => {
    const rig = sending()
    for (let n = 0; n < 12; n++) {
      rig.tell(n % 4 === 3 ? { type: 'pongReceived' } : { type: 'pingFailed' })
      expect(isLooking(rig)).toBe(false)
      rig.pass(20_000)
    }
  })

  test('[AM36] fast failures: the next one waits for the 20 s all the same, and a short outage passes', () => {
    const rig = sending()
    for (let failure = 1; failure <= 3; failure++) {
      expect(pings(rig)).toBe(1)
      rig.tell({ type: 'pingFailed' })
      rig.pass(19_999)
      expect(pings(rig)).toBe(0)
      rig.pass(1)
    }
    rig.tell({ type: 'pongReceived' })
    expect(rig.status).toEqual({ kind: 'connected' })
  })

  test('[AM37] recovery poll: an echo about every 3 s until one is answered, an hour long if need be', () => {
    for (const random of [0, 0.5, 0.999]) {
      const delays = [1, 2, 3, 4, 5, 50, 5_000].map((attempt) => pollDelayMs(attempt, random, defaultContinuitySettings))
      expect(Math.min(...delays)).toBeGreaterThanOrEqual(1_500)
      expect(Math.max(...delays)).toBeLessThanOrEqual(3_300)
    }
    const rig = sending()
    rig.change({ random: 0.5 })
    rig.tell({ type: 'socketClosed' })
    let echoes = 0
    while (rig.now < 3_600_000) {
      echoes += rig.take().filter(({ type }) => type === 'probeEcho').length
      if (rig.state.kind === 'probing') rig.tell({ type: 'echoFailed' })
      rig.pass(100)
    }
    expect(echoes).toBeGreaterThan(1_150)
    expect(echoes).toBeLessThan(1_250)
    rig.pass(3_300)
    rig.take()
    rig.tell({ type: 'echoAnswered', challenge: 'c', waitMs: 0 })
    expect(rig.take()).toEqual([{ type: 'requestResume', challenge: 'c' }])
    rig.tell({ type: 'resumeSucceeded' }, { type: 'helloReceived' })
    expect(rig.status).toEqual({ kind: 'connected' })
  })
})
