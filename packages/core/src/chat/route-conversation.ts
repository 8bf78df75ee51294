import type { Conversation } from './conversation.ts'

/** So long a conversation waits for somebody in particular at most: the colleague whom it is handed to, or whoever was not asked yet (spec CH15). */
export const patienceMs = 60_000

/** An agent who is at work on the chat. */
export type ChatAgent = {
  readonly userId: string
  readonly campaigns: readonly string[]
  /** READY on the chat medium, and not lost; who is not is asked for another conversation right now. */
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
 * their campaigns with a dialog free the one who has been idle longest, who did not miss it before unless everybody did who is at work there. An agent is offered
 * one at a time.
 */
export function routeConversations(
  waiting: readonly Waiting[],
  agents: readonly ChatAgent[],
  { maxDialogLimit, now }: { readonly maxDialogLimit: number; readonly now: number },
): readonly Pairing[] {
  const free = new Map(
    agents.filter((agent) => agent.isReady && agent.dialogs < maxDialogLimit).map((agent) => [agent.userId, agent]),
  )
  const pairings: Pairing[] = []
  for (const { conversation, campaigns } of waiting.toSorted((a, b) => byWait(a.conversation, b.conversation))) {
    const agent = choose({ conversation, campaigns }, [...free.values()], agents, now)
    if (agent === undefined) continue
    free.delete(agent.userId)
    // Whom a colleague hands it to by name need not work for any of them.
    const campaign = campaigns.find((id) => agent.campaigns.includes(id)) ?? campaigns[0] ?? ''
    pairings.push({ conversationId: conversation.id, agentId: agent.userId, campaign })
  }
  return pairings
}

function choose(
  { conversation, campaigns }: Waiting,
  free: readonly ChatAgent[],
  all: readonly ChatAgent[],
  now: number,
): ChatAgent | undefined {
  const { missedBy, wishedAgentId } = conversation
  if (wishedAgentId !== null) return free.find(({ userId }) => userId === wishedAgentId)
  const mayHaveIt = (agent: ChatAgent) => campaigns.some((id) => agent.campaigns.includes(id))
  const wasAsked = ({ userId }: ChatAgent) => missedBy.includes(userId)
  const able = free.filter(mayHaveIt)
  const [fresh] = able.filter((agent) => !wasAsked(agent)).toSorted(byIdleness)
  if (fresh !== undefined) return fresh
  // Whoever was not asked yet is busy: they are waited for, but not for ever.
  if (now < patienceEndsAt(conversation) && all.some((agent) => mayHaveIt(agent) && !wasAsked(agent))) return undefined
  // Everybody was asked: then again who was asked first.
  return able.toSorted((a, b) => missedBy.indexOf(a.userId) - missedBy.indexOf(b.userId))[0]
}

/** Until when it waits for somebody in particular (epoch ms): that begins with the wait. */
export function patienceEndsAt({ waitingSince }: Conversation): number {
  return (waitingSince ?? 0) + patienceMs
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
