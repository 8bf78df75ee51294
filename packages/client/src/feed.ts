import type { ContinuityInput, FeedEvent } from '@hotseat/core'
import type { ClientFrame } from '@hotseat/protocol'
import { parseServerFrame } from './server-frame.ts'
import type { Socket, SocketListener, World } from './world.ts'

/** What the feed needs to know, and whom it tells. */
export type FeedPorts = {
  readonly origin: string
  readonly subId: () => string
  /** The access token of a bearer client: its first frame, never in a URL (S-28). Null with a cookie. */
  readonly accessToken: () => string | null
  readonly offset: () => number
  readonly tell: (input: ContinuityInput) => void
  readonly onEvent: (event: FeedEvent) => void
  /** The customer of this conversation is typing. */
  readonly onTyping: (conversationId: string) => void
  /** The server has shown us everything up to here. */
  readonly onSeen: (offset: number) => void
  /** The offset was too old: the document must be read again. */
  readonly onGap: () => void
}

/** The socket of the feed; at most one is open. */
export interface Feed {
  open(): void
  close(): void
  /** `active`: a person did something since the last one (S-23). */
  ping(n: number, active: boolean): void
}

/** A feed over the world's sockets. */
export function createFeed(world: Pick<World, 'openSocket'>, ports: FeedPorts): Feed {
  let socket: Socket | null = null
  const send = (frame: ClientFrame) => socket?.send(JSON.stringify(frame)) ?? false
  const close = () => {
    socket?.close()
    socket = null
  }
  return {
    open() {
      close()
      const accessToken = ports.accessToken()
      const closed = () => {
        socket = null
        ports.tell({ type: 'socketClosed' })
      }
      const listener: SocketListener = {
        onOpen: () => {
          if (accessToken !== null) send({ type: 'auth', accessToken })
        },
        onText: (text) => onText(text, ports),
        onClose: closed,
      }
      try {
        socket = world.openSocket(feedUrl(ports), listener)
      } catch {
        // A browser may refuse the address itself; that is a loss, too.
        closed()
      }
    },
    close,
    ping(n, active) {
      if (!send({ type: 'ping', n, active })) ports.tell({ type: 'pingFailed' })
    },
  }
}

function feedUrl({ origin, offset, subId }: FeedPorts): string {
  const url = new URL('/v1/feed', origin.replace(/^http/, 'ws'))
  url.searchParams.set('offset', String(offset()))
  if (subId() !== '') url.searchParams.set('sub', subId())
  return url.href
}

function onText(text: string, ports: FeedPorts): void {
  const frame = parseServerFrame(text)
  switch (frame?.type) {
    case 'hello':
      // After a gap it is the feed's head, else what was asked for.
      ports.onSeen(frame.offset)
      ports.tell({ type: 'helloReceived' })
      break
    case 'event': {
      const { type: _, ...event } = frame
      ports.onEvent(event)
      break
    }
    case 'pong':
      ports.onSeen(frame.offset)
      ports.tell({ type: 'pongReceived', ...(frame.waitMs === undefined ? {} : { waitMs: frame.waitMs }) })
      break
    case 'typing':
      ports.onTyping(frame.conversationId)
      break
    case 'gap':
      ports.onGap()
      break
    case 'bye': {
      const { type: _, ...cause } = frame
      ports.tell({ type: 'byeReceived', ...cause })
    }
  }
}
