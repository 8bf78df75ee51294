import type { Clock } from './world.ts'

/** The other tabs are told of what a person does at most so often; it decides about minutes. */
const tellEveryMs = 10_000

/** When a person last did something, in this tab or in another one of the session (S-23). */
export interface Activity {
  /** Epoch milliseconds; null when nobody did anything that is known of. */
  readonly lastAt: number | null
  /** A person did something here. */
  mark(): void
  /** A person did something at this moment, in another tab or before this page was loaded. */
  hear(at: number): void
  /** Whether a person did something here since this was last asked. */
  take(): boolean
  clear(): void
}

/** An activity of nobody; `onMark` tells the other tabs. */
export function createActivity(clock: Clock, onMark: (at: number) => void): Activity {
  let lastAt: number | null = null
  let toldAt = Number.NEGATIVE_INFINITY
  let isNew = false
  return {
    get lastAt() {
      return lastAt
    },
    mark() {
      isNew = true
      lastAt = clock.now()
      if (lastAt - toldAt < tellEveryMs) return
      toldAt = lastAt
      onMark(lastAt)
    },
    hear(at) {
      lastAt = Math.max(lastAt ?? at, at)
    },
    take() {
      const was = isNew
      isNew = false
      return was
    },
    clear() {
      lastAt = null
      toldAt = Number.NEGATIVE_INFINITY
      isNew = false
    },
  }
}
