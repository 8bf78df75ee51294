import type { ServerFrame } from '@hotseat/protocol'
import {
  byeFor,
  byeForEnd,
  type Caller,
  type Callers,
  Connection,
  type createHub,
  type createPresence,
  createPresenceTracker,
  type Deps,
  parseClientFrame,
  refusalOf,
  sayBye,
  startSweep,
} from '@hotseat/server/parts'
import type { ChannelEnd, ChannelListener } from '../channel.ts'
import type { SimFacts } from '../log.ts'
import { type SocketMessage, VirtualSocket } from './virtual-socket.ts'

/** A frame that a socket of a session is sent; a node numbers its sockets. */
export type OnFrame = (to: { who: string; socket: number; caller: Caller }, frame: ServerFrame) => void

export type SimFeedParts = Pick<Deps, 'store' | 'clock'> & {
  readonly hub: ReturnType<typeof createHub>
  readonly callers: Callers
  readonly presence: ReturnType<typeof createPresence>
  readonly onFrame: OnFrame
  readonly onFault: (error: unknown) => void
}

/** A handshake as the balancer hands it on. */
export type Knock = {
  readonly who: string
  readonly end: ChannelEnd<SocketMessage>
  readonly facts: SimFacts
  readonly offset: number
}

/** The feed's sockets on one node: what `feed-server.ts` does, on virtual sockets. */
export interface SimFeed {
  /** Takes the server's end of a feed; null refuses the handshake. */
  accept(knock: Knock): Promise<ChannelListener<SocketMessage> | null>
  /** The sessions that have a socket here. */
  sessionIds(): ReadonlySet<string>
  /** Sends every client elsewhere; who comes here again is answered as ever. */
  dismiss(): void
  drain(): Promise<void>
}

/** So long a bearer client may take to say who it is (FD9). */
const authWithinMs = 5_000
/** A drained node's clients are told to come back over this time (FD10). */
const drainOverMs = 5_000

export function createSimFeed(parts: SimFeedParts): SimFeed {
  const { store, clock, hub, callers, presence, onFault } = parts
  const tracker = createPresenceTracker<Connection>({ presence, now: clock.now, onFault })
  const stopSweep = startSweep({ clock, callers, tracker, onFault })
  const connections = new Set<Connection>()
  let sockets = 0
  let draining = false

  hub.onEvent((_tenantId, event) => {
    if (event.kind === 'session.dropped') tracker.onDropped(event.data.sessionId)
    if (event.kind !== 'session.ended') return
    const { sessionId, reason } = event.data
    queueMicrotask(() => {
      for (const connection of [...(tracker.find(sessionId)?.sockets ?? [])]) connection.bye(byeForEnd(reason))
    })
  })

  /** A store that does not answer refuses. */
  function find(facts: SimFacts): ReturnType<Callers['find']> {
    return callers.find(facts).catch((error: unknown) => ({ ok: false, refusal: refusalOf(error) }))
  }

  function open(socket: VirtualSocket, speaker: { caller: Caller | null }, caller: Caller, offset: number): void {
    speaker.caller = caller
    if (socket.readyState !== socket.OPEN) return
    if (draining) {
      sayBye(socket as never, { reason: 'draining', waitMs: 0 }, clock.after)
      return
    }
    const connection = new Connection(socket as never, caller, offset, {
      store,
      clock,
      hub,
      tracker,
      onSlow: () => undefined,
      onFault,
    })
    connections.add(connection)
    socket.once('close', () => connections.delete(connection))
  }

  function awaitToken(socket: VirtualSocket, speaker: { caller: Caller | null }, { facts, offset }: Knock): void {
    const cancel = clock.after(authWithinMs, () => sayBye(socket as never, { reason: 'unauthorised' }, clock.after))
    socket.once('message', (text: string) => {
      cancel()
      const frame = parseClientFrame(text)
      if (frame?.type !== 'auth') return sayBye(socket as never, { reason: 'protocol' }, clock.after)
      void find({ ...facts, accessToken: frame.accessToken }).then((found) => {
        if (found.ok) open(socket, speaker, found.value, offset)
        else sayBye(socket as never, byeFor(found.refusal), clock.after)
      })
    })
  }

  function dismiss(): void {
    const stepMs = drainOverMs / Math.max(connections.size, 50)
    for (const [place, connection] of [...connections].entries())
      connection.bye({ reason: 'draining', waitMs: Math.round(place * stepMs) })
  }

  return {
    async accept(knock) {
      if (draining) return null
      const hasCookie = knock.facts.browserToken !== null
      const found = hasCookie ? await find({ ...knock.facts, accessToken: null }) : null
      // A browser is not told why a handshake was refused: its socket just closes.
      if (found?.ok === false) return null
      const speaker: { caller: Caller | null } = { caller: null }
      sockets += 1
      const socketNumber = sockets
      const socket = new VirtualSocket(knock.end, (text) => {
        const { caller } = speaker
        // What was put on the wire is JSON of our own frames.
        if (caller !== null) parts.onFrame({ who: knock.who, socket: socketNumber, caller }, JSON.parse(text) as ServerFrame)
      })
      if (found === null) awaitToken(socket, speaker, knock)
      else open(socket, speaker, found.value, knock.offset)
      return socket
    },
    sessionIds: () => new Set([...connections].filter((each) => each.isOpen()).map(({ session }) => session.caller.session.id)),
    dismiss,
    async drain() {
      draining = true
      stopSweep()
      dismiss()
      await tracker.idle()
    },
  }
}
