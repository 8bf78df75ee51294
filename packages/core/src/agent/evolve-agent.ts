import type { Agent, MediumStatus } from './agent.ts'
import { systemReasons } from './agent.ts'
import type { AgentEvent } from './agent-command.ts'

/** A user who has never signed in: no session, no seat, no states. */
export function createAgent(userId: string): Agent {
  return { userId, sessionId: null, extension: null, place: null, campaigns: [], states: [], lost: null }
}

/** The agent after an event that happened `at`. Total: it never refuses, an event is a fact. */
export function evolveAgent(agent: Agent, event: AgentEvent, at: number): Agent {
  switch (event.kind) {
    case 'agent.signedIn':
    case 'agent.lost':
    case 'agent.restored':
      return event.data.agent
    case 'agent.signedOut':
      return afterSignOut(agent, event.data.reasonCode, at)
    case 'agent.stateChanged':
      return event.data.by === 'system'
        ? withStatus(agent, event.data.status)
        : forgetHeld(withStatus(agent, event.data.status), event.data.status.medium)
    case 'agent.pendingChanged':
      return withStatus(agent, event.data.status)
    case 'agent.campaignsChanged':
      return { ...agent, campaigns: event.data.campaigns }
    // The change of state that comes with each of these carries the medium as it is afterwards.
    case 'interaction.offered':
    case 'interaction.answered':
    case 'interaction.held':
    case 'interaction.retrieved':
    case 'interaction.ended':
    case 'interaction.wrappedUp':
    case 'agent.messaged':
      return agent
  }
}

function withStatus(agent: Agent, status: MediumStatus): Agent {
  return { ...agent, states: agent.states.map((each) => (each.medium === status.medium ? status : each)) }
}

function forgetHeld(agent: Agent, medium: string): Agent {
  if (agent.lost === null) return agent
  return { ...agent, lost: { ...agent.lost, before: agent.lost.before.filter((held) => held.medium !== medium) } }
}

/** Only a sign-out because of the connection leaves something to come back to (spec AG45). */
function afterSignOut(agent: Agent, reasonCode: number | null, at: number): Agent {
  const states = agent.states.map(
    ({ medium }): MediumStatus => ({ medium, state: 'LOGOUT', reasonCode, since: at, pending: null, interaction: null }),
  )
  const lost = reasonCode === systemReasons.connectionLost ? agent.lost : null
  const campaigns = lost === null ? [] : agent.campaigns
  return { userId: agent.userId, sessionId: null, extension: null, place: null, campaigns, states, lost }
}
