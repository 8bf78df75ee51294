import { describe, expect, test } from 'vitest'
import { type ContinuityRig, createContinuityRig } from './continuity-rig.ts'
import { pollDelayMs } from './delays.ts'
import { defaultContinuitySettings } from './settings.ts'

/** A client that has just lost its socket, probing. */
function lost(): ContinuityRig {
  const rig = createContinuityRig()
  rig.tell({ type: 'signedIn' }, { type: 'helloReceived' }, { type: 'socketClosed' })
  rig.take()
  return rig
}
const wants = (rig: ContinuityRig) => rig.take().map(({ type }) => type)

describe('probing', () => {
  test('[PR1] asks at once, then within 3 s four times, then about every 3 s for good', () => {
    const rig = lost()
    expect(rig.state.kind).toBe('probing')
    rig.tell({ type: 'echoFailed' })
    rig.pass(2_099)
    expect(rig.state.kind).toBe('pausing')
    rig.pass(1)
    expect(rig.state.kind).toBe('probing')
    const delays = (random: number) =>
      [1, 4, 5, 50].map((attempt) => Math.round(pollDelayMs(attempt, random, defaultContinuitySettings)))
    expect(delays(0)).toEqual([1_500, 1_500, 2_700, 2_700])
    expect(delays(1)).toEqual([2_700, 2_700, 3_300, 3_300])
  })

  test('[PR2] an echo without an answer for 5 s is given up', () => {
    const rig = lost()
    rig.pass(4_999)
    expect(rig.state.kind).toBe('probing')
    rig.pass(1)
    expect(rig.state.kind).toBe('pausing')
    expect(wants(rig)).toEqual(['cancelRequest'])
  })

  test('[PR3] a hint of the server replaces the interval', () => {
    const rig = lost()
    rig.tell({ type: 'echoFailed', retryAfterMs: 20_000 })
    expect(rig.state.wakeAt).toBe(21_000)
  })

  test('[PR4] waits for its slot and a little more, and nobody jumps the queue', () => {
    const rig = lost()
    rig.tell({ type: 'echoAnswered', challenge: 'c', waitMs: 2_000 }, { type: 'retryAsked' }, { type: 'wentOnline' })
    rig.take()
    rig.pass(2_099)
    expect(wants(rig)).toEqual([])
    rig.pass(1)
    expect(rig.take()).toEqual([{ type: 'requestResume', challenge: 'c' }])
  })

  test('[PR5] a slot beyond the life of the challenge is followed by a fresh echo', () => {
    const rig = lost()
    rig.tell({ type: 'echoAnswered', challenge: 'c', waitMs: 60_000 })
    rig.pass(63_000)
    expect(wants(rig)).toContain('probeEcho')
    expect(rig.state.kind).toBe('probing')
  })

  test('[PR6] good news while pausing probes at once', () => {
    for (const type of ['wentOnline', 'becameVisible', 'thawed', 'retryAsked'] as const) {
      const rig = lost()
      rig.tell({ type: 'echoFailed' })
      rig.take()
      rig.tell({ type })
      expect(wants(rig)).toEqual(['probeEcho'])
    }
  })

  test('[PR6] [PR7] a pause that the server asked for is kept through every signal; only a person ends it, with one echo', () => {
    const draining = createContinuityRig()
    draining.tell({ type: 'signedIn' }, { type: 'helloReceived' }, { type: 'byeReceived', reason: 'draining', waitMs: 4_000 })
    const hinted = lost()
    hinted.tell({ type: 'echoFailed', retryAfterMs: 4_000 })
    for (const rig of [draining, hinted]) {
      rig.take()
      rig.tell({ type: 'wentOnline' }, { type: 'becameVisible' }, { type: 'thawed' })
      expect(wants(rig)).toEqual([])
      rig.tell({ type: 'retryAsked' })
      expect(wants(rig)).toEqual(['probeEcho'])
    }
  })

  test('[PR7] a sleep through the slot ends with it', () => {
    const rig = createContinuityRig()
    rig.tell({ type: 'signedIn' }, { type: 'helloReceived' }, { type: 'byeReceived', reason: 'draining', waitMs: 4_000 })
    rig.take()
    rig.sleep(3_600_000)
    rig.tell({ type: 'thawed' })
    expect(wants(rig)).toEqual(['probeEcho'])
  })

  test('[PR7] a draining server is left alone until the slot it gave', () => {
    const rig = createContinuityRig()
    rig.tell({ type: 'signedIn' }, { type: 'helloReceived' })
    rig.take()
    rig.tell({ type: 'byeReceived', reason: 'draining', waitMs: 4_000 }, { type: 'socketClosed' })
    expect(wants(rig)).toEqual(['closeSocket'])
    rig.pass(4_199)
    expect(wants(rig)).toEqual([])
    rig.pass(1)
    expect(wants(rig)).toEqual(['probeEcho'])
    rig.tell({ type: 'echoFailed', retryAfterMs: 10 ** 9 })
    expect(rig.state.wakeAt).toBeLessThanOrEqual(rig.now + 330_000)
  })
})
