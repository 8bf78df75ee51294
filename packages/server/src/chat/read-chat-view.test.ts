import { type Agent, type Conversation, campaignsOf } from '@hotseat/core'
import fc from 'fast-check'
import { beforeEach, expect, test } from 'vitest'
import { createStage } from '../../test/stage.ts'
import { waitingConversation } from '../../test/waiting-conversation.ts'
import { createTenantSettings } from '../preferences/tenant-settings.ts'
import type { TenantStore } from '../store/store.ts'
import { chatMedium } from './chat-medium.ts'
import { putConversation } from './command-conversation.ts'
import { planOffers } from './plan-routes.ts'
import { readChatView } from './read-chat-view.ts'

let stage: Awaited<ReturnType<typeof createStage>>
beforeEach(async () => {
  stage = await createStage()
})

const projects = { support: ['inbound-support', 'third'], sales: ['outbound-sales'] }
const agentAt = (userId: string, state: Agent['states'][number]['state'], campaigns: readonly string[]): Agent => ({
  ...{ userId, sessionId: `s-${userId}`, extension: null, place: null, campaigns, lost: null },
  states: [{ medium: chatMedium, state, reasonCode: null, since: 1, pending: null, interaction: null }],
})

/** Puts these into a tenant, in place of what was there. */
async function fill(tenantId: string, conversations: readonly Conversation[], agents: readonly Agent[]): Promise<TenantStore> {
  const tenant = stage.deps.store.tenant(tenantId)
  await tenant.transact(async (tx) => {
    for (const { id } of await tx.find('conversations')) tx.remove('conversations', { id })
    for (const { userId } of await tx.find('agents')) tx.remove('agents', { userId })
    tx.put('media', { id: chatMedium, name: 'Chat', maxDialogLimit: 2, position: 1 })
    for (const [id, campaigns] of Object.entries(projects)) {
      const row = await tx.get('chatProjects', { id })
      if (row) tx.put('chatProjects', { ...row, campaigns })
    }
    for (const each of conversations) putConversation(tx, each)
    for (const agent of agents) tx.put('agents', { userId: agent.userId, agent, extension: null, dueAt: null })
  })
  return tenant
}

const look = (tenant: TenantStore) =>
  readChatView(tenant, createTenantSettings(stage.deps.store), { now: stage.clock.now(), finishedAt: new Map() })

/** The same tenant, and how many rows of each table were read from it. */
function counted(tenant: TenantStore): { readonly tenant: TenantStore; readonly rows: Map<string, number> } {
  const rows = new Map<string, number>()
  const find: TenantStore['find'] = async (table, query) => {
    const found = await tenant.find(table, query)
    rows.set(table, (rows.get(table) ?? 0) + found.length)
    return found
  }
  return { tenant: { ...tenant, find }, rows }
}

test('[CH16] of ten thousand who wait a look reads one where nobody is free, else as many as are free for them', async () => {
  const crowd = Array.from({ length: 10_000 }, (_, at) => waitingConversation(`c${at}`, { waitingSince: at + 1 }))
  const busy = agentAt('busy', 'NOT_READY', ['inbound-support'])
  const nobody = counted(await fill('demo', crowd, [busy]))
  expect(await look(nobody.tenant)).toMatchObject({ hasWaiting: true, waiting: [] })
  expect(nobody.rows.get('conversations')).toBe(1)
  const three = ['a', 'b', 'c'].map((id) => agentAt(id, 'READY', ['inbound-support', 'outbound-sales']))
  const some = counted(await fill('demo', crowd, [busy, ...three]))
  const view = await look(some.tenant)
  expect(planOffers(view).map(({ conversationId }) => conversationId)).toEqual(['c0', 'c1', 'c2'])
  expect(some.rows.get('conversations')).toBe(1 + 3)
})

test('[CH16] a look in which nobody waits reads no agent but those who have something', async () => {
  const held = waitingConversation('held', { state: 'open', agentId: 'a', waitingSince: null })
  const { tenant, rows } = counted(
    await fill(
      'demo',
      [held],
      ['a', 'b'].map((id) => agentAt(id, 'READY', [])),
    ),
  )
  expect([...(await look(tenant)).agents.keys()]).toEqual(['a'])
  expect(rows.has('agents')).toBe(false)
})

test('[CH16] a look offers at most a hundred; the next ones the rest', async () => {
  const crowd = Array.from({ length: 250 }, (_, at) => waitingConversation(`c${at}`, { waitingSince: at + 1 }))
  const agents = Array.from({ length: 300 }, (_, at) => agentAt(`a${at}`, 'READY', ['inbound-support']))
  expect(planOffers(await look(await fill('demo', crowd, agents)))).toHaveLength(100)
})

test('[CH11] [CH15] what a look reads is enough to offer as if it had read everybody who waits', async () => {
  const campaign = fc.constantFrom('inbound-support', 'outbound-sales', 'third')
  const userId = fc.constantFrom('a', 'b', 'c', 'd')
  const agents = fc.uniqueArray(
    fc.record({
      userId,
      state: fc.constantFrom('READY', 'RESERVED', 'NOT_READY', 'LOGOUT'),
      campaigns: fc.uniqueArray(campaign, { minLength: 1 }),
    }),
    { selector: (agent) => agent.userId },
  )
  const waiting = fc.array(
    fc.record({
      projectId: fc.constantFrom('support', 'sales'),
      // Some were handed on to a campaign, also to one that their project has no more.
      campaign: fc.option(campaign),
      // Some of the wishes have lapsed.
      waitingSince: fc.nat(5).map((ms) => stage.clock.now() - 60_002 + ms),
      wishedAgentId: fc.option(userId),
      missedBy: fc.uniqueArray(userId, { maxLength: 2 }),
    }),
    { maxLength: 15 },
  )
  const held = fc.array(userId, { maxLength: 5 })
  await fc.assert(
    fc.asyncProperty(agents, waiting, held, async (who, queue, has) => {
      const all = queue.map((changes, at) => waitingConversation(`c${at}`, changes))
      const open = has.map((agentId, at) => waitingConversation(`h${at}`, { state: 'open', agentId, waitingSince: null }))
      const people = who.map(({ userId: id, state, campaigns }) => agentAt(id, state, campaigns))
      const view = await look(await fill('demo', [...all, ...open], people))
      const withCampaigns = all.map((each) => ({
        conversation: each,
        campaigns: campaignsOf(each, projects[each.projectId as keyof typeof projects]),
      }))
      expect(planOffers(view)).toEqual(planOffers({ ...view, waiting: withCampaigns }))
    }),
    { numRuns: 300 },
  )
})

test('[CH15] who is asked for another one right now is waited for, and for a minute at most', async () => {
  const { clock } = stage
  const handed = waitingConversation('handed', { wishedAgentId: 'a', waitingSince: clock.now() })
  const rings = waitingConversation('rings', { state: 'offered', agentId: 'a' })
  const agents = [agentAt('a', 'RESERVED', ['inbound-support']), agentAt('b', 'READY', ['inbound-support'])]
  const tenant = await fill('demo', [handed, rings], agents)
  const lapsesAt = clock.now() + 60_000
  clock.advance(59_999)
  const view = await look(tenant)
  expect([planOffers(view), view.patienceEndsAt]).toEqual([[], lapsesAt])
  clock.advance(1)
  const later = await look(tenant)
  expect([planOffers(later), later.patienceEndsAt]).toEqual([
    [{ conversationId: 'handed', agentId: 'b', campaign: 'inbound-support' }],
    null,
  ])
})
