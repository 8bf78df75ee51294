import { accepted, type Conversation, type Refusal, refused } from '@hotseat/core'
import type { BodyOf, Operations } from '@hotseat/protocol'
import type { Transaction } from '../store/store.ts'
import type { Handlers } from '../use-case.ts'
import { commandConversation } from './command-conversation.ts'
import { isAtChat } from './is-at-chat.ts'
import type { OwnConversation } from './own-conversation.ts'
import { saySystem } from './say.ts'

type Wish = BodyOf<Operations['transferConversation']>

/** Hands an open conversation on: to a campaign of its project, or to one colleague at work on the chat (spec CH7). */
export function createTransfer(own: OwnConversation): Handlers['transferConversation'] {
  return async ({ caller, params, body }) => {
    if (body.campaign === undefined && body.userId === undefined) return refused('request.invalid', { field: 'campaign' })
    const handed = await own(caller, params.id, async (tx, conversation, meta) => {
      if (conversation.state !== 'open') return refused('chat.conversation')
      const fault = await findFault(tx, conversation, body)
      if (fault) return { ok: false, refusal: fault }
      const { campaign = conversation.campaign, userId: agentId = null } = body
      const told = await saySystem(tx, conversation, 'handedOn', meta)
      return commandConversation(tx, told, { type: 'transfer', campaign, agentId }, { wrapUpCodes: [] }, meta)
    })
    return handed.ok ? accepted({ document: { done: true as const } }) : handed
  }
}

async function findFault(tx: Transaction, conversation: Conversation, { campaign, userId }: Wish): Promise<Refusal | null> {
  if (campaign !== undefined) {
    const project = await tx.get('chatProjects', { id: conversation.projectId })
    const row = await tx.get('campaigns', { id: campaign })
    if (!project?.campaigns.includes(campaign) || row?.disabledAt !== null) return { code: 'chat.transfer', field: 'campaign' }
  }
  if (userId !== undefined) {
    const colleague = userId === conversation.agentId ? undefined : await tx.get('agents', { userId })
    if (!colleague || !isAtChat(colleague.agent)) return { code: 'chat.transfer', field: 'userId' }
  }
  return null
}
