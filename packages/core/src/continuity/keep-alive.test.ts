import { describe, expect, test } from 'vitest'
import { type ContinuityRig, createContinuityRig } from './continuity-rig.ts'

/** A connected client whose first keep-alive is due after 10 s (random one half). */
function connected(settings: Parameters<ContinuityRig['change']>[0]['settings'] = {}): ContinuityRig {
  const rig = createContinuityRig()
  rig.change({ settings })
  rig.tell({ type: 'signedIn' }, { type: 'helloReceived' })
  rig.take()
  return rig
}
const pings = (rig: ContinuityRig) => rig.take().filter(({ type }) => type === 'sendPing').length
const answer = (rig: ContinuityRig) => rig.tell({ type: 'pongReceived' })

describe('keep-alive', () => {
  test('[KA1] goes out every 20 s, the first at a random moment of the interval', () => {
    const rig = connected()
    rig.pass(9_999)
    expect(pings(rig)).toBe(0)
    rig.pass(1)
    expect(pings(rig)).toBe(1)
    answer(rig)
    rig.pass(19_999)
    expect(pings(rig)).toBe(0)
    rig.pass(1)
    expect(pings(rig)).toBe(1)
  })

  test('[KA2] [ST2] an answer later than 6 s makes the connection unstable, and a late one mends it', () => {
    const rig = connected()
    rig.pass(15_999)
    expect(rig.status).toEqual({ kind: 'connected' })
    rig.pass(1)
    expect(rig.status).toEqual({ kind: 'checking', since: 16_000 })
    rig.pass(5_999)
    expect(rig.status).toEqual({ kind: 'checking', since: 16_000 })
    answer(rig)
    expect(rig.status).toEqual({ kind: 'connected' })
  })

  test('[KA3] an answer overdue for 12 s means the link is lost', () => {
    const rig = connected()
    rig.pass(21_999)
    rig.take()
    rig.pass(1)
    expect(rig.take()).toEqual([{ type: 'closeSocket' }, { type: 'probeEcho' }])
  })

  test('[KA4] [KA6] without the overdue check the fourth failure in a row means the link is lost', () => {
    const rig = connected({ autoRelogin: false })
    rig.pass(10_000 + 3 * 20_000)
    expect(pings(rig)).toBe(4)
    expect(rig.state.kind).toBe('checking')
    rig.pass(19_999)
    expect(rig.state.kind).toBe('checking')
    rig.pass(1)
    expect(rig.state.kind).toBe('probing')
  })

  test('[KA4] any answer clears the count', () => {
    const rig = connected({ autoRelogin: false })
    rig.pass(10_000 + 3 * 20_000)
    answer(rig)
    rig.pass(20_000 + 3 * 20_000)
    expect(rig.state.kind).toBe('checking')
  })

  test('[KA4] the maximum is a preference', () => {
    const rig = connected({ maxPingFailures: 0 })
    rig.pass(10_000)
    rig.tell({ type: 'pingFailed' })
    expect(rig.state.kind).toBe('probing')
  })

  test('[KA5] a fast failure waits for the 20 s spacing, so a short outage passes', () => {
    const rig = connected()
    rig.pass(10_000)
    for (let failure = 1; failure <= 3; failure++) {
      expect(pings(rig)).toBe(1)
      rig.tell({ type: 'pingFailed' })
      expect(rig.state.kind).toBe('checking')
      rig.pass(19_999)
      expect(pings(rig)).toBe(0)
      rig.pass(1)
    }
    answer(rig)
    expect(rig.state.kind).toBe('connected')
  })

  test('[KA5] the fourth fast failure means the link is lost', () => {
    const rig = connected()
    rig.pass(10_000)
    for (let failure = 1; failure <= 3; failure++) {
      rig.tell({ type: 'pingFailed' })
      rig.pass(20_000)
    }
    rig.tell({ type: 'pingFailed' })
    expect(rig.state.kind).toBe('probing')
  })

  test('[KA7] a closed socket is lost at once', () => {
    const rig = connected()
    rig.tell({ type: 'socketClosed' })
    expect(rig.state.kind).toBe('probing')
  })

  test('[KA8] offline and online are not believed: they ask', () => {
    for (const type of ['wentOffline', 'wentOnline'] as const) {
      const rig = connected()
      rig.tell({ type }, { type })
      expect(pings(rig)).toBe(1)
      expect(rig.status).toEqual({ kind: 'connected' })
      answer(rig)
      rig.pass(19_999)
      expect(rig.status).toEqual({ kind: 'connected' })
    }
  })

  test('[KA9] becoming visible asks when the last answer is old', () => {
    const rig = connected()
    rig.pass(6_000)
    rig.tell({ type: 'becameVisible' })
    expect(pings(rig)).toBe(0)
    rig.pass(1)
    rig.tell({ type: 'becameVisible' })
    expect(pings(rig)).toBe(1)
  })

  test('[KA10] the server may ask for a longer pause, within a bound', () => {
    const rig = connected()
    rig.pass(10_000)
    rig.tell({ type: 'pongReceived', waitMs: 60_000 })
    rig.take()
    rig.pass(59_999)
    expect(pings(rig)).toBe(0)
    rig.pass(1)
    expect(pings(rig)).toBe(1)
    rig.tell({ type: 'pongReceived', waitMs: 9_999_999 })
    rig.pass(120_000)
    expect(pings(rig)).toBe(1)
  })

  test('[KA11] a long sleep is a loss, a short one asks', () => {
    const long = connected()
    long.sleep(32_001)
    long.tell({ type: 'thawed' })
    expect(long.state.kind).toBe('probing')
    const short = connected()
    short.sleep(8_000)
    short.tell({ type: 'thawed' })
    expect(pings(short)).toBe(1)
    expect(short.state.kind).toBe('connected')
  })

  test('[KA11] an alarm that rings hours late is a sleep', () => {
    const rig = connected()
    rig.sleep(8 * 3_600_000)
    rig.tell({ type: 'timePassed' })
    expect(rig.take()).toEqual([{ type: 'closeSocket' }, { type: 'probeEcho' }])
  })

  test('[KA12] a shorter interval brings the next keep-alive forward', () => {
    const rig = connected()
    rig.change({ settings: { keepAliveMs: 2_000 } })
    rig.tell({ type: 'preferencesChanged' })
    rig.pass(2_000)
    expect(pings(rig)).toBe(1)
  })

  test('[KA13] a silent loss shows within 26 s and is acted on within 32 s', () => {
    const rig = connected()
    rig.change({ random: 0.999_999 })
    rig.tell({ type: 'signedIn' }, { type: 'helloReceived' })
    rig.pass(26_000)
    expect(rig.status.kind).toBe('checking')
    rig.pass(6_000)
    expect(rig.status.kind).toBe('reconnecting')
  })
})
