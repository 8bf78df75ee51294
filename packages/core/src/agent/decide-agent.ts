import { accepted, type Result, refused } from '../result.ts'
import type { Agent } from './agent.ts'
import type { AgentCommand, AgentContext, AgentEvent } from './agent-command.ts'
import { decideCarryOn, decideLoseConnection, decideRestore } from './decide-connection.ts'
import { decideDial, decideEngage, decideInteraction, decideOffer, decideWrapUp } from './decide-interaction.ts'
import { decideCancelPending, decideSetState } from './decide-state.ts'
import { decidePassTime } from './decide-time.ts'
import { decideSignIn, decideSignOut } from './decide-work.ts'

/**
 * What a command does to an agent: the events that tell it, or why not. The events are the only effect; folding them
 * with `evolveAgent` gives the agent afterwards. No events: it is so already.
 */
export function decideAgent(agent: Agent, command: AgentCommand, context: AgentContext): Result<readonly AgentEvent[]> {
  if (agent.sessionId === null && !worksSignedOut(agent, command)) return refused('agent.notSignedIn')
  switch (command.type) {
    case 'signIn':
      return decideSignIn(agent, command, context)
    case 'signOut':
      return decideSignOut(agent, command, context)
    case 'setState':
      return decideSetState(agent, command, context)
    case 'cancelPending':
      return decideCancelPending(agent, command)
    case 'setCampaigns':
      return decideSetCampaigns(agent, command.campaigns)
    case 'offer':
      return decideOffer(agent, command, context)
    case 'dial':
      return decideDial(agent, command, context)
    case 'answer':
    case 'decline':
    case 'hold':
    case 'retrieve':
    case 'end':
      return decideInteraction(agent, command, context)
    case 'engage':
      return decideEngage(agent, command.interactionId, context.now)
    case 'wrapUp':
      return decideWrapUp(agent, command, context)
    case 'passTime':
      return decidePassTime(agent, context)
    case 'loseConnection':
      return decideLoseConnection(agent, context)
    case 'restore':
      return decideRestore(agent, command, context)
    case 'carryOn':
      return decideCarryOn(agent, command.sessionId)
  }
}

/** An agent whom a lost connection signed out can still come back, or be signed out for good (spec AG45). */
function worksSignedOut(agent: Agent, command: AgentCommand): boolean {
  if (command.type === 'signIn' || command.type === 'passTime') return true
  return agent.lost !== null && (command.type === 'restore' || command.type === 'signOut')
}

function decideSetCampaigns(agent: Agent, campaigns: readonly string[]): Result<readonly AgentEvent[]> {
  const same = campaigns.length === agent.campaigns.length && campaigns.every((id, index) => id === agent.campaigns[index])
  return accepted(same ? [] : [{ kind: 'agent.campaignsChanged', userId: agent.userId, data: { campaigns } }])
}
