import type { Locks } from './world.ts'

/** Web Locks as the client uses them. A lock that is never given up goes with its tab. */
export function createBrowserLocks(manager: LockManager): Locks {
  return {
    hold(name, onHeld) {
      const giveUp = new AbortController()
      const held = manager.request(name, { signal: giveUp.signal }, () => {
        onHeld()
        return new Promise<void>((resolve) => giveUp.signal.addEventListener('abort', () => resolve()))
      })
      // The only failure is giving up before it was ours.
      held.catch(() => undefined)
      return () => giveUp.abort()
    },
    tryHold: (name) =>
      new Promise((resolve) => {
        const asked = manager.request(name, { ifAvailable: true }, (lock) => {
          if (lock === null) return resolve(null)
          return new Promise<void>((giveUp) => resolve(giveUp))
        })
        asked.catch(() => resolve(null))
      }),
  }
}
