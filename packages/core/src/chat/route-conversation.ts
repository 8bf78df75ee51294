import type { Conversation } from './conversation.ts'

/** An agent who may be offered a conversation. */
export type ChatAgent = {
  readonly userId: string
  readonly campaigns: readonly string[]
  /** READY on the chat medium, and not lost. */
  readonly isReady: boolean
  /** Conversations that they have or wrap up. */
  readonly dialogs: number
  /** Since when they have nothing to do, or had something last, epoch ms. */
  readonly idleSince: number
}

/** One who waits, with the campaigns any of whose agents may have them. */
export type Waiting = { readonly conversation: Conversation; readonly campaigns: readonly string[] }

/** One pairing that the routing has made, and the campaign that the agent works for in it. */
export type Pairing = { readonly conversationId: string; readonly agentId: string; readonly campaign: string }

/** Whose agents may have a conversation (spec CH11): its project's campaigns, or the one of them that it was handed on to. */
export function campaignsOf({ campaign }: Conversation, project: readonly string[]): readonly string[] {
  return campaign !== null && project.includes(campaign) ? [campaign] : project
}

/**
 * Who is offered what (spec CH11 to CH15): conversations in the order in which they began to wait; of the READY agents of
 * their campaigns with a dialog free the one who has been idle longest, who did not miss it before unless everybody did. An agent is offered
 * one at a time.
 */
export function routeConversations(
  waiting: readonly Waiting[],
  agents: readonly ChatAgent[],
  maxDialogLimit: number,
): readonly Pairing[] {
  const free = new Map(
    agents.filter((agent) => agent.isReady && agent.dialogs < maxDialogLimit).map((agent) => [agent.userId, agent]),
  )
  const pairings: Pairing[] = []
  for (const { conversation, campaigns } of waiting.toSorted((a, b) => byWait(a.conversation, b.conversation))) {
    const agent = choose({ conversation, campaigns }, [...free.values()])
    if (agent === undefined) continue
    free.delete(agent.userId)
    // Whom a colleague hands it to by name need not work for any of them.
    const campaign = campaigns.find((id) => agent.campaigns.includes(id)) ?? campaigns[0] ?? ''
    pairings.push({ conversationId: conversation.id, agentId: agent.userId, campaign })
  }
  return pairings
}

function choose({ conversation, campaigns }: Waiting, free: readonly ChatAgent[]): ChatAgent | undefined {
  const { missedBy, wishedAgentId } = conversation
  if (wishedAgentId !== null) return free.find(({ userId }) => userId === wishedAgentId)
  const able = free.filter((agent) => campaigns.some((id) => agent.campaigns.includes(id)))
  const fresh = able.filter(({ userId }) => !missedBy.includes(userId))
  // Everybody was asked: then again who was asked first.
  const again = able.toSorted((a, b) => missedBy.indexOf(a.userId) - missedBy.indexOf(b.userId))
  return fresh.toSorted(byIdleness)[0] ?? again[0]
}

/** Who began to wait earlier is served first. */
export function byWait(a: Conversation, b: Conversation): number {
  return (a.waitingSince ?? 0) - (b.waitingSince ?? 0) || compare(a.id, b.id)
}

function byIdleness(a: ChatAgent, b: ChatAgent): number {
  return a.dialogs - b.dialogs || a.idleSince - b.idleSince || compare(a.userId, b.userId)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}
