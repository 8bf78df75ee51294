import type { AgentRules, Interaction, Pairing } from '@hotseat/core'
import { commandAgent } from '../agent/command-agent.ts'
import type { Deps } from '../deps.ts'
import type { Meta } from '../meta.ts'
import type { TenantSettings } from '../preferences/tenant-settings.ts'
import type { TenantStore, Transaction } from '../store/store.ts'
import { chatMedium } from './chat-medium.ts'
import { commandConversation } from './command-conversation.ts'
import { type ChatView, findFree, findMends, goneFrom, type Mend, planOffers } from './plan-routes.ts'
import { readChatView } from './read-chat-view.ts'
import { saySystem } from './say.ts'

/** What a look at a tenant's chats leaves. */
export type Routed = {
  /** No conversation lives or is to be wrapped up: only a new one is worth another look. */
  readonly isQuiet: boolean
  /** Somebody waits and no agent is free: one more who waits is not worth another look. */
  readonly isFull: boolean
  /** When time alone makes another look worth it (epoch ms); null: never. */
  readonly lookAt: number | null
}

/**
 * Decides a tenant's offers: what no longer rings or whose agent is gone waits again, and whoever waits is offered to whoever is free
 * (spec CH8, CH11 to CH16). What is to be done is found by plain reads; it is done in one unit of work, alone in its tenant, that looks at
 * each conversation and each agent again. So two nodes that find the same do it once.
 */
export async function routeChats(
  deps: Pick<Deps, 'store' | 'clock'>,
  settings: TenantSettings,
  tenantId: string,
  finishedAt: ReadonlyMap<string, number> = new Map(),
): Promise<Routed> {
  const tenant = deps.store.tenant(tenantId)
  const view = await readChatView(tenant, settings, { now: deps.clock.now(), finishedAt })
  const mends = findMends(view)
  const offers = planOffers(view)
  const isQuiet = !view.hasWaiting && view.offered.length + view.held.length === 0
  const found = { isQuiet, isFull: view.hasWaiting && findFree(view).length === 0, lookAt: nextLook(view) }
  if (mends.length + offers.length === 0) return found
  const rules = await rulesOf(tenant, settings, offers)
  await tenant.transact(async (tx) => {
    const meta = { at: deps.clock.now(), by: null }
    for (const mend of mends) await carryOut(tx, mend, view, meta)
    for (const offer of offers)
      await ring(tx, offer, { rules: rules.get(offer.agentId), maxDialogLimit: view.maxDialogLimit, meta })
  })
  return found
}

/** An agent who is lost now may be lost for too long later; a wish lapses. */
function nextLook({ held, agents, lostAgentMs, patienceEndsAt, now }: ChatView): number | null {
  const moments = held.flatMap(({ agentId }) => (agentId === null ? [] : (goneFrom(agents.get(agentId), lostAgentMs) ?? [])))
  const coming = [...moments, ...(patienceEndsAt === null ? [] : [patienceEndsAt])].filter((at) => at > now)
  return coming.length === 0 ? null : Math.min(...coming)
}

async function rulesOf(tenant: TenantStore, settings: TenantSettings, offers: readonly Pairing[]) {
  const found = new Map<string, AgentRules>()
  for (const { agentId } of offers) {
    const member = await tenant.get('members', { id: agentId })
    if (member) found.set(agentId, (await settings.houseOf(tenant.tenantId, { userId: agentId, role: member.role })).rules)
  }
  return found
}

async function carryOut(tx: Transaction, mend: Mend, view: ChatView, meta: Meta): Promise<void> {
  const conversation = (await tx.get('conversations', { id: mend.conversationId }))?.conversation
  if (conversation?.agentId !== mend.agentId) return
  const agent = (await tx.get('agents', { userId: mend.agentId }))?.agent
  const again = agent === undefined ? view : { ...view, agents: new Map([[mend.agentId, agent]]) }
  const [still] = findMends({
    ...again,
    offered: conversation.state === 'offered' ? [conversation] : [],
    held: conversation.state === 'open' || conversation.state === 'wrapUp' ? [conversation] : [],
  })
  if (still === undefined) return
  const told = conversation.state === 'open' ? await saySystem(tx, conversation, 'waitingAgain', meta) : conversation
  await commandConversation(tx, told, still.command, { wrapUpCodes: [] }, meta)
}

type Ring = { readonly rules: AgentRules | undefined; readonly maxDialogLimit: number; readonly meta: Meta }

/** Rings one agent, unless either of them has moved on meanwhile. */
async function ring(
  tx: Transaction,
  { conversationId, agentId, campaign }: Pairing,
  { rules, maxDialogLimit, meta }: Ring,
): Promise<void> {
  const conversation = (await tx.get('conversations', { id: conversationId }))?.conversation
  if (conversation?.state !== 'waiting' || rules === undefined) return
  const has = await tx.find('conversations', { where: { agentId, closedAt: null } })
  if (has.length >= maxDialogLimit) return
  const customer = await tx.get('customers', { id: conversation.customerId })
  const interaction: Interaction = {
    ...{ id: conversationId, direction: 'inbound', campaign, party: customer?.name ?? '' },
    ...{ offeredAt: meta.at, answeredAt: null, endedAt: null },
  }
  const rung = await commandAgent(tx, agentId, { type: 'offer', medium: chatMedium, interaction }, rules, meta)
  if (rung.ok) await commandConversation(tx, conversation, { type: 'offer', agentId }, rules, meta)
}
