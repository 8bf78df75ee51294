import { expect, test } from 'vitest'
import { createStage } from '../../test/stage.ts'
import { waitingConversation } from '../../test/waiting-conversation.ts'
import type { TenantStore } from '../store/store.ts'
import { commandConversation, putConversation } from './command-conversation.ts'
import { createWaitingList } from './waiting-list.ts'

async function rig() {
  const { deps } = await createStage()
  const tenant = deps.store.tenant('demo')
  const rows = new Map<string, number>()
  const counted: Pick<TenantStore, 'find' | 'get'> = {
    async find(table, query) {
      const found = await tenant.find(table, query)
      rows.set(table, (rows.get(table) ?? 0) + found.length)
      return found
    },
    get(table, key) {
      rows.set(table, (rows.get(table) ?? 0) + 1)
      return tenant.get(table, key)
    },
  }
  const list = createWaitingList(counted)
  deps.store.subscribe((_tenantId, events) => list.onEvents(events))
  const meta = { at: 2, by: null }
  const begin = (...ids: string[]) =>
    tenant.transact(async (tx) => {
      for (const conversation of ids.map((id) => waitingConversation(id))) {
        await tx.emit({ kind: 'conversation.started', userId: null, data: { conversation } }, meta)
        putConversation(tx, conversation)
      }
    })
  const end = (id: string) =>
    tenant.transact(async (tx) => {
      const row = await tx.get('conversations', { id })
      if (row) await commandConversation(tx, row.conversation, { type: 'close', by: 'customer' }, { wrapUpCodes: [] }, meta)
    })
  return { list, rows, begin, end, names: async () => [...(await list.read()).keys()].toSorted() }
}

test('[CH17] a long queue is read once, and then what changes in it', async () => {
  const { rows, begin, end, names } = await rig()
  await begin(...Array.from({ length: 1_000 }, (_, at) => `c${at}`))
  expect((await names()).length).toBe(1_000)
  await begin('late')
  await end('c7')
  const all = await names()
  expect([all.length, all.includes('late'), all.includes('c7')]).toEqual([1_000, true, false])
  expect(rows.get('conversations')).toBe(1_000 + 2)
})

test('[CH17] who reads while another one catches up is given nothing old', async () => {
  const { list, begin, end, names } = await rig()
  await begin('a', 'b')
  await names()
  await end('a')
  const both = await Promise.all([list.read(), list.read()])
  expect(both.map((each) => [...each.keys()])).toEqual([['b'], ['b']])
})

test('[CH17] a queue that nobody asks about is forgotten and read anew', async () => {
  const { list, begin, end, names } = await rig()
  await begin('a', 'b')
  await names()
  await end('a')
  const change = { kind: 'conversation.ended', offset: 1, at: 1, by: null, userId: null } as const
  list.onEvents(
    Array.from({ length: 6_000 }, (_, at) => ({
      ...change,
      data: { conversationId: `x${at}`, by: 'customer' as const, needsWrapUp: false },
    })),
  )
  expect(await names()).toEqual(['b'])
})
