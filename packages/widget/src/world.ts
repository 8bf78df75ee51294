import type { Clock, PageSignal, Socket, SocketListener } from '@hotseat/browser'

/** Text that outlives the page: of the browser for this web site, or of one tab. A browser may forbid it; then it is the page's. */
export interface Shelf {
  read(key: string): string | null
  write(key: string, text: string): void
  remove(key: string): void
}

/** What the widget reads of an answer; a `Response` is one. */
export interface FetchAnswer {
  readonly ok: boolean
  readonly status: number
  json(): Promise<unknown>
}

/** Everything the widget needs from where it runs. `real-world.ts` names the real ones; tests bring their own. */
export interface World {
  readonly clock: Clock
  /** Shared by the tabs of this web site. */
  readonly browser: Shelf
  /** This tab's alone. */
  readonly tab: Shelf
  /** 0 ≤ random < 1. */
  random(): number
  /** A label that nobody else has, of letters and digits. */
  randomLabel(): string
  fetch(url: string, init: RequestInit): Promise<FetchAnswer>
  openSocket(url: string, listener: SocketListener): Socket
  /** Tells signals until the returned function is called. */
  watch(onSignal: (signal: PageSignal) => void): () => void
  /** Tells when another tab changed what is on the browser's shelf under this key. */
  watchShelf(key: string, onChange: () => void): () => void
  isVisible(): boolean
}
