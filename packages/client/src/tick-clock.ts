import type { Clock } from './world.ts'

/** Something that ticks once after a delay; a new start replaces the one before. */
export interface Ticker {
  start(delayMs: number, onTick: () => void): void
}

const longestMs = 1_000

/**
 * A clock that looks at the time at least once a second while something is to be done, instead of trusting one long
 * timer: after a laptop's sleep a long timer is late by the whole rest of its delay.
 */
export function createTickClock(now: () => number, ticker: Ticker): Clock {
  const alarms = new Set<{ readonly dueAt: number; readonly task: () => void }>()
  const start = () => {
    if (alarms.size === 0) return
    const nextAt = Math.min(...[...alarms].map(({ dueAt }) => dueAt))
    ticker.start(Math.max(0, Math.min(longestMs, nextAt - now())), onTick)
  }
  const onTick = () => {
    for (const alarm of [...alarms].filter(({ dueAt }) => dueAt <= now())) if (alarms.delete(alarm)) alarm.task()
    start()
  }
  return {
    now,
    after(delayMs, task) {
      const alarm = { dueAt: now() + delayMs, task }
      alarms.add(alarm)
      start()
      return () => {
        alarms.delete(alarm)
      }
    },
  }
}
