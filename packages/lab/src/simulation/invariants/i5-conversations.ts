import { isDeepStrictEqual } from 'node:util'
import { isLive } from '@hotseat/core'
import type { CustomerThread, MessageDocument } from '@hotseat/protocol'
import type { ViewState } from '@hotseat/widget/parts'
import { type Entry, isOk } from '../log.ts'
import { claimsOf, loginOf } from './chat-answers.ts'
import { firstOf, type Invariant, type View } from './invariant.ts'

/** I5: one live conversation a customer and project; as many an agent as they may have; and a customer is told what is theirs, and nothing else. */
export function createConversationsApart({ mirror }: View): Invariant {
  function isOwnMessage(tenantId: string, customerId: string, conversationId: string, message: MessageDocument): string | null {
    if (mirror.get(tenantId, 'conversations', conversationId)?.customerId !== customerId)
      return `${customerId} was told what was said in ${conversationId}, which is not theirs`
    const row = mirror.get(tenantId, 'messages', `${conversationId}/${message.seq}`)
    const { seq, from, text, at, clientId } = message
    const told = { seq, from, text, at, clientId }
    const said = row && { seq: row.seq, from: row.sender, text: row.text, at: row.at, clientId: row.clientId }
    return isDeepStrictEqual(told, said) ? null : `${customerId} was told ${seq} of ${conversationId} otherwise than it was said`
  }

  function areOwn(tenantId: string, customerId: string, threads: readonly CustomerThread[]): string | null {
    return firstOf(threads, ({ conversation: { id }, messages }) =>
      mirror.get(tenantId, 'conversations', id)?.customerId === customerId
        ? firstOf(messages, (message) => isOwnMessage(tenantId, customerId, id, message))
        : `${customerId} was shown ${id}, which is not theirs`,
    )
  }

  function isTold({ tenantId, customerId, frame }: Extract<Entry, { kind: 'chatSent' }>): string | null {
    switch (frame.type) {
      case 'hello':
        if (frame.state.customer.id !== customerId) return `${customerId} was told that they are ${frame.state.customer.id}`
        return areOwn(tenantId, customerId, frame.state.threads)
      case 'message':
        return isOwnMessage(tenantId, customerId, frame.conversationId, frame.message)
      case 'conversation':
        return areOwn(tenantId, customerId, [{ conversation: frame.conversation, messages: [] }])
      default:
        return null
    }
  }

  /** Who is signed in is whom the token named, in the project that it was shown to. */
  function isNamed({ call, reply }: Extract<Entry, { kind: 'chatServed' }>): string | null {
    const state = loginOf(reply)?.state
    const tenantId = String(call.body.tenant)
    const customer = mirror.get(tenantId, 'customers', state?.customer.id ?? '')
    const isRight = customer?.subject === `sub:${claimsOf(call.body.token).sub}` && customer.projectId === call.body.project
    if (!isRight)
      return `${call.who} was signed in as ${customer?.subject} of ${customer?.projectId}, whom the token does not name`
    return areOwn(tenantId, customer.id, state?.threads ?? [])
  }

  /** Nobody sees on a screen what another said there before (S-51). */
  function isShown(who: string, subject: string | null, { presence, threads, outbox }: ViewState): string | null {
    if (presence.kind !== 'signedIn')
      return threads.length + outbox.length === 0 ? null : `${who} shows what somebody said to nobody`
    const { id } = presence.customer
    const shown = mirror.get('demo', 'customers', id)?.subject
    // What they say was looked at when it was sent.
    const shells = threads.map(({ conversation }) => ({ conversation, messages: [] }))
    return shown === `sub:${subject}` ? areOwn('demo', id, shells) : `${who} shows ${shown}, and it is ${subject} who looks at it`
  }

  function checkTenant(tenantId: string): string | null {
    const rows = mirror.rows(tenantId, 'conversations')
    const live = Map.groupBy(
      rows.filter(({ state }) => isLive(state)),
      ({ customerId, projectId }) => `${customerId} in ${projectId}`,
    )
    const most = mirror.get(tenantId, 'media', 'chat')?.maxDialogLimit ?? 0
    const taken = Map.groupBy(
      rows.filter(({ state }) => state === 'open' || state === 'wrapUp'),
      ({ agentId }) => agentId,
    )
    return (
      firstOf(live, ([who, { length }]) => (length > 1 ? `${who} has ${length} live conversations` : null)) ??
      firstOf(taken, ([agentId, { length }]) => (length > most ? `${agentId} has ${length} conversations` : null)) ??
      firstOf(rows, ({ id, state, agentId, projectId, customerId }) => {
        const hasAgent = state === 'offered' || state === 'open' || state === 'wrapUp'
        if (hasAgent && agentId === null) return `${id} is ${state} and nobody's`
        if (state === 'waiting' && agentId !== null) return `${id} waits and is ${agentId}'s`
        return mirror.get(tenantId, 'customers', customerId)?.projectId === projectId ? null : `${id} is of another project`
      })
    )
  }

  return {
    id: 'I5',
    see(entry) {
      if (entry.kind === 'chatSent') return isTold(entry)
      if (entry.kind === 'shown') return isShown(entry.who, entry.subject, entry.view)
      if (entry.kind !== 'chatServed' || !isOk(entry.reply)) return null
      return entry.call.path === '/chat/v1/login' ? isNamed(entry) : null
    },
    audit: () => firstOf(mirror.tenants(), checkTenant),
  }
}
