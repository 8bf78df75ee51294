import type { AgentCommand } from '@hotseat/core'
import type { BodyOf, Operations } from '@hotseat/protocol'
import { createActOnChat } from '../chat/act-on-chat.ts'
import type { Deps } from '../deps.ts'
import type { TenantSettings } from '../preferences/tenant-settings.ts'
import { chooseCampaigns } from '../sign-on/seat.ts'
import type { Handlers } from '../use-case.ts'
import { createOwnAgent } from './own-agent.ts'

/** What agents do at their desk: state, pending state, campaigns, the interaction. Core decides every one. */
export function createWork(
  deps: Deps,
  settings: TenantSettings,
): Pick<Handlers, 'setState' | 'cancelPending' | 'setCampaigns' | 'actOnInteraction'> {
  const own = createOwnAgent(deps, settings)
  const actOnChat = createActOnChat(deps, settings)
  return {
    setState: ({ caller, body: { medium, state, reasonCode = null }, facts }) =>
      own(
        caller,
        { type: 'setState', medium, state, reasonCode, by: { kind: 'agent', userId: caller.member.id } },
        facts.givesNoReason ? { rules: { reasonRequired: false } } : {},
      ),

    cancelPending: ({ caller, body: { medium } }) =>
      own(caller, { type: 'cancelPending', medium, by: { kind: 'agent', userId: caller.member.id } }),

    setCampaigns: ({ caller, body: { campaigns } }) =>
      own(
        caller,
        { type: 'setCampaigns', campaigns },
        { check: (tx) => chooseCampaigns(tx, campaigns, caller.member, undefined) },
      ),

    async actOnInteraction({ caller, params, body }) {
      const chat = await actOnChat(caller, params.id, body)
      return chat ?? own(caller, interactionCommand(params.id, body))
    },
  }
}

function interactionCommand(interactionId: string, body: BodyOf<Operations['actOnInteraction']>): AgentCommand {
  const { action, wrapUpCode = null } = body
  return action === 'wrapUp' ? { type: action, interactionId, wrapUpCode } : { type: action, interactionId }
}
