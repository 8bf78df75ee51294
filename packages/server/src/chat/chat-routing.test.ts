import { systemReasons } from '@hotseat/core'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type ChatServer, startChatServer } from '../../test/chat-server.ts'
import { createTestNode, feedOf, type TestBrowser } from '../../test/stage.ts'
import { createTenantSettings } from '../preferences/tenant-settings.ts'
import type { Store, TenantStore } from '../store/store.ts'
import { createChatRouting } from './chat-routing.ts'

let server: ChatServer
beforeEach(async () => {
  server = await startChatServer()
})
afterEach(() => server.close())

const statusOf = async (desk: TestBrowser, medium = 'chat') =>
  (await desk.get('session')).agent?.states.find((each) => each.medium === medium)
const offersOf = async (desk: TestBrowser) => {
  await server.routed()
  const { conversations } = await desk.get('conversations', { query: {} })
  return conversations.filter(({ state }) => state === 'offered').map(({ customer }) => customer.name)
}
const answer = async (desk: TestBrowser, action: 'accept' | 'decline') => {
  const { id } = await server.conversation(desk, 'offered')
  await desk.get('actOnConversation', { params: { id }, body: { action } })
  return id
}

test('[CH11] [CH12] in the order of the wait, up to the limit of the medium; what is wrapped up counts', async () => {
  for (const name of ['Ada', 'Bea', 'Cai', 'Dag']) {
    await (await server.customer(name)).say('Hello')
    server.stage.clock.advance(1_000)
  }
  const desk = await server.agent('agent01')
  const took = []
  for (let at = 0; at < 3; at++) {
    took.push(...(await offersOf(desk)))
    await answer(desk, 'accept')
  }
  expect([took, await offersOf(desk)]).toEqual([['Ada', 'Bea', 'Cai'], []])
  const { id } = await server.conversation(desk, 'open')
  await desk.get('actOnConversation', { params: { id }, body: { action: 'close' } })
  expect(await offersOf(desk)).toEqual([])
  await desk.get('actOnConversation', { params: { id }, body: { action: 'wrapUp' } })
  expect(await offersOf(desk)).toEqual(['Dag'])
})

test('[CH12] chat and voice do not touch each other', async () => {
  const desk = await server.agent('agent01')
  await desk.get('setState', { body: { medium: 'voice', state: 'READY' } })
  await server.talk(desk)
  expect([(await statusOf(desk))?.state, (await statusOf(desk, 'voice'))?.state]).toEqual(['READY', 'READY'])
  const { interactionId } = await desk.get('demoCall', { body: { userId: 'u-agent01' } })
  await desk.get('actOnInteraction', { params: { id: interactionId }, body: { action: 'answer' } })
  await (await server.customer('Noah')).say('Hello')
  expect(await offersOf(desk)).toEqual(['Noah'])
  expect([(await statusOf(desk))?.state, (await statusOf(desk, 'voice'))?.state]).toEqual(['RESERVED', 'TALKING'])
  await answer(desk, 'decline')
  expect([(await statusOf(desk))?.state, (await statusOf(desk, 'voice'))?.state]).toEqual(['NOT_READY', 'TALKING'])
  expect(await server.conversation(desk, 'open')).toMatchObject({ customer: { name: 'Mia' } })
})

test('[CH13] the fewest conversations, then the longest idle: since the last one was finished or READY, whichever is later', async () => {
  const { clock } = server.stage
  const anna = await server.agent('agent01')
  clock.advance(1_000)
  const ben = await server.agent('agent02')
  clock.advance(1_000)
  // Anna has been idle longest; once she has finished one she has not.
  const { id } = await server.talk(anna, 'Ada')
  await (await server.customer('Bea')).say('Hello')
  expect([await offersOf(anna), await offersOf(ben)]).toEqual([[], ['Bea']])
  await answer(ben, 'accept')
  clock.advance(1_000)
  const bea = await server.conversation(ben, 'open')
  await ben.get('actOnConversation', { params: { id: bea.id }, body: { action: 'close', wrapUpCode: null } })
  clock.advance(1_000)
  await anna.get('actOnConversation', { params: { id }, body: { action: 'close', wrapUpCode: null } })
  clock.advance(1_000)
  await (await server.customer('Cai')).say('Hello')
  expect([await offersOf(anna), await offersOf(ben)]).toEqual([[], ['Cai']])
})

test('[CH14] who did not answer in time is NOT_READY, and the next is asked; again only when everybody was', async () => {
  const { clock, tick } = server.stage
  const anna = await server.agent('agent01')
  await (await server.customer('Ada')).say('Hello')
  expect(await offersOf(anna)).toEqual(['Ada'])
  const offer = await server.conversation(anna, 'offered')
  clock.advance((offer.offerUntil ?? 0) - clock.now() - 1)
  await tick.run()
  expect(await offersOf(anna)).toEqual(['Ada'])
  clock.advance(1)
  await tick.run()
  expect(await offersOf(anna)).toEqual([])
  expect(await statusOf(anna)).toMatchObject({ state: 'NOT_READY', reasonCode: systemReasons.notAnswered })
  await anna.get('setState', { body: { medium: 'chat', state: 'READY' } })
  // Nobody else is there, so Anna is asked again.
  expect(await offersOf(anna)).toEqual(['Ada'])
  await answer(anna, 'decline')
  await anna.get('setState', { body: { medium: 'chat', state: 'NOT_READY', reasonCode: 11 } })
  const ben = await server.agent('agent02', { ready: false })
  await Promise.all([anna, ben].map((desk) => desk.get('setState', { body: { medium: 'chat', state: 'READY' } })))
  expect((await offersOf(anna)).length + (await offersOf(ben)).length).toBe(1)
  const missed = (await feedOf(server.stage.deps.store)).filter(({ kind }) => kind === 'conversation.missed')
  expect(missed.map(({ data }) => data)).toMatchObject([{ cause: 'notAnswered' }, { cause: 'declined' }])
})

test('[CH16] whom it rings at signs out: the next one is asked at once', async () => {
  const [anna, ben] = [await server.agent('agent01'), await server.agent('agent02', { ready: false })]
  await (await server.customer('Ada')).say('Hello')
  expect(await offersOf(anna)).toEqual(['Ada'])
  await ben.get('setState', { body: { medium: 'chat', state: 'READY' } })
  await anna.get('signOut', { body: {} })
  expect(await offersOf(ben)).toEqual(['Ada'])
  const missed = (await feedOf(server.stage.deps.store)).find(({ kind }) => kind === 'conversation.missed')
  expect(missed?.data).toMatchObject({ cause: 'agentLeft' })
})

test('[CH16] two nodes that look in the same moment offer nothing twice', async () => {
  const { deps, clock } = server.stage
  const other = createTestNode({ store: deps.store, clock, nodeId: 'node-2' })
  const settings = createTenantSettings(deps.store)
  const nodes = [createChatRouting(deps, settings), createChatRouting(other.deps, settings)]
  for (const username of ['agent01', 'agent02', 'agent03']) await server.agent(username)
  for (let at = 0; at < 9; at++) await (await server.customer(`Customer${at}`)).say('Hello')
  await Promise.all(nodes.map((node) => node.pass('demo')))
  await server.routed()
  const offered = (await feedOf(deps.store)).filter(({ kind }) => kind === 'conversation.offered')
  expect(new Set(offered.map(({ userId }) => userId)).size).toBe(3)
  expect(offered.length).toBe(3)
  for (const node of nodes) node.close()
})

test('[CH16] a tenant in which nothing happens costs the tick no read', async () => {
  const { deps } = server.stage
  let reads = 0
  const counted = (tenant: TenantStore): TenantStore =>
    ({
      ...tenant,
      find: (...args: Parameters<TenantStore['find']>) => {
        reads += 1
        return tenant.find(...args)
      },
      get: (...args: Parameters<TenantStore['get']>) => {
        reads += 1
        return tenant.get(...args)
      },
    }) as TenantStore
  const store: Store = { ...deps.store, tenant: (id) => counted(deps.store.tenant(id)) }
  const routing = createChatRouting({ ...deps, store }, createTenantSettings(deps.store))
  await routing.pass('demo')
  const first = reads
  for (let second = 0; second < 50; second++) {
    server.stage.clock.advance(1_000)
    if (second === 20) await server.agent('agent01')
    await routing.pass('demo')
  }
  expect([first > 0, reads - first]).toEqual([true, 0])
  routing.close()
})

test('[CH16] while no agent is free, one more who waits costs no look; who becomes free is offered the first at once', async () => {
  const { deps } = server.stage
  const desk = await server.agent('agent01', { ready: false })
  await (await server.customer('Ada')).say('Hello')
  await server.routed()
  let looks = 0
  const store: Store = {
    ...deps.store,
    tenant(id) {
      const tenant = deps.store.tenant(id)
      const find = (...args: Parameters<TenantStore['find']>) => {
        if (args[0] === 'agents') looks += 1
        return tenant.find(...args)
      }
      return { ...tenant, find } as TenantStore
    },
  }
  const routing = createChatRouting({ ...deps, store }, createTenantSettings(deps.store))
  await routing.pass('demo')
  for (const name of ['Bea', 'Cai', 'Dag']) {
    server.stage.clock.advance(1_000)
    await (await server.customer(name)).say('Hello')
    await routing.pass('demo')
  }
  expect(looks).toBe(1)
  await desk.get('setState', { body: { medium: 'chat', state: 'READY' } })
  await routing.pass('demo')
  expect(looks).toBeGreaterThan(1)
  expect(await offersOf(desk)).toEqual(['Ada'])
  routing.close()
})

test('[CH16] who becomes READY while the first one who waits is looked at is seen in the next look', async () => {
  const { deps } = server.stage
  const desk = await server.agent('agent01', { ready: false })
  server.routing.close()
  let isFirst = true
  const store: Store = {
    ...deps.store,
    tenant(id) {
      const tenant = deps.store.tenant(id)
      const find = async (...args: Parameters<TenantStore['find']>) => {
        const rows = await tenant.find(...args)
        if (args[0] === 'agents' && isFirst) {
          isFirst = false
          await desk.get('setState', { body: { medium: 'chat', state: 'READY' } })
        }
        return rows
      }
      return { ...tenant, find } as TenantStore
    },
  }
  const routing = createChatRouting({ ...deps, store }, createTenantSettings(deps.store))
  await routing.pass('demo')
  await (await server.customer('Ada')).say('Hello')
  await routing.pass('demo')
  const { conversations } = await desk.get('conversations', { query: {} })
  expect(conversations.map(({ state }) => state)).toEqual(['offered'])
  routing.close()
})

test('[CH17] who waits is told how many are before them, and whether somebody is there at all', async () => {
  const { clock } = server.stage
  const ada = await server.customer('Ada')
  expect((await ada.say('Hello')).document.conversation.queue).toEqual({ ahead: 0, isStaffed: false })
  clock.advance(1_000)
  const bea = await server.customer('Bea')
  expect((await bea.say('Hello')).document.conversation.queue).toEqual({ ahead: 1, isStaffed: false })
  const feed = await bea.follow()
  const desk = await server.agent('agent01', { ready: false })
  clock.advance(1_000)
  await feed.first('conversation', ({ conversation }) => conversation.queue?.isStaffed === true)
  await desk.get('setState', { body: { medium: 'chat', state: 'READY' } })
  await answer(desk, 'accept')
  clock.advance(2_000)
  await feed.first('conversation', ({ conversation }) => conversation.queue?.ahead === 0)
  await answer(desk, 'accept')
  await feed.first('conversation', ({ conversation }) => conversation.state === 'open' && conversation.queue === null)
  feed.socket.close()
})
