import { createIpcortex } from '../ipcortex/create-ipcortex.ts'
import { createLabelList, createMemoryLabels, type Place } from '../ipcortex/place.ts'
import type { World } from '../world.ts'
import { startTest } from './start-test.ts'
import type { TestServer } from './test-server.ts'

/** The release that the library was built from, and that the servers of a test say they are. */
const version = '0.1.0'
Object.assign(globalThis, { HOTSEAT_VERSION: version })

/** The labels that the pages of one browser share, as in its local storage. */
const lists = new WeakMap<object, { text: string }>()

/** What a test may turn: how `/api/version` answers. */
export type Release = { version: string; status: number }

/** IPCortex's library in a page that is not the server's, in a world that also knows `others`. */
export function openIpcortexPage(test = startTest(), others: readonly TestServer[] = [], pageOrigin = 'https://crm.example') {
  const { server, browser } = test
  const tab = browser.open({ pageOrigin })
  const release: Release = { version, status: 200 }
  const of = (url: string) => others.find(({ origin }) => url.includes(new URL(origin).host)) ?? server
  const world: World = {
    ...tab.world,
    async fetch(url, init) {
      const at = of(url)
      if (!url.endsWith('/api/version')) return at.fetch(browser.cookies, pageOrigin, url, init)
      if (at.mode === 'down') throw new TypeError('fetch failed')
      return Response.json({ version: release.version }, { status: release.status })
    },
    openSocket: (url, listener) => of(url.replace(/^ws/, 'http')).openSocket(browser.cookies, url, listener),
  }
  const list = lists.get(browser) ?? { text: '[]' }
  lists.set(browser, list)
  const place: Place = {
    origin: server.origin,
    tabLabels: world.tabLabels ?? createMemoryLabels(),
    labels: createLabelList({ read: () => list.text, write: (text) => Object.assign(list, { text }) }),
    ask: null,
    createWorld: () => world,
  }
  const { PBX } = createIpcortex(place)
  const login = (username = 'agent01', more: object = {}) => PBX.Auth.login({ username, password: server.password, ...more })
  return { ...test, tab, release, place, PBX, Auth: PBX.Auth, login }
}

/** The code that a promise rejects with; `resolved` when it does not. */
export function codeOf(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => 'resolved',
    ({ code }: { readonly code: string }) => code,
  )
}
