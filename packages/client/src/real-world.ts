import { openWebSocket } from '@hotseat/browser/page'
import { createBrowserLocks } from './browser-locks.ts'
import { watchBrowser } from './browser-signals.ts'
import { createIndexedDbStore } from './indexed-db-store.ts'
import { createMemoryStore } from './memory-store.ts'
import { createTickClock } from './tick-clock.ts'
import { createWorkerTicker } from './worker-ticker.ts'
import type { Clock, TabLabels, World } from './world.ts'

/** The one module of the client that names the real clock, chance and network. Nothing is looked for before it is wanted. */
const common = () => ({
  subtle: globalThis.isSecureContext === false ? null : crypto.subtle,
  fetch: (url: string, init: RequestInit) => globalThis.fetch(url, init),
  openSocket: openWebSocket,
  random: () => Math.random(),
  randomLabel: () =>
    Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join(''),
})

/** What there is here: a page has tabs, storage and signals, Node has none of them. */
export function createRealWorld(): World {
  return typeof document === 'undefined' ? createProcessWorld() : createPageWorld()
}

function createPageWorld(): World {
  return {
    ...common(),
    pageOrigin: location.origin,
    clock: createTickClock(() => Date.now(), createWorkerTicker()),
    store: createIndexedDbStore(),
    tabLabels: findTabLabels(),
    locks: 'locks' in navigator ? createBrowserLocks(navigator.locks) : null,
    openChannel(name, onMessage) {
      const channel = new BroadcastChannel(name)
      channel.addEventListener('message', ({ data }) => onMessage(data))
      return { post: (message) => channel.postMessage(message), close: () => channel.close() }
    },
    watch: watchBrowser,
  }
}

/** A browser may forbid a page all storage; the tab then has a new label at each load. */
function findTabLabels(): TabLabels | null {
  try {
    const { sessionStorage } = globalThis
    return { read: (key) => sessionStorage.getItem(key), write: (key, value) => sessionStorage.setItem(key, value) }
  } catch {
    return null
  }
}

function createProcessWorld(): World {
  const clock: Clock = {
    now: () => Date.now(),
    after(delayMs, task) {
      const timer = setTimeout(task, delayMs)
      return () => clearTimeout(timer)
    },
  }
  return {
    ...common(),
    pageOrigin: null,
    clock,
    store: createMemoryStore(),
    tabLabels: null,
    locks: null,
    openChannel: () => null,
    watch: () => () => undefined,
  }
}
