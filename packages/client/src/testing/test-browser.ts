import { createMemoryStore } from '../memory-store.ts'
import type { Locks, Signal, Store, TabLabels, World } from '../world.ts'
import type { TestServer } from './test-server.ts'
import { createVirtualClock, type VirtualClock } from './virtual-clock.ts'

/** A tab of a test browser: the world of one client, and what a browser can do to it. */
export type TestTab = {
  readonly world: World
  readonly labels: Map<string, string>
  signal(signal: Signal): void
  /** While deaf, the tab hears nothing of the others. */
  setDeaf(deaf: boolean): void
  /** The tab is gone: its locks and its ears with it. */
  kill(): void
}

/** A browser whose tabs share cookies, store, locks and channels. */
export class TestBrowser {
  readonly clock: VirtualClock
  readonly store: Store
  readonly cookies: { jar: string | null } = { jar: null }
  readonly #server: TestServer
  readonly #ears = new Map<string, Set<(message: unknown) => void>>()
  readonly #queues = new Map<string, (() => void)[]>()
  #serial = 0

  constructor(server: TestServer, clock: VirtualClock = createVirtualClock(), store: Store = createMemoryStore()) {
    this.#server = server
    this.clock = clock
    this.store = store
  }

  /** Opens a tab, with the labels of the one it is a duplicate or a reload of. */
  open({
    pageOrigin = this.#server.origin,
    labels = new Map<string, string>(),
  }: {
    pageOrigin?: string | null
    labels?: Map<string, string>
  } = {}): TestTab {
    const heard = new Set<(signal: Signal) => void>()
    const releases: (() => void)[] = []
    const own = new Map(labels)
    let isDeaf = false
    const tabLabels: TabLabels = { read: (key) => own.get(key) ?? null, write: (key, value) => void own.set(key, value) }
    const world: World = {
      pageOrigin,
      clock: this.clock,
      subtle: patient(this.clock),
      store: this.store,
      tabLabels,
      locks: this.#locks(releases),
      fetch: (url, init) => this.#server.fetch(this.cookies, pageOrigin, url, init),
      openSocket: (url, listener) => this.#server.openSocket(this.cookies, url, listener),
      openChannel: (name, onMessage) => this.#join(name, (message) => !isDeaf && onMessage(message), releases),
      random: () => 0.5,
      randomLabel: () => `label${++this.#serial}`,
      watch(onSignal) {
        heard.add(onSignal)
        return () => heard.delete(onSignal)
      },
    }
    return {
      world,
      labels: own,
      signal: (signal) => {
        for (const each of heard) each(signal)
      },
      setDeaf: (deaf) => {
        isDeaf = deaf
      },
      kill: () => {
        for (const release of releases) release()
      },
    }
  }

  #join(name: string, onMessage: (message: unknown) => void, releases: (() => void)[]) {
    const ears = this.#ears.get(name) ?? new Set()
    this.#ears.set(name, ears)
    ears.add(onMessage)
    const close = () => {
      ears.delete(onMessage)
    }
    releases.push(close)
    return {
      close,
      post: (message: unknown) => {
        const copy: unknown = structuredClone(message)
        for (const ear of ears) if (ear !== onMessage) queueMicrotask(() => ears.has(ear) && ear(copy))
      },
    }
  }

  #locks(releases: (() => void)[]): Locks {
    const take = (name: string, onHeld: () => void) => {
      const queue = this.#queues.get(name) ?? []
      this.#queues.set(name, queue)
      queue.push(onHeld)
      if (queue[0] === onHeld) queueMicrotask(onHeld)
      const release = () => {
        const wasFirst = queue[0] === onHeld
        const at = queue.indexOf(onHeld)
        if (at >= 0) queue.splice(at, 1)
        if (wasFirst) queue[0]?.()
      }
      releases.push(release)
      return release
    }
    return {
      hold: take,
      tryHold: async (name) => {
        if ((this.#queues.get(name)?.length ?? 0) > 0) return null
        return take(name, () => undefined)
      },
    }
  }
}

/** The real signatures, which virtual time waits for. */
function patient(clock: VirtualClock): World['subtle'] {
  const { subtle } = crypto
  return {
    generateKey: () => clock.wait(subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify'])),
    exportKey: (format, key) => clock.wait(subtle.exportKey(format, key)),
    sign: (algorithm, key, data) => clock.wait(subtle.sign(algorithm, key, data)),
    digest: (algorithm, data) => clock.wait(subtle.digest(algorithm, data)),
  }
}
