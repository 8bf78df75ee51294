import { beforeEach, expect, test } from 'vitest'
import { startChatServer } from '../../test/chat-server.ts'
import { createStage, documentOf, feedOf, type TestNode } from '../../test/stage.ts'
import { createTenantSettings } from '../preferences/tenant-settings.ts'
import type { TenantStore } from '../store/store.ts'
import type { ConversationRow, CustomerRow, CustomerSessionRow } from '../store/tables.ts'
import { pruneConversations } from './prune-conversations.ts'

const dayMs = 24 * 3_600_000

let stage: Awaited<ReturnType<typeof createStage>>
let tenant: TenantStore
let prune: () => Promise<void>
beforeEach(async () => {
  stage = await createStage()
  tenant = stage.deps.store.tenant('demo')
  const settings = createTenantSettings(stage.deps.store)
  prune = () => pruneConversations(stage.deps, settings, 'demo')
})

const customer = (id: string, seenAt: number): CustomerRow => ({
  ...{ id, projectId: 'support', subject: id, email: null, name: id, verified: true, createdAt: 1, seenAt },
})
const session = (customerId: string, endedAt: number | null): CustomerSessionRow => ({
  ...{ id: `s-${customerId}`, projectId: 'support', customerId, tokenHash: customerId, previousTokenHash: null },
  ...{ previousUntil: null, kid: null, origin: 'https://shop.example', startedAt: 1, expiresAt: 9e15, endedAt },
})
function conversation(id: string, closedAt: number | null, customerId = 'mia'): ConversationRow {
  const state = closedAt === null ? 'wrapUp' : 'closed'
  const none = { delivered: 0, read: 0 }
  return {
    ...{ id, projectId: 'support', customerId, state, agentId: null, closedAt, queue: null, waitingSince: null },
    conversation: {
      ...{ id, projectId: 'support', customerId, campaign: 'inbound-support', state, agentId: null, startedAt: 1 },
      ...{ waitingSince: null, offeredAt: null, openedAt: null, closedAt: closedAt ?? 1, closedBy: 'agent', wrapUpCode: null },
      ...{ lastSeq: 0, customer: none, agent: none, missedBy: [], wishedAgentId: null },
    },
  }
}
/** Puts a conversation in which so much was said. */
const put = (row: ConversationRow, messages: number) =>
  tenant.transact(async (tx) => {
    tx.put('conversations', row)
    for (let seq = 1; seq <= messages; seq++) {
      const said = { sender: 'system', authorId: null, clientId: null, text: 'word', at: 1 } as const
      tx.put('messages', { conversationId: row.id, seq, ...said })
    }
  })
async function keepDays(node: TestNode, value: number): Promise<void> {
  const admin = node.browser()
  documentOf(await admin.signIn('admin01'))
  await admin.get('setPreference', { params: { level: 'tenant', key: 'chat.keepDays' }, body: { value, locked: false } })
}
const idsOf = async (table: 'conversations' | 'customers') => (await tenant.find(table)).map(({ id }) => id)

test('[CH23] what closed longer ago than it is kept is removed with what was said; what lives is not, however old', async () => {
  const old = stage.clock.now() - 365 * dayMs
  await put(conversation('old', old), 3)
  await put(conversation('younger', old + 1), 3)
  await put(conversation('lives', null), 3)
  const head = await tenant.head()
  await stage.tick.run()
  expect(await idsOf('conversations')).toEqual(['lives', 'younger'])
  expect(new Set((await tenant.find('messages')).map((each) => each.conversationId))).toEqual(new Set(['lives', 'younger']))
  expect(await tenant.head()).toBe(head)
})

test('[CH23] an administrator says for how many days', async () => {
  await put(conversation('old', stage.clock.now() - 2 * dayMs), 1)
  await prune()
  expect(await idsOf('conversations')).toEqual(['old'])
  await keepDays(stage, 2)
  await prune()
  expect(await idsOf('conversations')).toEqual([])
})

test('[CH23] customers who were not seen for as long go, unless they have a conversation or a live session', async () => {
  const old = stage.clock.now() - 365 * dayMs
  await put(conversation('kept', old + 1, 'talked'), 1)
  await put(conversation('over', old, 'talked-long-ago'), 1)
  await tenant.transact(async (tx) => {
    for (const id of ['gone', 'talked', 'talked-long-ago', 'is-there', 'was-there']) tx.put('customers', customer(id, old))
    tx.put('customers', customer('seen', old + 1))
    tx.put('customerSessions', session('is-there', null))
    tx.put('customerSessions', session('was-there', 2))
  })
  await prune()
  expect(await idsOf('customers')).toEqual(['is-there', 'seen', 'talked'])
})

test('[CH23] much goes in portions, up to 10,000 messages a run, and customers who stay keep none of the others', async () => {
  await put(conversation('a-long', 1), 10_300)
  for (let at = 0; at < 150; at++) await put(conversation(`b-${at}`, 2), 1)
  await tenant.transact(async (tx) => {
    for (let at = 0; at < 600; at++) {
      tx.put('customers', customer(`stays-${at}`, at))
      tx.put('customerSessions', session(`stays-${at}`, null))
      tx.put('customers', customer(`gone-${at}`, 1_000 + at))
    }
  })
  const largest = { removed: 0 }
  const { transact } = tenant
  const counted: TenantStore = {
    ...tenant,
    transact: (work) =>
      transact(async (tx) => {
        let removed = 0
        const remove: typeof tx.remove = (table, key) => {
          removed += 1
          tx.remove(table, key)
        }
        const result = await work({ ...tx, remove })
        largest.removed = Math.max(largest.removed, removed)
        return result
      }),
  }
  const deps = { ...stage.deps, store: { ...stage.deps.store, tenant: () => counted } }
  const settings = createTenantSettings(stage.deps.store)
  await pruneConversations(deps, settings, 'demo')
  expect((await tenant.find('messages')).length).toBe(450)
  expect((await idsOf('conversations')).length).toBe(151)
  expect((await idsOf('customers')).every((id) => id.startsWith('stays-'))).toBe(true)
  await pruneConversations(deps, settings, 'demo')
  expect([(await tenant.find('messages')).length, (await idsOf('conversations')).length]).toEqual([0, 0])
  expect(largest.removed).toBeLessThanOrEqual(600)
})

test('[CH23] of a talk nothing is left in the end but the trail, which has neither the address nor what was said', async () => {
  const server = await startChatServer()
  try {
    const { store } = server.stage.deps
    const desk = await server.agent('agent01')
    const { widget, id } = await server.talk(desk, 'Noah')
    await widget.say('My secret is 4711')
    await desk.get('actOnConversation', { params: { id }, body: { action: 'close', wrapUpCode: 'solved' } })
    await keepDays(server.stage, 1)
    server.stage.clock.advance(dayMs)
    await server.stage.tick.run()
    for (const table of ['conversations', 'messages', 'customers', 'customerSessions'] as const)
      expect(await store.tenant('demo').find(table)).toEqual([])
    const trail = JSON.stringify(await feedOf(store))
    expect(trail).toContain(id)
    for (const word of ['noah@', '4711', 'Hello']) expect(trail).not.toContain(word)
  } finally {
    await server.close()
  }
})
