import type { FeedEvent } from '@hotseat/core'
import type { Herd } from '../deps.ts'
import type { Clock } from '../ports.ts'

/** Nobody is asked to wait longer than this: a challenge must still count when its turn comes. */
export const longestWaitMs = 30_000
/** With fewer sessions expected back there is no herd, and everyone comes at once. */
export const calm = 50
/** Resumes a second: what we trust ourselves with before we have measured, and the bounds of the estimate. */
const rate = { start: 1_500, least: 50, most: 10_000 } as const
/** Resumes are judged together, those of so long. */
const windowMs = 500
/** When they take longer than this on average, they come faster than they are served; a client waits 10 s for one. */
const slowMs = 500
/** Slots a little slower than what is served, so that those who already wait are through soon. */
const relief = 0.9
/** How much faster after a window of quick ones. */
const haste = 1.25

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

/** What was seen of resumes in one window. */
export type Served = { readonly answered: number; readonly meanMs: number; readonly elapsedMs: number }

/** The next estimate of resumes a second: what was really served when they took long, more when they were quick (spec HD4). */
export function nextRate(perSecond: number, { answered, meanMs, elapsedMs }: Served): number {
  const next = meanMs > slowMs ? Math.min(perSecond, (relief * answered * 1_000) / elapsedMs) : perSecond * haste
  return Math.min(rate.most, Math.max(rate.least, next))
}

/** The herd, as one node sees it. */
export type HerdWatch = Herd & {
  /** These sessions live and have no socket: after a start, all of them. */
  expect(sessionIds: Iterable<string>): void
  /** Follows the feed: who was dropped anywhere is expected, who is back or gone is not. */
  onEvent(event: FeedEvent): void
  /** Somebody has come back; their resume took so long. */
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
  let answered = 0
  let tookMsInAll = 0
  let windowFrom = 0

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
      const now = clock.now()
      // After a lull a window begins with the resume that ends it, not when the last one closed.
      if (answered === 0) windowFrom = Math.max(windowFrom, now - tookMs)
      answered += 1
      tookMsInAll += tookMs
      const elapsedMs = now - windowFrom
      if (elapsedMs < windowMs) return
      // What was given away so far was given at the old rate.
      passTime()
      perSecond = nextRate(perSecond, { answered, meanMs: tookMsInAll / answered, elapsedMs })
      answered = 0
      tookMsInAll = 0
      windowFrom = now
    },
    expected: () => expected.size,
  }
}
