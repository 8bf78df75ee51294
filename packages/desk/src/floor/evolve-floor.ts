import { type FeedEvent, isOfRecorder } from '@hotseat/core'
import type { FloorAgentDocument, FloorDocument } from '@hotseat/protocol'

type Change = (agent: FloorAgentDocument) => FloorAgentDocument

/** What an event changes on one agent; undefined when it changes nothing the floor shows. */
function changeOf(event: FeedEvent): Change | undefined {
  if (isOfRecorder(event)) return undefined
  switch (event.kind) {
    case 'agent.stateChanged':
    case 'agent.pendingChanged': {
      const { status } = event.data
      return (agent) => ({ ...agent, states: agent.states.map((each) => (each.medium === status.medium ? status : each)) })
    }
    case 'interaction.offered':
    case 'interaction.answered':
    case 'interaction.held':
    case 'interaction.retrieved':
    case 'interaction.ended': {
      const { medium, interaction } = event.data
      return (agent) => ({
        ...agent,
        states: agent.states.map((each) => (each.medium === medium ? { ...each, interaction } : each)),
      })
    }
    case 'interaction.wrappedUp': {
      const { medium } = event.data
      return (agent) => ({
        ...agent,
        states: agent.states.map((each) => (each.medium === medium ? { ...each, interaction: null } : each)),
      })
    }
    case 'agent.signedIn':
    case 'agent.lost':
    case 'agent.restored': {
      const { extension, place, campaigns, states } = event.data.agent
      return (agent) => ({ ...agent, extension, place, campaigns: [...campaigns], states: [...states] })
    }
    case 'agent.campaignsChanged':
      return (agent) => ({ ...agent, campaigns: [...event.data.campaigns] })
    case 'session.started':
    case 'session.connected':
    case 'session.resumed':
      return (agent) => (agent.presence === 'connected' ? agent : { ...agent, presence: 'connected', presenceSince: event.at })
    case 'session.dropped':
      if (event.data.elsewhere === true) return undefined
      return (agent) => (agent.presence === 'connected' ? { ...agent, presence: 'lost', presenceSince: event.at } : agent)
    default:
      return undefined
  }
}

/**
 * Whether the floor must be read again: someone may be new, gone or renamed, or the last of several sessions may have
 * ended, which one event alone does not tell.
 */
export function mustReread(event: FeedEvent): boolean {
  return ['user.created', 'user.changed', 'user.enabled', 'user.disabled', 'session.ended', 'agent.signedOut'].includes(
    event.kind,
  )
}

/** A floor that was read while events came: those that it does not know are told to it again. */
export function catchUp(floor: FloorDocument, events: readonly FeedEvent[]): FloorDocument {
  return events.reduce(evolveFloor, floor)
}

/** The floor after one event of the feed. Events it has seen already, by offset, change nothing. */
export function evolveFloor(floor: FloorDocument, event: FeedEvent): FloorDocument {
  if (event.offset <= floor.offset) return floor
  const change = changeOf(event)
  const agents =
    change === undefined || event.userId === null
      ? floor.agents
      : floor.agents.map((agent) => (agent.id === event.userId ? change(agent) : agent))
  return { offset: event.offset, at: event.at, agents }
}
