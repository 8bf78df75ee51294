import { openWebSocket } from '@hotseat/browser/page'
import { createMemoryStore } from '../memory-store.ts'
import { createRealWorld } from '../real-world.ts'
import type { TabLabels, World } from '../world.ts'
import { scriptUrl } from './bare-globals.ts'
import { atHost } from './host.ts'
import { createLabelList, createMemoryLabels, type Place } from './place.ts'
import { askInPopup } from './popup.ts'
import { xhrFetch } from './xhr-fetch.ts'

/** The real place, whichever it is: the one module of this library that names clock, chance, network and page. */
export function findPlace(): Place {
  return typeof document === 'undefined' ? createBarePlace() : createPagePlace()
}

function createPagePlace(): Place {
  const tabLabels = findTabLabels()
  const key = 'hotseat.ipcortex'
  return {
    origin: scriptUrl === undefined ? location.origin : new URL(scriptUrl).origin,
    tabLabels,
    labels: createLabelList({
      read: () => localStorage.getItem(key),
      write: (text) => localStorage.setItem(key, text),
    }),
    ask: askInPopup,
    createWorld: (wsHost) => ({
      ...createRealWorld(),
      tabLabels,
      openSocket: (url, listener) => openWebSocket(atHost(url, wsHost()), listener),
    }),
  }
}

/** A browser may forbid a page all storage; then a label lives as long as the page. */
function findTabLabels(): TabLabels {
  try {
    const { sessionStorage } = globalThis
    return { read: (key) => sessionStorage.getItem(key), write: (key, value) => sessionStorage.setItem(key, value) }
  } catch {
    return createMemoryLabels()
  }
}

/**
 * A context that has `XMLHttpRequest`, `WebSocket`, timers and `console`, and perhaps nothing else: no key can be kept, so
 * what opens its session is a token. Chance is for labels and pauses here, never for secrets.
 */
function createBarePlace(): Place {
  const tabLabels = createMemoryLabels()
  let kept: string | null = null
  const createWorld = (wsHost: () => string | null): World => ({
    pageOrigin: null,
    clock: {
      now: () => Date.now(),
      after(delayMs, task) {
        const timer = setTimeout(task, delayMs)
        return () => clearTimeout(timer)
      },
    },
    subtle: null,
    store: createMemoryStore(),
    tabLabels,
    locks: null,
    fetch: typeof XMLHttpRequest === 'undefined' ? (url, init) => globalThis.fetch(url, init) : xhrFetch,
    openSocket: (url, listener) => openWebSocket(atHost(url, wsHost()), listener),
    openChannel: () => null,
    random: () => Math.random(),
    randomLabel: () => Array.from({ length: 32 }, () => Math.floor(Math.random() * 16).toString(16)).join(''),
    watch: () => () => undefined,
  })
  return {
    // Some loaders say where they loaded it from, as a page would know.
    origin: globalThis.location?.host ? `${location.protocol}//${location.host}` : null,
    tabLabels,
    labels: createLabelList({
      read: () => kept,
      write: (text) => {
        kept = text
      },
    }),
    ask: null,
    createWorld,
  }
}
