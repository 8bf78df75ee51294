import { accepted, type Result } from '@hotseat/core'
import type { AnswerOf, OperationName, Operations, ServerFrame } from '@hotseat/protocol'
import type { DeskWire, WireInput } from '../../device/desk-wire.ts'
import type { SimFacts, SimRequest } from '../log.ts'
import type { SocketMessage } from '../server/virtual-socket.ts'
import type { SimWorld } from './world.ts'

export const origin = 'https://desk.example.test'

/** The way of one simulated browser to the server. It keeps the browser's one cookie. */
export function createSimWire(world: SimWorld, who: string, address: string): DeskWire {
  const { clock, network, server, log, overheard } = world
  let cookie: string | null = null
  /** The very call whose answer was lost, to be known when it is made again. */
  let unanswered: WireInput | null = null
  const facts = (): SimFacts => ({
    address,
    userAgent: who,
    origin,
    sameOrigin: true,
    browserToken: cookie,
    accessToken: null,
    subId: '',
  })

  async function call<N extends OperationName>(name: N, input: WireInput): Promise<Result<AnswerOf<Operations[N]>>> {
    const sent = facts()
    const retry = unanswered === input
    const body = record(input.body)
    if (name === 'resume') overheard.push(body)
    // Each delivery is a request of its own: a doubled one arrives twice.
    const deliver = () => {
      const request: SimRequest = { who, name, params: record(input.params), body, receivedAt: clock.now(), retry, caller: null }
      return server.request(request, sent)
    }
    try {
      const answer = await network.exchange(who, deliver)
      log({ kind: 'answered', at: clock.now(), who, name, refusal: answer.ok ? null : answer.refusal })
      unanswered = null
      if (!answer.ok) return answer
      if (answer.value.cookie !== undefined) cookie = answer.value.cookie === 'clear' ? null : answer.value.cookie.token
      // The use case of this operation made the document.
      return accepted(answer.value.document as AnswerOf<Operations[N]>)
    } catch (error) {
      log({ kind: 'answered', at: clock.now(), who, name, refusal: 'unknown' })
      unanswered = input
      throw error
    }
  }

  return {
    call,
    openFeed(offset, listener) {
      const sent = facts()
      const end = network.open<SocketMessage, SocketMessage>(
        who,
        {
          onMessage(message) {
            // The browser answers the protocol's ping by itself, even for a frozen page.
            if (message.kind === 'ping') end.send({ kind: 'pong' })
            else if (message.kind === 'text') listener.onFrame(JSON.parse(message.text) as ServerFrame)
          },
          onClose: listener.onClose,
        },
        (serverEnd) => server.accept({ who, end: serverEnd, facts: sent, offset }),
      )
      return {
        send: (frame) => end.send({ kind: 'text', text: JSON.stringify(frame) }),
        close: () => end.close(),
      }
    },
  }
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}
