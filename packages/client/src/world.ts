import type { Clock, PageSignal, Socket, SocketListener } from '@hotseat/browser'

export type { Clock, Socket, SocketListener }

/** A place that outlives the page. Values are whatever a structured clone carries, key pairs included. */
export interface Store {
  read(key: string): Promise<unknown>
  write(key: string, value: unknown): Promise<void>
  remove(key: string): Promise<void>
  /** The values of every key that begins so. */
  readAll(prefix: string): Promise<unknown[]>
}

/** Text that belongs to one tab and survives its reload (`sessionStorage`). A duplicated tab gets a copy. */
export interface TabLabels {
  read(key: string): string | null
  write(key: string, value: string): void
}

/** Locks that the tabs of one browser compete for (Web Locks). */
export interface Locks {
  /** Holds the lock as soon as it is free; the returned function gives it up. */
  hold(name: string, onHeld: () => void): () => void
  /** Holds the lock if it is free now, and resolves with what gives it up; else with null. */
  tryHold(name: string): Promise<(() => void) | null>
}

/** What the tabs of one browser tell each other (`BroadcastChannel`). */
export interface Channel {
  post(message: unknown): void
  close(): void
}

/** What a browser tells about a page; `used` is a person doing something, `left` the page going away. */
export type Signal = PageSignal | 'left' | 'used'

/** What the client needs of WebCrypto: P-256 keys whose private half cannot be read, signatures by them, and their names. */
export interface KeyMaker {
  generateKey(algorithm: EcKeyGenParams, extractable: false, usages: KeyUsage[]): Promise<CryptoKeyPair>
  exportKey(format: 'jwk', key: CryptoKey): Promise<JsonWebKey>
  sign(algorithm: EcdsaParams, key: CryptoKey, data: BufferSource): Promise<ArrayBuffer>
  digest(algorithm: 'SHA-256', data: BufferSource): Promise<ArrayBuffer>
}

/** What the client reads of an answer; a `Response` is one. */
export interface FetchAnswer {
  readonly ok: boolean
  readonly status: number
  readonly headers: { get(name: string): string | null }
  json(): Promise<unknown>
}

/** Everything the client needs from where it runs. `real-world.ts` names the real ones; tests bring their own. */
export interface World {
  /** The page's origin; null outside a page. */
  readonly pageOrigin: string | null
  readonly clock: Clock
  /** Null where the browser has no WebCrypto: on plain HTTP from another machine. Then only the cookie brings a session back. */
  readonly subtle: KeyMaker | null
  readonly store: Store
  /** Null where there is only one tab. */
  readonly tabLabels: TabLabels | null
  /** Null where there is only one tab. */
  readonly locks: Locks | null
  fetch(url: string, init: RequestInit): Promise<FetchAnswer>
  openSocket(url: string, listener: SocketListener): Socket
  /** Null where there is only one tab. */
  openChannel(name: string, onMessage: (message: unknown) => void): Channel | null
  /** 0 ≤ random < 1. */
  random(): number
  /** A fresh label of letters and digits. */
  randomLabel(): string
  /** Tells signals until the returned function is called. */
  watch(onSignal: (signal: Signal) => void): () => void
}
