import type { Socket, SocketListener } from '@hotseat/widget/parts'
import { codeOf } from '../log.ts'
import type { Prng } from '../prng.ts'
import type { SocketMessage } from '../server/virtual-socket.ts'
import type { ShopSite } from './shop.ts'
import type { SimWorld } from './world.ts'

/** Which page it is, and the machine that it is open on. */
export type PagePlace = { readonly who: string; readonly machine: string; readonly address: string; readonly site: ShopSite }

/** The way of one page to the server: what `fetch` and `WebSocket` are in a browser. */
export function createPageWire(
  { clock, network, server, overheard }: SimWorld,
  { who, machine, address, site }: PagePlace,
  prng: Prng,
) {
  async function exchange(url: URL, init: RequestInit) {
    const authorization = new Headers(init.headers).get('authorization')
    const call = {
      ...{ who, method: init.method ?? 'GET', path: url.pathname, query: Object.fromEntries(url.searchParams) },
      ...{ token: authorization?.replace(/^Bearer /, '') ?? null, origin: site.origin, address },
      body: record(JSON.parse(typeof init.body === 'string' ? init.body : '{}')),
    }
    overheard.chatCalls.push(call)
    const reply = await network.exchange(machine, () => server.chat({ ...call, receivedAt: clock.now(), handledAt: null }))
    // A page that is not on the list may not read why it got nothing.
    if (codeOf(reply) === 'chat.origin') throw new TypeError('Failed to fetch')
    return { ok: reply.status < 400, status: reply.status, json: async () => reply.body }
  }

  return {
    fetch: (url: string, init: RequestInit) =>
      Promise.race([exchange(new URL(url), init), whenAborted(init.signal ?? new AbortController().signal)]),
    openSocket(_url: string, listener: SocketListener): Socket {
      let isHeard = true
      const end = network.open<SocketMessage, SocketMessage>(
        machine,
        {
          onMessage(message) {
            // The browser answers the protocol's ping by itself.
            if (message.kind === 'ping') end.send({ kind: 'pong' })
            else if (message.kind === 'text' && isHeard) listener.onText(message.text)
          },
          onClose: () => isHeard && listener.onClose(),
        },
        async (serverEnd) => {
          const accepted = await server.acceptChat({ who, end: serverEnd, origin: site.origin })
          if (accepted !== null) clock.after(prng.integer(1, 40), () => isHeard && listener.onOpen())
          return accepted
        },
        { isStream: true },
      )
      return {
        send: (text) => end.send({ kind: 'text', text }),
        close() {
          isHeard = false
          end.close()
        },
      }
    },
  }
}

function whenAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const abort = () => reject(new DOMException('aborted', 'AbortError'))
    if (signal.aborted) abort()
    else signal.addEventListener('abort', abort, { once: true })
  })
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}
