/** The time, and things to do later. Moments are epoch milliseconds. */
export interface Clock {
  now(): number
  /** Calls `task` once after `delayMs`, however long that is; the returned function takes that back. */
  after(delayMs: number, task: () => void): () => void
}

/** What a socket says. After `onClose` nothing more comes. */
export type SocketListener = {
  readonly onOpen: () => void
  readonly onText: (text: string) => void
  readonly onClose: () => void
}

/** An open or opening WebSocket. */
export interface Socket {
  /** False when the socket cannot send. */
  send(text: string): boolean
  /** Closes it; the listener hears nothing of it. */
  close(): void
}

/** What a browser tells about a page. */
export type PageSignal = 'wentOffline' | 'wentOnline' | 'becameVisible' | 'becameHidden' | 'thawed'
