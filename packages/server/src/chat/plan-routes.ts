import {
  type Agent,
  type ChatAgent,
  type Conversation,
  type ConversationCommand,
  type Pairing,
  patienceEndsAt,
  routeConversations,
  type Waiting,
} from '@hotseat/core'
import { chatMedium } from './chat-medium.ts'
import { isAtChat } from './is-at-chat.ts'

/** So many are offered in one look; each offer brings about the next look. */
export const mostOffers = 100

/** What a look at a tenant's chats found. */
export type ChatView = {
  /** Somebody waits, whether or not they can be offered to anybody now. */
  readonly hasWaiting: boolean
  /** Those who can be offered to somebody, the first of them. */
  readonly waiting: readonly Waiting[]
  /** When the first of those who wait for somebody in particular waits for everybody, by time alone (epoch ms); null: none does. */
  readonly patienceEndsAt: number | null
  readonly offered: readonly Conversation[]
  /** Open or to be wrapped up. */
  readonly held: readonly Conversation[]
  readonly agents: ReadonlyMap<string, Agent>
  readonly maxDialogLimit: number
  /** When each agent last finished a conversation, as far as it is known. */
  readonly finishedAt: ReadonlyMap<string, number>
  readonly lostAgentMs: number
  readonly now: number
}

/** A conversation that cannot stay as it is. */
export type Mend = {
  readonly conversationId: string
  readonly agentId: string
  readonly command: Extract<ConversationCommand, { type: 'miss' | 'lose' }>
}

/** The conversations that their agent no longer rings for, or has left (spec CH8, CH14). */
export function findMends(view: ChatView): readonly Mend[] {
  const missed = view.offered.flatMap((conversation) => mendOffer(conversation, view.agents))
  return [...missed, ...view.held.flatMap((conversation) => mendHeld(conversation, view))]
}

function mendOffer({ id, agentId }: Conversation, agents: ChatView['agents']): Mend[] {
  if (agentId === null) return []
  const agent = agents.get(agentId)
  const rings = agent?.states.some(({ medium, interaction }) => medium === chatMedium && interaction?.id === id)
  if (rings === true) return []
  const cause = agent !== undefined && isAtChat(agent) ? 'notAnswered' : 'agentLeft'
  return [{ conversationId: id, agentId, command: { type: 'miss', cause } }]
}

function mendHeld({ id, agentId }: Conversation, { agents, lostAgentMs, now }: ChatView): Mend[] {
  if (agentId === null) return []
  const agent = agents.get(agentId)
  const goneAt = goneFrom(agent, lostAgentMs)
  if (goneAt === null || goneAt > now) return []
  const cause = agent?.lost ? 'agentLost' : 'agentLeft'
  return [{ conversationId: id, agentId, command: { type: 'lose', cause } }]
}

/** From when on an agent's conversations are others' (epoch ms): never, while they are at work. */
export function goneFrom(agent: Agent | undefined, lostAgentMs: number): number | null {
  const status = agent?.states.find(({ medium }) => medium === chatMedium)
  if (agent === undefined || agent.sessionId === null || status === undefined || status.state === 'LOGOUT') return 0
  return agent.lost === null ? null : agent.lost.since + lostAgentMs
}

/** Who is offered what, by core's routing. A wish that has lapsed is nobody's (spec CH15). */
export function planOffers(view: ChatView): readonly Pairing[] {
  const waiting = view.waiting.map(({ conversation, campaigns }) => ({
    conversation: { ...conversation, wishedAgentId: wishOf(conversation, view) },
    campaigns,
  }))
  return waiting.length === 0 ? [] : routeConversations(waiting, findAtWork(view), view).slice(0, mostOffers)
}

/**
 * The colleague whom a conversation waits for by name, as long as they can take it: READY with a dialog free, or asked for another one right
 * now, and no longer than a minute. Who hands on may not know that a colleague is at lunch; the customer is not to wait for that.
 */
export function wishOf(
  conversation: Conversation,
  view: Pick<ChatView, 'agents' | 'held' | 'maxDialogLimit' | 'now'>,
): string | null {
  const { wishedAgentId } = conversation
  const wished = wishedAgentId === null ? undefined : view.agents.get(wishedAgentId)
  if (wished === undefined || !isAtChat(wished) || patienceEndsAt(conversation) <= view.now) return null
  const state = wished.states.find(({ medium }) => medium === chatMedium)?.state
  if (state !== 'READY' && state !== 'RESERVED') return null
  const dialogs = view.held.filter(({ agentId }) => agentId === wishedAgentId).length + Number(state === 'RESERVED')
  return dialogs < view.maxDialogLimit ? wishedAgentId : null
}

type Staff = Pick<ChatView, 'agents' | 'held' | 'finishedAt'>

/** Who may be offered something: READY on the chat, with a dialog free (spec CH12). */
export function findFree(view: Staff & Pick<ChatView, 'maxDialogLimit'>): readonly ChatAgent[] {
  return findAtWork(view).filter(({ isReady, dialogs }) => isReady && dialogs < view.maxDialogLimit)
}

/** Who takes conversations: READY, whether or not a dialog is free, or asked for another one right now. */
function findAtWork({ agents, held, finishedAt }: Staff): readonly ChatAgent[] {
  const dialogs = Map.groupBy(held, ({ agentId }) => agentId)
  return [...agents.values()].flatMap((agent) => showAgent(agent, dialogs.get(agent.userId)?.length ?? 0, finishedAt))
}

function showAgent(agent: Agent, dialogs: number, finishedAt: ChatView['finishedAt']): ChatAgent[] {
  const status = agent.states.find(({ medium }) => medium === chatMedium)
  if ((status?.state !== 'READY' && status?.state !== 'RESERVED') || !isAtChat(agent)) return []
  const isReady = status.state === 'READY'
  const idleSince = Math.max(status.since, finishedAt.get(agent.userId) ?? 0)
  return [{ userId: agent.userId, campaigns: agent.campaigns, isReady, dialogs, idleSince }]
}
