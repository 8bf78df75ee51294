import type { Agent } from '@hotseat/core'
import type { AgentDocument } from '@hotseat/protocol'

/** The agent's part of the session document. */
export function showAgent(agent: Agent): AgentDocument {
  return {
    states: agent.states.map(showStatus),
    extension: agent.extension,
    place: agent.place,
    campaigns: [...agent.campaigns],
  }
}

/** What an agent does on one medium. */
export function showStatus(status: Agent['states'][number]): AgentDocument['states'][number] {
  return { ...status, pending: status.pending && { ...status.pending, by: { ...status.pending.by } } }
}
