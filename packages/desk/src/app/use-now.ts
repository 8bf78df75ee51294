import { useSyncExternalStore } from 'react'
import { serverNow } from './server-clock.ts'

const listeners = new Set<() => void>()
let now = serverNow()
let timer: ReturnType<typeof setTimeout> | null = null

function tick() {
  now = serverNow()
  for (const listener of listeners) listener()
  timer = setTimeout(tick, 1_000 - (now % 1_000))
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  // The value may be old when nobody listened for a while; React reads it again after subscribing.
  now = serverNow()
  timer ??= setTimeout(tick, 1_000 - (now % 1_000))
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0 || timer === null) return
    clearTimeout(timer)
    timer = null
  }
}

/** The server's time, renewed each second for all who ask, so that every counter on the page steps together. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => now)
}
