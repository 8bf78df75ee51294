import { byWait, type ChatAgent, type Conversation, campaignsOf, patienceEndsAt, type Waiting } from '@hotseat/core'
import { nobody, type TenantSettings } from '../preferences/tenant-settings.ts'
import type { TenantStore } from '../store/store.ts'
import { chatMedium } from './chat-medium.ts'
import { type ChatView, findFree, mostOffers, wishOf } from './plan-routes.ts'
import { choosyQueue } from './queue-of.ts'

/** The order of an index: the database reads as many as are asked for, not all that wait. */
const byTheWait = { range: { column: 'waitingSince' }, orderBy: 'waitingSince' } as const

/**
 * Reads what a look is about. Agents without anything are read only while somebody waits, and of those who wait only so many as there
 * are agents to take them: ten thousand customers cost no more than the agents who are free for them (spec CH16).
 */
export async function readChatView(
  tenant: TenantStore,
  settings: TenantSettings,
  { now, finishedAt }: Pick<ChatView, 'now' | 'finishedAt'>,
): Promise<ChatView> {
  const inState = async (state: Conversation['state']) =>
    conversationsOf(await tenant.find('conversations', { where: { state } }))
  const [first, offered, open, wrapUp, medium, { 'chat.lostAgentMs': lostAgentMs }] = await Promise.all([
    tenant.find('conversations', { ...byTheWait, limit: 1 }),
    ...[inState('offered'), inState('open'), inState('wrapUp')],
    tenant.get('media', { id: chatMedium }),
    settings.preferencesOf(tenant.tenantId, nobody),
  ] as const)
  const [hasWaiting, held] = [first.length > 0, [...open, ...wrapUp]]
  const agents = await readAgents(tenant, hasWaiting ? null : [...offered, ...held])
  const maxDialogLimit = medium?.maxDialogLimit ?? 0
  const view = {
    hasWaiting,
    waiting: [],
    patienceEndsAt: null,
    offered,
    held,
    agents,
    maxDialogLimit,
    finishedAt,
    lostAgentMs,
    now,
  }
  return hasWaiting ? { ...view, ...(await readWaiting(tenant, view)) } : view
}

/** All agents, or only those who have one of the conversations. */
async function readAgents(tenant: TenantStore, conversations: readonly Conversation[] | null): Promise<ChatView['agents']> {
  const holders = conversations === null ? [] : [...new Set(conversations.flatMap(({ agentId }) => agentId ?? []))]
  const rows =
    conversations === null
      ? await tenant.find('agents')
      : (await Promise.all(holders.map((userId) => tenant.get('agents', { userId })))).flatMap((row) => row ?? [])
  return new Map(rows.map(({ userId, agent }) => [userId, agent]))
}

/**
 * Those who have waited longest, of those who can be offered to somebody. Of a project's no more than it has agents free: each of them
 * takes one of these or of others, so whoever stands behind gets nobody now. Those who wait for somebody in particular are few, and may
 * leave an agent to whoever comes behind them.
 */
async function readWaiting(tenant: TenantStore, view: ChatView): Promise<Pick<ChatView, 'waiting' | 'patienceEndsAt'>> {
  const free = findFree(view)
  if (free.length === 0) return { waiting: [], patienceEndsAt: null }
  const [projects, choosy] = await Promise.all([
    // Whoever wrote to a project that is disabled now could not read an answer.
    tenant.find('chatProjects', { where: { disabledAt: null } }),
    tenant.find('conversations', { ...byTheWait, where: { queue: choosyQueue } }),
  ])
  const queued = await Promise.all(
    projects.map(({ id, campaigns }) => {
      const limit = Math.min(countSeats(free, campaigns), mostOffers)
      return limit === 0 ? [] : tenant.find('conversations', { ...byTheWait, where: { queue: id }, limit })
    }),
  )
  const campaigns = new Map(projects.map((project) => [project.id, project.campaigns]))
  const withCampaigns = (conversation: Conversation): Waiting => ({
    conversation,
    campaigns: campaignsOf(conversation, campaigns.get(conversation.projectId) ?? []),
  })
  const freeIds = new Set(free.map(({ userId }) => userId))
  const particular = conversationsOf(choosy).filter(({ projectId }) => campaigns.has(projectId))
  const served = particular.map(withCampaigns).filter((each) => {
    const wish = wishOf(each.conversation, view)
    return wish === null ? countSeats(free, each.campaigns) > 0 : freeIds.has(wish)
  })
  const ends = particular.map(patienceEndsAt).filter((at) => at > view.now)
  const waiting = [...served, ...conversationsOf(queued.flat()).map(withCampaigns)]
  return {
    waiting: waiting.toSorted((a, b) => byWait(a.conversation, b.conversation)),
    patienceEndsAt: ends.length === 0 ? null : Math.min(...ends),
  }
}

/** How many agents are free for any of the campaigns. */
function countSeats(free: readonly ChatAgent[], campaigns: readonly string[]): number {
  return free.filter((agent) => campaigns.some((id) => agent.campaigns.includes(id))).length
}

function conversationsOf(rows: readonly { readonly conversation: Conversation }[]): readonly Conversation[] {
  return rows.map(({ conversation }) => conversation)
}
