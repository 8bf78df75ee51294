import fc from 'fast-check'
import { expect, test } from 'vitest'
import { calm, createHerd, longestWaitMs, nextRate, slotMs } from './herd.ts'

function rig(expected: number) {
  const clock = { at: 0, now: () => clock.at, after: () => () => undefined }
  const herd = createHerd(clock)
  herd.expect(Array.from({ length: expected }, (_, index) => `s${index}`))
  return { clock, herd }
}

test('[HD1] a calm server asks nobody to wait', () => {
  expect(rig(0).herd.waitMs()).toBe(0)
  const { herd } = rig(calm - 1)
  for (let n = 0; n < 1_000; n++) expect(herd.waitMs()).toBe(0)
})

test('[HD2] a herd is told to come one after another, as fast as it is served', () => {
  const { herd } = rig(3_000)
  const waits = Array.from({ length: 3_000 }, () => herd.waitMs())
  expect(waits).toEqual([...waits].sort((a, b) => a - b))
  expect(waits.at(-1)).toBeLessThanOrEqual(2_000)
  expect(waits.at(-1)).toBeGreaterThan(1_900)
})

test('[HD2] slots that are past are free again', () => {
  const { clock, herd } = rig(3_000)
  for (let n = 0; n < 1_500; n++) herd.waitMs()
  clock.at = 1_000
  expect(herd.waitMs()).toBe(0)
})

test('[HD3] nobody waits longer than the herd takes, however often a stranger asks', () => {
  fc.assert(
    fc.property(fc.nat(100_000), fc.nat(10_000_000), fc.integer({ min: 50, max: 10_000 }), (expected, ahead, perSecond) => {
      const wait = slotMs({ expected, ahead, perSecond })
      expect(wait).toBeGreaterThanOrEqual(0)
      expect(wait).toBeLessThanOrEqual(Math.min(longestWaitMs, (expected * 1_000) / perSecond))
    }),
  )
})

test('[HD4] slots go as fast as a busy server really serves, and faster while it is quick, within bounds', () => {
  expect(nextRate(2_000, { answered: 400, meanMs: 900, elapsedMs: 500 })).toBe(720)
  expect(nextRate(600, { answered: 400, meanMs: 900, elapsedMs: 500 })).toBe(600)
  expect(nextRate(1_000, { answered: 400, meanMs: 20, elapsedMs: 500 })).toBe(1_250)
  expect(nextRate(1_000, { answered: 1, meanMs: 9_000, elapsedMs: 9_000 })).toBe(50)
  expect(nextRate(9_999, { answered: 1, meanMs: 1, elapsedMs: 500 })).toBe(10_000)
})

test('[HD4] a server that serves 400 a second has settled on that within two seconds', () => {
  const { clock, herd } = rig(3_000)
  for (let n = 0; n < 800; n++) {
    clock.at += 2.5
    herd.onResumed(Math.min(2_000, n * 10))
  }
  const first = herd.waitMs()
  for (let n = 0; n < 360; n++) herd.waitMs()
  const slots = herd.waitMs() - first
  expect(slots).toBeGreaterThan(900)
  expect(slots).toBeLessThan(1_100)
})

test('[HD5] who is back, or gone for good, is not expected', () => {
  const { herd } = rig(2)
  const place = { userId: 'u', offset: 1, at: 1, by: null }
  const event = (kind: 'session.dropped' | 'session.connected', sessionId: string) =>
    herd.onEvent(
      kind === 'session.dropped' ? { ...place, kind, data: { sessionId } } : { ...place, kind, data: { sessionId, awayMs: 1 } },
    )
  event('session.connected', 's0')
  event('session.connected', 's0')
  expect(herd.expected()).toBe(1)
  event('session.dropped', 's0')
  event('session.dropped', 's0')
  expect(herd.expected()).toBe(2)
})
