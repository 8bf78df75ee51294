import { type Agent, type Conversation, isLive, preferenceCatalogue } from '@hotseat/core'
import type { CustomerPage } from '../people/customer-page.ts'
import { firstOf, type Invariant, type View } from './invariant.ts'
import { mayTake } from './may-take.ts'

/** Whoever waits while somebody is free is offered to them within a second, and the next look. */
const offerMs = 5_000
/** An agent's state is at most so long behind what the clock did. */
const tickMs = 2_000

/**
 * I4: no conversation is lost by faults. When they are over each that lives waits, or is with an agent who is at work; nobody waits
 * whom an agent is free for; and each page whose customer is signed in is connected and has sent what was said.
 */
export function createConversationsStay({ mirror }: View, pages: readonly CustomerPage[]): Invariant {
  /** Since when a conversation waits although somebody is free for it. */
  const overlooked = new Map<string, { readonly since: number; readonly agentId: string }>()
  let now = 0

  const conversationsOf = (tenantId: string) => mirror.rows(tenantId, 'conversations').map(({ conversation }) => conversation)

  function findFree(tenantId: string): readonly Agent[] {
    const most = mirror.get(tenantId, 'media', 'chat')?.maxDialogLimit ?? 0
    const taken = Map.groupBy(
      conversationsOf(tenantId).filter(({ state }) => state === 'open' || state === 'wrapUp'),
      ({ agentId }) => agentId,
    )
    return mirror.rows(tenantId, 'agents').flatMap(({ agent }) => {
      const isReady = chatStateOf(agent)?.state === 'READY' && agent.sessionId !== null && agent.lost === null
      return isReady && (taken.get(agent.userId)?.length ?? 0) < most ? [agent] : []
    })
  }

  function look(tenantId: string, at: number): void {
    const free = findFree(tenantId)
    for (const conversation of conversationsOf(tenantId)) {
      const row = mirror.get(tenantId, 'chatProjects', conversation.projectId)
      const project = row?.disabledAt === null ? row.campaigns : []
      const agent = conversation.state === 'waiting' ? free.find((each) => mayTake(each, conversation, project, at)) : undefined
      if (agent === undefined) overlooked.delete(conversation.id)
      else if (!overlooked.has(conversation.id)) overlooked.set(conversation.id, { since: at, agentId: agent.userId })
    }
  }

  function isHeld(tenantId: string, { id, state, agentId }: Conversation): string | null {
    const agent = mirror.get(tenantId, 'agents', agentId ?? '')?.agent
    const status = agent && chatStateOf(agent)
    if (state === 'offered')
      return status?.interaction?.id === id ? null : `${id} is offered to ${agentId}, for whom it does not ring`
    if (state !== 'open' && state !== 'wrapUp') return null
    if (agent?.sessionId == null || status === undefined || status.state === 'LOGOUT')
      return `${id} is with ${agentId}, who is not at the chat`
    const goneAt = agent.lost === null ? Infinity : agent.lost.since + preferenceCatalogue['chat.lostAgentMs'].defaultValue
    return goneAt + tickMs < now ? `${id} is with ${agentId}, who is lost for too long` : null
  }

  function isOverlooked(conversation: Conversation): string | null {
    const since = overlooked.get(conversation.id)
    return since !== undefined && now - since.since > offerMs
      ? `${conversation.id} waits although ${since.agentId} is free for it`
      : null
  }

  function isThere({ who, view }: CustomerPage): string | null {
    const { presence, connection, outbox } = view()
    if (presence.kind === 'signingIn') return `${who} is still signing in`
    if (presence.kind === 'signedOut') return null
    if (connection.kind !== 'connected') return `${who} is still ${connection.kind} although the faults are over`
    const waiting = outbox.find(({ isRefused }) => !isRefused)
    return waiting === undefined ? null : `${who} has not sent “${waiting.text}”`
  }

  return {
    id: 'I4',
    see(entry) {
      if (entry.kind === 'committed' && isOfRouting(entry.event.kind)) look(entry.tenantId, entry.at)
      return null
    },
    audit(at) {
      now = at
      for (const tenantId of mirror.tenants()) look(tenantId, at)
      return null
    },
    conclude: () =>
      firstOf(mirror.tenants(), (tenantId) =>
        firstOf(conversationsOf(tenantId), (each) => isHeld(tenantId, each) ?? (isLive(each.state) ? isOverlooked(each) : null)),
      ) ?? firstOf(pages, isThere),
  }
}

function chatStateOf({ states }: Agent) {
  return states.find(({ medium }) => medium === 'chat')
}

function isOfRouting(kind: string): boolean {
  return kind.startsWith('conversation.') || kind.startsWith('agent.') || kind === 'settings.changed'
}
