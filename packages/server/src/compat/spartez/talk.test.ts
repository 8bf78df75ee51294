import { afterEach, beforeEach, expect, test } from 'vitest'
import { type ChatServer, startChatServer } from '../../../test/chat-server.ts'

let server: ChatServer
beforeEach(async () => {
  server = await startChatServer()
})
afterEach(() => server.close())

test('[CH1] [CH3] [CH11] [CH20] a customer says something, an agent is asked, takes it and answers; both hear it', async () => {
  const desk = await server.agent('agent01')
  const mia = await server.customer()
  const feed = await mia.follow()
  const said = await mia.say('Where is my parcel?')
  expect(said).toMatchObject({ status: 200, document: { conversation: { state: 'waiting' }, message: { seq: 1, name: 'Mia' } } })
  const offered = await server.conversation(desk, 'offered')
  expect(offered).toMatchObject({ customer: { name: 'Mia', verified: true }, last: { text: 'Where is my parcel?' } })
  const params = { id: offered.id }
  expect(await desk.get('actOnConversation', { params, body: { action: 'accept' } })).toMatchObject({ state: 'open' })
  await desk.get('sayInConversation', { params, body: { clientId: 'agent-0001', text: 'It is on its way.' } })
  const heard = await feed.first('message', ({ message }) => message.from === 'agent')
  expect(heard.message).toMatchObject({ seq: 2, text: 'It is on its way.', name: expect.stringMatching(/\w+/) })
  await feed.first('conversation', ({ conversation }) => conversation.state === 'open' && conversation.agentName !== null)
  const { messages } = await desk.get('conversationMessages', { params, query: {} })
  expect(messages.map(({ seq, from }) => [seq, from])).toEqual([
    [1, 'customer'],
    [2, 'agent'],
  ])
  feed.socket.close()
})
