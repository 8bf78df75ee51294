import { HotseatError } from '@hotseat/client'
import type { ConversationDocument } from '@hotseat/protocol'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useReducer, useRef } from 'react'
import { useHotseat, useStatus } from '../app/hotseat-context.tsx'
import { serverNow } from '../app/server-clock.ts'
import { randomId } from '../real-world.ts'
import type { KeptTyping } from './kept-typing.ts'
import { dueOf, type Outbox, type OutboxInput, type Outgoing, onOutboxInput } from './outbox.ts'
import { addToThread } from './use-thread.ts'

/** How long after a failure a message is sent again, in ms, where no new connection does it sooner. */
const sendAgainMs = 2_000

/** What was said and is not acknowledged, and the ways to say something. */
export type OutboxInHand = {
  readonly outbox: Outbox
  readonly say: (conversation: Pick<ConversationDocument, 'id' | 'customer'>, text: string) => void
  readonly give: (input: OutboxInput) => void
}

/** Sends what is said, once and in order; what a reload or a loss left unsent goes out under its old id (spec DK10). */
export function useOutbox(kept: KeptTyping): OutboxInHand {
  const hotseat = useHotseat()
  const queries = useQueryClient()
  const { kind } = useStatus()
  const isConnected = kind === 'connected' || kind === 'checking'
  const [outbox, give] = useReducer(onOutboxInput, kept, (found) => found.outbox())

  const keptIds = useRef(new Set(outbox.map(({ clientId }) => clientId)))
  useEffect(() => {
    const now = new Set(outbox.map(({ clientId }) => clientId))
    for (const outgoing of outbox) if (!keptIds.current.has(outgoing.clientId)) kept.keepOutgoing(outgoing)
    for (const clientId of keptIds.current) if (!now.has(clientId)) kept.dropOutgoing(clientId)
    keptIds.current = now
  }, [kept, outbox])

  const send = useEffectEvent(async ({ clientId, conversationId, text }: Outgoing) => {
    give({ type: 'sent', clientId })
    try {
      const { message } = await hotseat.call('sayInConversation', { params: { id: conversationId }, body: { clientId, text } })
      addToThread(queries, conversationId, message)
      give({ type: 'acknowledged', clientId })
    } catch (error) {
      if (error instanceof HotseatError && isFinal(error)) {
        const { code, message } = error
        return give({ type: 'refused', clientId, refusal: { code, message } })
      }
      give({ type: 'failed', clientId })
      // Every failure has its own timer, and that it fires is reason enough: no clock is asked, for clocks jump.
      setTimeout(() => give({ type: 'rested', clientId }), sendAgainMs)
    }
  })
  useEffect(() => {
    if (isConnected) give({ type: 'rested' })
  }, [isConnected])
  useEffect(() => {
    if (isConnected) for (const due of dueOf(outbox)) void send(due)
  }, [isConnected, outbox])

  return {
    outbox,
    give,
    say({ id: conversationId, customer: { name, email } }, text) {
      const said = { conversationId, who: name || (email ?? ''), clientId: randomId(), text, at: serverNow() }
      // Kept before it is shown: a page that goes away in between has it.
      kept.keepOutgoing({ ...said, state: 'waiting', refusal: null })
      give({ type: 'said', ...said })
    },
  }
}

/** Whether the server will say the same again: it has read the request and does not want it. */
function isFinal({ status }: HotseatError): boolean {
  return status >= 400 && status < 500 && ![401, 408, 425, 429].includes(status)
}
