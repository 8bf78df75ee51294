import type { Clock, PageSignal, SocketListener } from '@hotseat/browser'
import type { FetchAnswer, Shelf, World } from '../world.ts'

/** A clock that stands until it is told to go on. */
export function createTestClock(startAt = 1_790_000_000_000): Clock & { advance(ms: number): Promise<void> } {
  let now = startAt
  const tasks = new Set<{ at: number; run: () => void }>()
  return {
    now: () => now,
    after(delayMs, run) {
      const task = { at: now + delayMs, run }
      tasks.add(task)
      return () => void tasks.delete(task)
    },
    /** Tasks run in the order of their moments, and what they set off is done before the next. */
    async advance(ms) {
      const until = now + ms
      for (;;) {
        const [next] = [...tasks].filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)
        if (!next) break
        tasks.delete(next)
        now = next.at
        next.run()
        await settled()
      }
      now = until
      await settled()
    },
  }
}

/** Whatever can happen without time passing has happened. */
export async function settled(): Promise<void> {
  for (let count = 0; count < 3; count += 1) await new Promise((resolve) => setImmediate(resolve))
}

/** The other end of the wire. */
export type FakeWire = {
  fetch(url: string, init: RequestInit): Promise<FetchAnswer>
  connect(listener: SocketListener): { send(text: string): boolean; close(): void }
}

/** What the pages of one site share. */
export function createShelf(): Shelf & {
  watch(key: string, onChange: () => void, by: object): () => void
  by(page: object): Shelf
} {
  const texts = new Map<string, string>()
  const watchers = new Set<{ key: string; onChange: () => void; by: object }>()
  const tell = (key: string, by: object | null) => {
    for (const watcher of watchers) if (watcher.key === key && watcher.by !== by) watcher.onChange()
  }
  const by = (page: object | null): Shelf => ({
    read: (key) => texts.get(key) ?? null,
    write(key, text) {
      texts.set(key, text)
      tell(key, page)
    },
    remove(key) {
      if (texts.delete(key)) tell(key, page)
    },
  })
  return {
    ...by(null),
    by,
    watch(key, onChange, page) {
      const watcher = { key, onChange, by: page }
      watchers.add(watcher)
      return () => void watchers.delete(watcher)
    },
  }
}

let labels = 0
function randomLabel(): string {
  labels += 1
  return `label-${labels}`
}

/** A page of the site: a world of its own around a shared clock, shelf and wire. */
export function createFakeWorld(
  clock: Clock,
  wire: FakeWire,
  site = createShelf(),
  tab: Shelf = createShelf(),
): World & { signal(signal: PageSignal): void; see(isSeen: boolean): void; freeze(isFrozen: boolean): void } {
  const page = {}
  const listeners = new Set<(signal: PageSignal) => void>()
  let isSeen = true
  let isFrozen = false
  const late: (() => void)[] = []
  const browser = site.by(page)
  return {
    clock,
    browser,
    tab,
    random: () => 0.5,
    randomLabel,
    fetch: wire.fetch,
    openSocket: (_url, listener) => wire.connect(listener),
    watch(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    watchShelf: (key, onChange) => site.watch(key, () => (isFrozen ? late.push(onChange) : onChange()), page),
    isVisible: () => isSeen,
    signal(signal) {
      for (const listener of listeners) listener(signal)
    },
    /** What other pages did meanwhile, a frozen page hears of when it thaws. */
    freeze(frozen) {
      isFrozen = frozen
      if (!frozen) for (const onChange of late.splice(0)) onChange()
    },
    see(seen) {
      isSeen = seen
      for (const listener of listeners) listener(seen ? 'becameVisible' : 'becameHidden')
    },
  }
}
