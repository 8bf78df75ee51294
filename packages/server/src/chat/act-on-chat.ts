import { accepted, type Result, refused } from '@hotseat/core'
import type { AgentDocument, BodyOf, Operations } from '@hotseat/protocol'
import { showAgent } from '../agent/show-agent.ts'
import type { Deps } from '../deps.ts'
import type { TenantSettings } from '../preferences/tenant-settings.ts'
import type { Answer, Caller } from '../use-case.ts'
import { act } from './act-on-conversation.ts'
import { createOwnConversation } from './own-conversation.ts'

type Act = BodyOf<Operations['actOnInteraction']>
type Outcome = Promise<Result<Answer<AgentDocument>> | null>

/** What an interaction's act is to a conversation; nobody holds a chat. */
const actions = { answer: 'accept', decline: 'decline', end: 'close', wrapUp: 'wrapUp', hold: null, retrieve: null } as const

/**
 * Carries out what an agent asks of an interaction that is a conversation, so that desks and published APIs that know interactions
 * only answer chats as well. Null: it is none.
 */
export function createActOnChat(deps: Deps, settings: TenantSettings) {
  const own = createOwnConversation(deps)
  return async (caller: Caller, id: string, { action, wrapUpCode }: Act): Outcome => {
    const { tenantId, member } = caller
    const tenant = deps.store.tenant(tenantId)
    if ((await tenant.get('conversations', { id })) === undefined) return null
    const { rules } = await settings.houseOf(tenantId, { userId: member.id, role: member.role })
    return own(caller, id, async (tx, conversation, meta) => {
      const what = actions[action]
      if (what === null) return refused('agent.interaction', { field: 'interactionId' })
      const body = { action: what, ...(wrapUpCode !== undefined && { wrapUpCode }) }
      const acted = await act(tx, conversation, { body, rules, meta })
      if (!acted.ok) return acted
      const row = await tx.get('agents', { userId: member.id })
      return row ? accepted({ document: showAgent(row.agent) }) : refused('agent.notSignedIn')
    })
  }
}
