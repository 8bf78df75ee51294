import { type AgentRules, accepted, type Conversation, decideConversation, type Result, refused } from '@hotseat/core'
import type { BodyOf, Operations } from '@hotseat/protocol'
import { commandAgent } from '../agent/command-agent.ts'
import type { Deps } from '../deps.ts'
import type { Meta } from '../meta.ts'
import type { TenantSettings } from '../preferences/tenant-settings.ts'
import type { Transaction } from '../store/store.ts'
import type { Handlers } from '../use-case.ts'
import { commandConversation } from './command-conversation.ts'
import type { OwnConversation } from './own-conversation.ts'
import { saySystem } from './say.ts'
import { showConversation } from './show-conversation.ts'

/** Accept, decline, close or wrap up: what the agent has on the medium and the conversation change together. */
export function createActOnConversation(
  deps: Deps,
  settings: TenantSettings,
  own: OwnConversation,
): Handlers['actOnConversation'] {
  return async ({ caller, params, body }) => {
    const { tenantId, member } = caller
    const { rules } = await settings.houseOf(tenantId, { userId: member.id, role: member.role })
    const acted = await own(caller, params.id, (tx, conversation, meta) => act(tx, conversation, { body, rules, meta }))
    if (!acted.ok) return acted
    return accepted({ document: await showConversation(deps.store.tenant(tenantId), acted.value, rules.ringMs) })
  }
}

type Act = { readonly body: BodyOf<Operations['actOnConversation']>; readonly rules: AgentRules; readonly meta: Meta }

/** `conversation` is the caller's: offered to them, or theirs. */
export async function act(
  tx: Transaction,
  conversation: Conversation,
  { body, rules, meta }: Act,
): Promise<Result<Conversation>> {
  const { id, agentId, state } = conversation
  const { action, wrapUpCode } = body
  if (agentId === null) return refused('chat.conversation')
  if (action === 'accept' || action === 'decline') {
    if (state !== 'offered') return refused('chat.conversation')
    // Nothing is written yet should the agent refuse: it rings for them no longer.
    const type = action === 'accept' ? 'engage' : 'decline'
    const done = await commandAgent(tx, agentId, { type, interactionId: id }, rules, meta)
    if (!done.ok) return refused('chat.conversation')
    const next = action === 'accept' ? ({ type: 'accept', agentId } as const) : ({ type: 'miss', cause: 'declined' } as const)
    return commandConversation(tx, conversation, next, rules, meta)
  }
  if (action === 'wrapUp') {
    return commandConversation(tx, conversation, { type: 'wrapUp', wrapUpCode: wrapUpCode ?? null }, rules, meta)
  }
  const close = { type: 'close', by: 'agent', ...(wrapUpCode !== undefined && { wrapUpCode }) } as const
  // Asked before anything is said: a refusal leaves nothing behind.
  const decision = decideConversation(conversation, close, rules)
  if (!decision.ok) return decision
  return commandConversation(tx, await saySystem(tx, conversation, 'over', meta), close, rules, meta)
}
