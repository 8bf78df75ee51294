import { type Clock, createLongTimer } from '@hotseat/browser'
import { openWebSocket, watchPage } from '@hotseat/browser/page'
import type { Shelf, World } from './world.ts'

/** The one module of the widget that names the real clock, chance, network and storage. */
export function createRealWorld(): World {
  return {
    clock,
    browser: createShelf(() => localStorage),
    tab: createShelf(() => sessionStorage),
    random: () => Math.random(),
    randomLabel: () =>
      Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join(''),
    fetch: (url, init) => globalThis.fetch(url, init),
    openSocket: openWebSocket,
    watch: watchPage,
    watchShelf(key, onChange) {
      // `key` is null when a page clears all of it.
      const listener = (event: StorageEvent) => (event.key === key || event.key === null) && onChange()
      addEventListener('storage', listener)
      return () => removeEventListener('storage', listener)
    },
    isVisible: () => document.visibilityState === 'visible',
  }
}

const clock: Clock = {
  now: () => Date.now(),
  after: createLongTimer((task, delayMs) => {
    const timer = setTimeout(task, delayMs)
    return () => clearTimeout(timer)
  }),
}

/** A shelf on the browser's storage, and beside it one in memory for a browser that forbids storage or has no room left. */
function createShelf(open: () => Storage): Shelf {
  const memory = new Map<string, string>()
  const attempt = <T>(use: (storage: Storage) => T): T | null => {
    try {
      return use(open())
    } catch {
      return null
    }
  }
  return {
    read: (key) => memory.get(key) ?? attempt((storage) => storage.getItem(key)),
    write(key, text) {
      const isWritten = attempt((storage) => {
        storage.setItem(key, text)
        return true
      })
      if (isWritten) memory.delete(key)
      else memory.set(key, text)
    },
    remove(key) {
      memory.delete(key)
      attempt((storage) => storage.removeItem(key))
    },
  }
}
