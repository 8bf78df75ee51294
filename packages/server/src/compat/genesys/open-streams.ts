import type { EventStream } from './event-stream.ts'

/** One session has no use for more; the oldest gives way (as Ameyo's pushes do, spec AM14). */
const streamsASession = 4
/** A stream that gave way comes back so late, or five tabs would push each other out for ever. */
const crowdedMs = 60_000

/** The open streams of a node. */
export type OpenStreams = {
  /** Keeps a session's new stream, and ends the oldest when there are too many. */
  add(sessionId: string, stream: EventStream): void
  remove(sessionId: string, stream: EventStream): void
  all(): readonly EventStream[]
}

/** Keeps at most four streams a session (spec GW48). */
export function createOpenStreams(): OpenStreams {
  const streams = new Map<string, Set<EventStream>>()

  function remove(sessionId: string, stream: EventStream): void {
    const own = streams.get(sessionId)
    own?.delete(stream)
    if (own?.size === 0) streams.delete(sessionId)
  }

  return {
    add(sessionId, stream) {
      const own = (streams.get(sessionId) ?? new Set()).add(stream)
      streams.set(sessionId, own)
      const [oldest] = own
      if (oldest === undefined || own.size <= streamsASession) return
      own.delete(oldest)
      oldest.end(crowdedMs)
    },
    remove,
    all: () => [...streams.values()].flatMap((own) => [...own]),
  }
}
