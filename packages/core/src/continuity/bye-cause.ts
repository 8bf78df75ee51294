/** The server says goodbye before it closes the socket; the words are those of the feed's `bye` frame. */
export type ByeCause = {
  readonly type: 'byeReceived'
  readonly reason: 'draining' | 'ended' | 'slow' | 'protocol' | 'unauthorised'
  readonly waitMs?: number
  /** Why the session ended; only a `resume.*` code is final, any other end may be undone by a resume. */
  readonly code?: string
}
