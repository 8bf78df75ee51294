import { type AgentEvent, createAgent, evolveAgent, type FeedEvent } from '@hotseat/core'
import type { SessionDocument } from '@hotseat/protocol'

/** The session document after an event of the feed; the same object when the event does not change this user's work. */
export function evolveSession(document: SessionDocument, event: FeedEvent): SessionDocument {
  if (event.userId !== document.user.id || document.agent === null || !isAgentEvent(event)) return document
  const before = { ...createAgent(document.user.id), sessionId: document.session.id, ...document.agent }
  const after = evolveAgent(before, event, event.at)
  if (after === before) return document
  const { extension, place, campaigns, states } = after
  const agent = { extension, place, campaigns: [...campaigns], states: states.map((status) => ({ ...status })) }
  return { ...document, agent, offset: event.offset }
}

function isAgentEvent(event: FeedEvent): event is FeedEvent & AgentEvent {
  return event.kind.startsWith('agent.') || event.kind.startsWith('interaction.')
}
