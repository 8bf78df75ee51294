import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { accepted, type Refusal, type Result, refused } from '@hotseat/core'
import { type RawData, type WebSocket, WebSocketServer } from 'ws'
import type { AllowedOrigins } from '../http/allowed-origins.ts'
import type { Callers } from '../http/caller.ts'
import { refusalOf } from '../http/error-handler.ts'
import type { OwnOrigins } from '../http/own-origins.ts'
import { answerRaw } from '../http/raw-answer.ts'
import type { Clock } from '../ports.ts'
import type { Store } from '../store/store.ts'
import type { Caller } from '../use-case.ts'
import { byeFor, byeForEnd } from './bye-for.ts'
import { Connection, type ConnectionDeps } from './connection.ts'
import { sayBye } from './feed-socket.ts'
import { parseClientFrame } from './frames.ts'
import { type FeedRequest, readFeedRequest } from './handshake.ts'
import type { Hub } from './hub.ts'
import { createPresenceTracker, type Presence } from './presence.ts'
import { startSweep } from './sweep.ts'

/** The largest frame a client may send (S-33). */
const maxFrameBytes = 64 * 1024
/** So long a client may take to say who it is. */
export const authWithinMs = 5_000
/** A drained node's clients are told to come back over this time, one after another. */
const drainOverMs = 5_000

/** What the feed is made of. */
export type FeedParts = {
  readonly store: Store
  readonly clock: Clock
  readonly hub: Hub
  readonly callers: Callers
  readonly presence: Presence
  readonly own: OwnOrigins
  readonly allowed: AllowedOrigins
  readonly onSlow: () => void
  readonly onFault: (error: unknown) => void
}

/** The feed's sockets on this node. */
export type FeedServer = {
  /** Serves the handshakes of an HTTP server. */
  upgrade(request: IncomingMessage, line: Duplex, head: Buffer): void
  sockets(): number
  /** Sends every client elsewhere, one after another; who comes here again is answered as ever. */
  dismiss(): void
  /** Tells every client when to come back, and closes; no handshake is answered any more. */
  drain(): Promise<void>
}

/**
 * `GET /v1/feed`. The handshake is answered by `ws` itself: a socket then costs what `ws` costs, and a few fields.
 * No permessage-deflate: it would cost more memory than the rest of the connection (S-33).
 */
export function createFeedServer(parts: FeedParts): FeedServer {
  const { clock, hub, store, callers, presence } = parts
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: maxFrameBytes,
  })
  const tracker = createPresenceTracker<Connection>({ presence, now: clock.now, onFault: parts.onFault })
  const deps: ConnectionDeps = { ...parts, tracker, store, hub, clock }
  const stopSweep = startSweep({ ...parts, tracker })
  const connections = new Set<Connection>()
  let draining = false
  let onEmpty: () => void = () => undefined

  hub.onEvent((_tenantId, event) => {
    if (event.kind === 'session.dropped') tracker.onDropped(event.data.sessionId)
    if (event.kind !== 'session.ended') return
    const { sessionId, reason } = event.data
    // Behind the event itself, which the session's own tabs are sent first.
    queueMicrotask(() => {
      for (const connection of [...(tracker.find(sessionId)?.sockets ?? [])]) connection.bye(byeForEnd(reason))
    })
  })

  function open(socket: WebSocket, caller: Caller, offset: number | null): void {
    // Both may have changed while the caller was looked up; a closed socket would never be heard of again.
    if (socket.readyState !== socket.OPEN) return
    if (draining) {
      sayBye(socket, { reason: 'draining', waitMs: 0 }, clock.after)
      return
    }
    const connection = new Connection(socket, caller, offset, deps)
    connections.add(connection)
    socket.once('close', () => {
      connections.delete(connection)
      if (connections.size === 0) onEmpty()
    })
  }

  /** A bearer client says who it is in its first frame, so that no token is ever in a URL (S-28). */
  function awaitToken(socket: WebSocket, { approach, offset }: FeedRequest): void {
    const cancel = clock.after(authWithinMs, () => sayBye(socket, { reason: 'unauthorised' }, clock.after))
    socket.once('close', cancel)
    socket.once('message', (data, isBinary) => {
      cancel()
      socket.off('close', cancel)
      const frame = isBinary ? null : parseClientFrame(String(data))
      if (frame?.type !== 'auth') return sayBye(socket, { reason: 'protocol' }, clock.after)
      // What came in the same packet is read already and goes on coming while the caller is looked up; no more than that.
      const early: [RawData, boolean][] = []
      const keep = (...frame: [RawData, boolean]) => void early.push(frame)
      socket.on('message', keep)
      socket.pause()
      void findListed({ ...approach, credentials: { ...approach.credentials, accessToken: frame.accessToken } }).then((found) => {
        socket.off('message', keep)
        socket.resume()
        if (!found.ok) return sayBye(socket, byeFor(found.refusal), clock.after)
        open(socket, found.value, offset)
        for (const each of early) socket.emit('message', ...each)
      })
    })
  }

  /** The caller, if the page may speak for that caller's tenant; a store that does not answer refuses. */
  async function findListed({ credentials, provenance, origin }: FeedRequest['approach']): Promise<Result<Caller>> {
    try {
      const found = await callers.find(credentials)
      const isListed = !found.ok || provenance === 'own' || parts.allowed.hasFor(found.value.tenantId, origin)
      if (!isListed) return refused('origin.refused')
      // The feed tells what administrators may see, so it is theirs with both factors only (spec MF4).
      return found.ok && found.value.mustEnrol ? refused('session.enrolSecondFactor') : found
    } catch (error) {
      parts.onFault(error)
      return { ok: false, refusal: refusalOf(error) }
    }
  }

  async function onUpgrade(request: IncomingMessage, line: Duplex, head: Buffer): Promise<void> {
    const refuse = (refusal: Refusal) => answerRaw(line, refusal, parts.own.secure)
    line.on('error', () => line.destroy())
    if (draining) return refuse({ code: 'server.draining' })
    try {
      const feed = readFeedRequest(request, parts)
      const hasCredentials = feed.approach.credentials.accessToken !== null || feed.approach.credentials.browserToken !== null
      const found = hasCredentials ? await findListed(feed.approach) : accepted(null)
      if (!found.ok) return refuse(found.refusal)
      server.handleUpgrade(request, line, head, (socket) => {
        // A frame that is too large, or no frame at all: `ws` has closed the socket already.
        socket.on('error', () => socket.terminate())
        if (found.value === null) awaitToken(socket, feed)
        else open(socket, found.value, feed.offset)
      })
    } catch (error) {
      refuse(refusalOf(error))
    }
  }

  function dismiss(): void {
    const stepMs = drainOverMs / Math.max(connections.size, 50)
    for (const [place, connection] of [...connections].entries())
      connection.bye({ reason: 'draining', waitMs: Math.round(place * stepMs) })
  }

  return {
    upgrade: (request, line, head) => void onUpgrade(request, line, head),
    sockets: () => connections.size,
    dismiss,
    async drain() {
      draining = true
      stopSweep()
      dismiss()
      if (connections.size > 0) await new Promise<void>((resolve) => (onEmpty = resolve))
      await tracker.idle()
    },
  }
}
