import { accepted, type Result } from '@hotseat/core'
import type { AnswerOf, OperationName, Operations, ServerFrame } from '@hotseat/protocol'
import type { DeskWire, WireInput } from '../../device/desk-wire.ts'
import type { SimFacts, SimRequest } from '../log.ts'
import type { SocketMessage } from '../server/virtual-socket.ts'
import type { SimTab } from './seats.ts'
import type { SimWorld } from './world.ts'

/** Where the pages of the simulation come from: the server's own, and an integrator's on the tenant's list. */
const origins = { cookie: 'https://desk.example.test', bearer: 'https://crm.example.test' } as const

/** The origin of a tab's page. */
export function originOf({ credential }: Pick<SimTab, 'credential'>): string {
  return origins[credential]
}

/** The way of one tab to the server, with its browser's cookie, or with the access token that the tab holds. */
export function createSimWire(world: SimWorld, tab: SimTab, accessToken: () => string | null = () => null): DeskWire {
  const { clock, network, server, log, overheard } = world
  const { who, browser, subId, credential } = tab
  /** The very call whose answer was lost, to be known when it is made again. */
  let unanswered: WireInput | null = null
  const facts = (): SimFacts => ({
    address: browser.address,
    userAgent: who,
    origin: originOf(tab),
    sameOrigin: credential === 'cookie',
    browserToken: credential === 'cookie' ? browser.cookie : null,
    accessToken: credential === 'bearer' ? accessToken() : null,
    subId,
  })

  async function call<N extends OperationName>(name: N, input: WireInput): Promise<Result<AnswerOf<Operations[N]>>> {
    const sent = facts()
    const retry = unanswered === input
    const body = record(input.body)
    if (name === 'resume') overheard.proofs.push(body)
    if (sent.accessToken !== null || sent.browserToken !== null) overheard.credentials.push(sent)
    // Each delivery is a request of its own: a doubled one arrives twice.
    const deliver = () => {
      const receivedAt = clock.now()
      const request: SimRequest = {
        who,
        name,
        params: record(input.params),
        body,
        facts: sent,
        receivedAt,
        retry,
        handledAt: null,
        caller: null,
      }
      return server.request(request)
    }
    try {
      const answer = await network.exchange(browser.name, deliver)
      log({ kind: 'answered', at: clock.now(), who, name, refusal: answer.ok ? null : answer.refusal })
      unanswered = null
      if (!answer.ok) return answer
      if (answer.value.cookie !== undefined) browser.cookie = answer.value.cookie === 'clear' ? null : answer.value.cookie.token
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
        browser.name,
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
      if (credential === 'bearer') end.send(textOf({ type: 'auth', accessToken: sent.accessToken ?? '' }))
      return {
        send: (frame) => end.send(textOf(frame)),
        close: () => end.close(),
      }
    },
  }
}

function textOf(frame: unknown): SocketMessage {
  return { kind: 'text', text: JSON.stringify(frame) }
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}
