import type { ChatServerFrame } from '@hotseat/protocol'
import {
  type ChatApiParts,
  chatMessageOf,
  createChatApi,
  createChatSigner,
  createProjectOrigins,
  type Handlers,
  problemOf,
  Refused,
  refusalOf,
} from '@hotseat/server/parts'
import type { ChannelEnd, ChannelListener } from '../channel.ts'
import type { ChatCall, ChatReply } from '../log.ts'
import { type SocketMessage, VirtualSocket } from './virtual-socket.ts'

type Taken = ReturnType<ReturnType<typeof createChatApi>['sockets']['take']>

/** A frame that a widget's socket is sent, once it is known whose it is; a node numbers its sockets. */
export type OnChatFrame = (
  to: { who: string; socket: number; caller: NonNullable<Taken['caller']> },
  frame: ChatServerFrame,
) => void

export type SimChatParts = Pick<ChatApiParts, 'deps' | 'settings' | 'whispers' | 'hub' | 'onFault'> & {
  readonly echo: Handlers['echo']
  readonly onChatFrame: OnChatFrame
  /** Waits for what real threads do: a token's signature is checked by one. */
  readonly hold: <T>(work: Promise<T>) => Promise<T>
}

/** A widget's handshake as the balancer hands it on. */
export type ChatKnock = { readonly who: string; readonly end: ChannelEnd<SocketMessage>; readonly origin: string }

/** The customers' API on one node: its own routes and sockets, without HTTP. */
export interface SimChat {
  handle(call: ChatCall): Promise<ChatReply>
  accept(knock: ChatKnock): Promise<ChannelListener<SocketMessage> | null>
  /** Sends every widget to other nodes. */
  dismiss(): void
  drain(): Promise<void>
}

const own = { main: () => 'https://desk.example.test' }

export async function createSimChat(parts: SimChatParts): Promise<SimChat> {
  const { deps, onFault, hold } = parts
  const real = createChatSigner(deps.vault)
  const signer: ChatApiParts['signer'] = { find: (...asked) => hold(real.find(...asked)) }
  const origins = await createProjectOrigins(deps)
  const { routes, sockets, close } = createChatApi({ ...parts, own, signer, vouch: () => undefined })
  let taken = 0

  async function answer(call: ChatCall): Promise<unknown> {
    if (call.path === '/chat-widget.js') return ''
    if (call.path === '/chat/v1/echo') {
      const answered = await parts.echo({ params: {}, query: {}, body: undefined, facts: undefined, caller: null } as never)
      if (!answered.ok) throw new Refused(answered.refusal)
      return answered.value.document
    }
    const route = routes.find(({ method, path }) => method === call.method && path === call.path)
    if (route === undefined) throw new Refused({ code: 'request.notFound' })
    const headers = { origin: call.origin, ...(call.token !== null && { authorization: `Bearer ${call.token}` }) }
    // What the routes read of a request.
    const request = { headers, query: call.query, ip: call.address, socket: { remoteAddress: call.address } }
    return route.handle(request as never, call.body, undefined as never)
  }

  return {
    handle: (call) =>
      answer(call).then(
        (body) => ({ status: 200, body }),
        (error) => chatRefusalOf(error, onFault),
      ),
    async accept({ who, end, origin }) {
      if (sockets.isDraining() || !origins.has(origin)) return null
      taken += 1
      const number = taken
      const socket: VirtualSocket = new VirtualSocket(end, (text) => {
        const caller = connection.caller
        // What was put on the wire is JSON of our own frames.
        if (caller !== null) parts.onChatFrame({ who, socket: number, caller }, JSON.parse(text) as ChatServerFrame)
      })
      const connection = sockets.take(socket as never, { origin, address: '' })
      return socket
    },
    dismiss: sockets.dismiss,
    drain: async () => {
      await sockets.drain()
      close()
    },
  }
}

/** What a page is answered instead of what it asked for. */
export function chatRefusalOf(error: unknown, onFault: (error: unknown) => void): ChatReply {
  const refusal = refusalOf(error)
  if (refusal.code === 'server.internal') onFault(error)
  const problem = { ...problemOf(refusal, error instanceof Refused ? error.errors : []), title: chatMessageOf(refusal) }
  return { status: problem.status, body: problem }
}
