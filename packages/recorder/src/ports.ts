/** The time, and things to do later. Moments are epoch milliseconds. */
export interface Clock {
  now(): number
  /** Calls `task` once after `delayMs`; the returned function takes that back. */
  after(delayMs: number, task: () => void): () => void
}

/** Unguessable bytes (S-21), and chance for pauses between tries. */
export interface Random {
  bytes(length: number): Uint8Array
  /** 0 ≤ fraction < 1. */
  fraction(): number
}
