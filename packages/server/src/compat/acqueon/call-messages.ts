import { type Interaction, isRinging, isWrappingUp, type MediumStatus } from '@hotseat/core'
import { timeOf } from './agent-messages.ts'
import { type DeskFacts, mainStatusOf } from './desk-facts.ts'

/** `Call/CallsStateChange`: what the agent has on the voice medium, or on the others. */
export function showCalls(facts: DeskFacts, isNonVoice: boolean) {
  return { source: 'api', calls: dialogsOf(facts, isNonVoice), isNonVoice }
}

/** The voice call as Finesse's Dialog object; null without one. */
export function showDialog(facts: DeskFacts) {
  return dialogsOf(facts, false)[0] ?? null
}

function dialogsOf({ agent, media }: DeskFacts, isNonVoice: boolean) {
  if (!agent) return []
  const main = mainStatusOf(agent, media)
  return agent.states
    .filter((status) => (status === main) !== isNonVoice)
    .flatMap((status) => {
      const medium = isNonVoice ? (media.find(({ id }) => id === status.medium)?.name ?? status.medium) : 'Voice'
      return status.interaction ? [showInteraction(status, status.interaction, agent.extension ?? '', medium)] : []
    })
}

function showInteraction(status: MediumStatus, interaction: Interaction, extension: string, mediaType: string) {
  const { id, direction, campaign, party, offeredAt, answeredAt } = interaction
  const isInbound = direction === 'inbound'
  const state = dialogStateOf(status)
  const theirs = answeredAt === null ? 'INITIATED' : 'ACTIVE'
  return {
    id,
    uri: `/finesse/api/Dialog/${encodeURIComponent(id)}`,
    mediaType,
    fromAddress: isInbound ? party : extension,
    toAddress: isInbound ? extension : party,
    state,
    mediaProperties: {
      callType: isInbound ? 'ACD_IN' : status.state === 'RESERVED_OUTBOUND_PREVIEW' ? 'OUTBOUND_PREVIEW' : 'OUTBOUND',
      dialedNumber: isInbound ? extension : party,
      DNIS: isInbound ? extension : party,
      queueName: campaign,
    },
    participants: [
      {
        mediaAddress: extension,
        mediaAddressType: 'AGENT_DEVICE',
        state: state === 'DROPPED' ? 'WRAP_UP' : state,
        startTime: timeOf(offeredAt),
        stateChangeTime: timeOf(status.since),
        actions: [],
      },
      {
        mediaAddress: party,
        mediaAddressType: '',
        state: state === 'DROPPED' ? 'DROPPED' : theirs,
        startTime: timeOf(offeredAt),
        stateChangeTime: timeOf(answeredAt ?? offeredAt),
        actions: [],
      },
    ],
  }
}

function dialogStateOf({ state }: MediumStatus): 'ALERTING' | 'ACTIVE' | 'HELD' | 'DROPPED' {
  if (isRinging(state)) return 'ALERTING'
  if (isWrappingUp(state)) return 'DROPPED'
  return state === 'HOLD' ? 'HELD' : 'ACTIVE'
}
