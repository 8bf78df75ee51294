import { type Agent, type AgentEvent, evolveAgent, type FeedEvent } from '@hotseat/core'
import { type AgentFacts, encodeChannel, encodeChannels, encodeDevices, voice } from './encode-agent.ts'

/** A notification as the vendor's clients read it: what it is about, and what is so now. */
export type Notification = { readonly channel: string; readonly data: { readonly messageType: string } & Record<string, unknown> }

/** An agent as a stream of notifications has told it so far. */
export type Told = Omit<AgentFacts, 'agent'> & { readonly agent: Agent | null }

/** The agent after an event, and the notifications that tell it; none for events that are not about devices or channels. */
export function tellEvent(told: Told, event: FeedEvent): { readonly told: Told; readonly notifications: Notification[] } {
  if (!isAgentEvent(event) || told.agent === null) return { told, notifications: [] }
  const next = { ...told, agent: evolveAgent(told.agent, event, event.at) }
  switch (event.kind) {
    case 'agent.stateChanged':
    case 'agent.pendingChanged': {
      const { medium } = event.data.status
      const channels = channelsMessage([encodeChannel(next, medium)])
      return { told: next, notifications: medium === voice ? [channels, devicesMessage(next)] : [channels] }
    }
    case 'agent.signedIn':
    case 'agent.signedOut':
    case 'agent.lost':
    case 'agent.restored':
      return { told: next, notifications: tellAll(next) }
    default:
      return { told: next, notifications: [] }
  }
}

/** Everything as it is now: after a gap that no replay fills. */
export function tellAll(told: Told): Notification[] {
  return [channelsMessage(encodeChannels(told)), devicesMessage(told)]
}

/** The last notification of a session; the vendor has none for it. */
export function tellEnd(reason: string): Notification {
  return { channel: '/v2/me', data: { messageType: 'SessionEndedMessage', reason } }
}

function channelsMessage(channels: readonly unknown[]): Notification {
  return { channel: '/v2/me/channels', data: { messageType: 'ChannelStateChangeMessage', channels } }
}

function devicesMessage(told: Told): Notification {
  return { channel: '/v2/me/devices', data: { messageType: 'DeviceStateChangeMessage', devices: encodeDevices(told) } }
}

function isAgentEvent(event: FeedEvent): event is FeedEvent & AgentEvent {
  return event.kind.startsWith('agent.') || event.kind.startsWith('interaction.')
}
