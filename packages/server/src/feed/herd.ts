import type { FeedEvent } from '@hotseat/core'
import type { Herd } from '../deps.ts'
import type { Clock } from '../ports.ts'

/** Nobody is asked to wait longer than this: a challenge must still count when its turn comes. */
export const longestWaitMs = 30_000
/** With fewer sessions expected back there is no herd, and everyone comes at once. */
export const calm = 50
/** Resumes a second: what we trust ourselves with before we have measured, and the bounds of the estimate. */
const rate = { start: 1_500, least: 50, most: 10_000 } as const
/** A resume that takes longer than this shows that they come too fast. */
const slowMs = 250

/** How many sessions are expected back, how many slots are given away ahead of this one, and how fast they are served. */
export type HerdState = { readonly expected: number; readonly ahead: number; readonly perSecond: number }

/**
 * How long the next client is asked to wait. Slots go round once all expected sessions have one, so that a stranger
 * who asks for thousands makes nobody wait longer than the herd itself would (spec HD1–HD3).
 */
export function slotMs({ expected, ahead, perSecond }: HerdState): number {
  if (expected < calm) return 0
  return Math.min(longestWaitMs, Math.floor((Math.floor(ahead % expected) * 1_000) / perSecond))
}

/** The next estimate of resumes a second: up a little for a quick one, down more for a slow one (spec HD4). */
export function nextRate(perSecond: number, tookMs: number): number {
  return tookMs > slowMs ? Math.max(rate.least, perSecond * 0.98) : Math.min(rate.most, perSecond * 1.005)
}

/** The herd, as one node sees it. */
export type HerdWatch = Herd & {
  /** These sessions live and have no socket: after a start, all of them. */
  expect(sessionIds: Iterable<string>): void
  /** Follows the feed: who was dropped anywhere is expected, who is back or gone is not. */
  onEvent(event: FeedEvent): void
  /** A resume was answered after so long. */
  onResumed(tookMs: number): void
  /** How many are expected, for the metrics. */
  expected(): number
}

/** Watches who is expected back and how fast they are served; each echo gives the next slot. A calm server says 0. */
export function createHerd(clock: Clock): HerdWatch {
  const expected = new Set<string>()
  let perSecond: number = rate.start
  let ahead = 0
  let servedUntil = clock.now()

  /** Slots that lie in the past are served. */
  function passTime(): void {
    const now = clock.now()
    ahead = Math.max(0, ahead - (Math.max(0, now - servedUntil) * perSecond) / 1_000)
    servedUntil = now
  }

  return {
    waitMs() {
      if (expected.size < calm) return 0
      passTime()
      const wait = slotMs({ expected: expected.size, ahead, perSecond })
      ahead += 1
      return wait
    },
    expect(sessionIds) {
      for (const sessionId of sessionIds) expected.add(sessionId)
    },
    onEvent({ kind, data }) {
      if (kind === 'session.dropped') expected.add(data.sessionId)
      else if (kind === 'session.connected' || kind === 'session.ended') expected.delete(data.sessionId)
    },
    onResumed(tookMs) {
      perSecond = nextRate(perSecond, tookMs)
    },
    expected: () => expected.size,
  }
}
