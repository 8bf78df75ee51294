import type { CustomerState } from '@hotseat/protocol'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type ChatServer, startChatServer } from '../../test/chat-server.ts'
import { documentOf, type TestBrowser } from '../../test/stage.ts'

let server: ChatServer
let admin: TestBrowser
beforeEach(async () => {
  server = await startChatServer()
  admin = server.stage.browser()
  documentOf(await admin.signIn('admin01'))
})
afterEach(() => server.close())

const campaignsAre = (...campaigns: string[]) =>
  admin.get('changeChatProject', { params: { id: 'support' }, body: { campaigns } })
const isOffered = async (desk: TestBrowser) => {
  await server.routed()
  return (await desk.get('conversations', { query: {} })).conversations.map(({ state }) => state).includes('offered')
}
const chatOf = async (desk: TestBrowser) => (await desk.get('session')).agent?.states.find(({ medium }) => medium === 'chat')

test('[CH11] the agents of each of the project’s campaigns are offered who waits, and work for theirs in it', async () => {
  await campaignsAre('inbound-support', 'outbound-sales')
  const sales = await server.agent('agent01', { campaigns: ['outbound-sales'] })
  await (await server.customer('Mia')).say('Hello')
  await server.conversation(sales, 'offered')
  expect((await chatOf(sales))?.interaction).toMatchObject({ campaign: 'outbound-sales', party: 'Mia' })
})

test('[CH18] who waits is offered to the agents of a campaign that the project gets', async () => {
  const sales = await server.agent('agent01', { campaigns: ['outbound-sales'] })
  const mia = await server.customer('Mia')
  await mia.say('Hello')
  expect(await isOffered(sales)).toBe(false)
  await campaignsAre('outbound-sales')
  expect(await isOffered(sales)).toBe(true)
})

test('[CH18] the agents of a campaign that the project loses are offered nobody any more', async () => {
  await campaignsAre('inbound-support', 'outbound-sales')
  await (await server.customer('Mia')).say('Hello')
  await campaignsAre('inbound-support')
  const sales = await server.agent('agent01', { campaigns: ['outbound-sales'] })
  expect(await isOffered(sales)).toBe(false)
})

test('[CH7] [CH11] [CH18] handed on to a campaign it is for its agents alone, until the project loses it', async () => {
  await campaignsAre('inbound-support', 'outbound-sales')
  const anna = await server.agent('agent01', { campaigns: ['inbound-support'] })
  const { id } = await server.talk(anna)
  const ben = await server.agent('agent02', { campaigns: ['inbound-support'] })
  await anna.get('transferConversation', { params: { id }, body: { campaign: 'outbound-sales' } })
  expect([await isOffered(anna), await isOffered(ben)]).toEqual([false, false])
  await campaignsAre('inbound-support')
  expect(await server.conversation(ben, 'offered')).toMatchObject({ id, campaign: 'outbound-sales' })
})

test('[CH17] how many are before one with the same agents, whichever project they wait in', async () => {
  await campaignsAre('inbound-support', 'outbound-sales')
  const ada = await server.customer('Ada')
  await ada.say('Hello')
  server.stage.clock.advance(1_500)
  const bea = await server.customer('Bea')
  const { document } = await bea.say('Hello')
  expect(document).toMatchObject({ conversation: { queue: { ahead: 1, isStaffed: false } } })
  await server.agent('agent03', { ready: false, campaigns: ['outbound-sales'] })
  server.stage.clock.advance(1_500)
  const again = await bea.call<CustomerState>('GET', 'state')
  expect(again.document.threads[0]?.conversation.queue).toEqual({ ahead: 1, isStaffed: true })
})
