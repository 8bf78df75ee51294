import type { Herd } from '../deps.ts'
import type { Clock } from '../ports.ts'

/** Nobody is asked to wait longer than this. */
export const longestWaitMs = 30_000
/** Below this many expected sessions there is no herd: everyone comes at once (spec HD1). */
const calm = 50
/** Resumes a second that a node is trusted with before it has measured any. */
const assumedPerSecond = 500
/** The measured rate is an average over about this long. */
const windowMs = 5_000

/**
 * The slot of the next client that comes back: a client that has asked `waiting` places ahead of it waits until those
 * are served at `perSecond`. Pure (spec HD1–HD3).
 */
export function slotMs(herd: { readonly expected: number; readonly place: number; readonly perSecond: number }): number {
  if (herd.expected < calm) return 0
  const ahead = herd.place % herd.expected
  return Math.min(longestWaitMs, Math.floor((ahead * 1_000) / Math.max(1, herd.perSecond)))
}

export type HerdWatch = Herd & {
  /** Sessions that lost their socket and are expected back. */
  expect(sessions: number): void
  /** One came back, and how long its resume took us. */
  onResumed(tookMs: number): void
  /** How many are still expected, for the metrics. */
  expected(): number
}

/**
 * Watches the herd: who was dropped and is expected back, and how fast resumes really go. Each echo gives the next
 * slot, so clients that ask together are told to come one after another; a calm server answers 0.
 */
export function createHerd(clock: Clock): HerdWatch {
  let expected = 0
  let place = 0
  let perSecond = assumedPerSecond
  let placesFrom = clock.now()

  /** Slots that lie in the past are free again. */
  function forgetServed(): void {
    const now = clock.now()
    place = Math.max(0, place - ((now - placesFrom) * perSecond) / 1_000)
    placesFrom = now
  }

  return {
    waitMs() {
      forgetServed()
      const wait = slotMs({ expected, place: Math.floor(place), perSecond })
      if (expected >= calm) place += 1
      return wait
    },
    expect(sessions) {
      expected = Math.max(0, expected + sessions)
    },
    onResumed(tookMs) {
      expected = Math.max(0, expected - 1)
      const share = Math.min(1, Math.max(1, tookMs) / windowMs)
      perSecond += (1_000 / Math.max(0.5, tookMs) - perSecond) * share
    },
    expected: () => expected,
  }
}
