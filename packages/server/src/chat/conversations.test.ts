import { afterEach, beforeEach, expect, test } from 'vitest'
import { type ChatServer, startChatServer } from '../../test/chat-server.ts'
import { refusalOf, type TestBrowser } from '../../test/stage.ts'
import type { WidgetClient } from '../../test/widget-client.ts'

let server: ChatServer
beforeEach(async () => {
  server = await startChatServer()
})
afterEach(() => server.close())

const act = (
  desk: TestBrowser,
  id: string,
  body: { action: 'accept' | 'decline' | 'close' | 'wrapUp'; wrapUpCode?: string | null },
) => desk.call('actOnConversation', { params: { id }, body })
const textsOf = async (widget: WidgetClient, of?: string) => {
  const { document } = await widget.call<NonNullable<WidgetClient['state']>>('GET', 'state')
  const thread = of === undefined ? document.threads.at(-1) : document.threads.find(({ conversation }) => conversation.id === of)
  return thread?.messages.map(({ from, text }) => `${from}: ${text}`)
}

test('[CH1] one live conversation a project; after its end the next one begins', async () => {
  const mia = await server.customer()
  const [first, second] = [await mia.say('One'), await mia.say('Two')]
  const { id } = first.document.conversation
  expect([second.document.conversation.id, second.document.message.seq]).toEqual([id, 2])
  expect((await mia.call('POST', 'end', { conversationId: id })).status).toBe(200)
  const third = await mia.say('Three')
  expect(third.document.conversation.id).not.toBe(id)
  expect(third.document.message.seq).toBe(1)
  const { conversation } = (await server.stage.deps.store.tenant('demo').get('conversations', {
    id: third.document.conversation.id,
  })) ?? { conversation: null }
  expect(conversation).toMatchObject({ campaign: null, projectId: 'support' })
})

test('[CH1] many devices that speak at once begin one conversation', async () => {
  const [phone, laptop] = [await server.customer(), await server.customer()]
  const said = await Promise.all(Array.from({ length: 20 }, (_, at) => (at % 2 ? phone : laptop).say(`line ${at}`)))
  expect(new Set(said.map(({ document }) => document.conversation.id)).size).toBe(1)
  expect(said.map(({ document }) => document.message.seq).toSorted((a, b) => a - b)).toEqual(
    Array.from({ length: 20 }, (_, at) => at + 1),
  )
})

test('[CH2] the same clientId is the same message: at once, later, and after the end', async () => {
  const mia = await server.customer()
  const same = await Promise.all(Array.from({ length: 5 }, () => mia.say('Hello?', 'client-0001')))
  expect(new Set(same.map(({ document }) => document.message.seq))).toEqual(new Set([1]))
  await mia.say('Anybody?', 'client-0002')
  const { id } = same[0]?.document.conversation ?? { id: '' }
  await mia.call('POST', 'end', { conversationId: id })
  const again = await mia.say('Anybody?', 'client-0002')
  expect(again.document).toMatchObject({ conversation: { id, state: 'closed' }, message: { seq: 2 } })
  expect(await textsOf(mia)).toEqual(['customer: Hello?', 'customer: Anybody?', 'system: The conversation is over.'])
})

test('[CH2] an agent may use an id that a customer used', async () => {
  const desk = await server.agent('agent01')
  const { widget, id } = await server.talk(desk)
  await widget.say('Mine', 'client-0001')
  const body = { clientId: 'client-0001', text: 'Also mine' }
  const [first, again] = [
    await desk.get('sayInConversation', { params: { id }, body }),
    await desk.get('sayInConversation', { params: { id }, body }),
  ]
  expect([first.message.seq, again.message.seq]).toEqual([3, 3])
})

test('[CH2] an agent who has handed it on hears of what they said before, and says nothing more', async () => {
  const anna = await server.agent('agent01')
  const { widget, id } = await server.talk(anna)
  const body = { clientId: 'agent-0001', text: 'I hand you on' }
  await anna.get('sayInConversation', { params: { id }, body })
  await anna.get('transferConversation', { params: { id }, body: { campaign: 'inbound-support' } })
  expect((await anna.get('sayInConversation', { params: { id }, body })).message.seq).toBe(2)
  const more = { params: { id }, body: { ...body, clientId: 'agent-0002' } }
  expect(refusalOf(await anna.call('sayInConversation', more)).code).toBe('chat.conversation')
  expect(await textsOf(widget)).toEqual([
    ...['customer: Hello', 'agent: I hand you on', 'system: The conversation was handed on.'],
  ])
})

test('[CH4] an agent speaks in an open conversation of theirs, in no other', async () => {
  const [anna, ben] = [await server.agent('agent01'), await server.agent('agent02', { ready: false })]
  const mia = await server.customer()
  await mia.say('Hello')
  const { id } = await server.conversation(anna, 'offered')
  const say = async (desk: TestBrowser) =>
    refusalOf(await desk.call('sayInConversation', { params: { id }, body: { clientId: 'agent-0001', text: 'Hi' } })).code
  expect([await say(anna), await say(ben)]).toEqual(['chat.conversation', 'chat.conversation'])
  await act(anna, id, { action: 'accept' })
  expect(await say(ben)).toBe('chat.conversation')
  expect(refusalOf(await ben.call('conversationMessages', { params: { id }, query: {} })).code).toBe('object.unknown')
  expect(refusalOf(await act(ben, id, { action: 'close' })).code).toBe('chat.conversation')
  await act(anna, id, { action: 'close' })
  expect(await say(anna)).toBe('chat.conversation')
})

test('[CH5] both sides’ marks reach the other, and only go up', async () => {
  const desk = await server.agent('agent01')
  const { widget, id } = await server.talk(desk)
  const feed = await widget.follow()
  await desk.get('markConversation', { params: { id }, body: { delivered: 1, read: 1 } })
  await desk.get('markConversation', { params: { id }, body: { delivered: 0, read: 0 } })
  const told = await feed.first('conversation', ({ conversation }) => conversation.agentMarks.read === 1)
  expect(told.conversation.agentMarks).toEqual({ delivered: 1, read: 1 })
  await widget.call('PUT', 'marks', { conversationId: id, delivered: 99, read: 0 })
  expect(await server.conversation(desk, 'open')).toMatchObject({ customerMarks: { delivered: 1, read: 0 } })
  expect((await widget.call('PUT', 'marks', { conversationId: 'else', delivered: 1, read: 1 })).code).toBe('object.unknown')
  feed.socket.close()
})

test('[CH6] [CH10] its agent ends it and wraps up, with a code of the list; the customer hears that it is over', async () => {
  const desk = await server.agent('agent01')
  const { widget, id } = await server.talk(desk)
  expect(refusalOf(await act(desk, id, { action: 'close', wrapUpCode: 'no-such' })).code).toBe('agent.wrapUpUnknown')
  expect(await textsOf(widget)).toEqual(['customer: Hello'])
  expect(await act(desk, id, { action: 'close' })).toMatchObject({ ok: true, value: { document: { state: 'wrapUp' } } })
  expect(await textsOf(widget)).toEqual(['customer: Hello', 'system: The conversation is over.'])
  expect(await act(desk, id, { action: 'wrapUp', wrapUpCode: 'solved' })).toMatchObject({
    value: { document: { state: 'closed', closedBy: 'agent', wrapUpCode: 'solved' } },
  })
  expect((await server.conversation(desk, 'closed')).id).toBe(id)
})

test('[CH6] the customer ends it: while it rings the agent is READY again at once, while it is open it is wrapped up', async () => {
  const desk = await server.agent('agent01')
  const mia = await server.customer()
  const { document } = await mia.say('Hello')
  await server.conversation(desk, 'offered')
  await mia.call('POST', 'end', { conversationId: document.conversation.id })
  const { agent } = await desk.get('session')
  expect(agent?.states.find(({ medium }) => medium === 'chat')).toMatchObject({ state: 'READY', interaction: null })
  const { id } = await server.talk(desk, 'Noah').then(async ({ widget, id }) => {
    await widget.call('POST', 'end', { conversationId: id })
    return { id }
  })
  expect(await server.conversation(desk, 'wrapUp')).toMatchObject({ id, closedBy: 'customer' })
})

test('[CH7] [CH10] [CH15] handed on to a colleague it waits for them with its history, and nobody else is asked', async () => {
  const anna = await server.agent('agent01')
  const { widget, id } = await server.talk(anna)
  // Cleo has been idle longer: without the wish she were asked.
  const cleo = await server.agent('agent03')
  server.stage.clock.advance(1_000)
  const ben = await server.agent('agent02')
  const { colleagues } = await anna.get('chatColleagues')
  expect(colleagues.map(({ userId, dialogs }) => [userId, dialogs]).toSorted()).toEqual([
    ['u-agent02', 0],
    ['u-agent03', 0],
  ])
  await anna.get('transferConversation', { params: { id }, body: { userId: 'u-agent02' } })
  await server.routed()
  expect((await cleo.get('conversations', { query: {} })).conversations).toEqual([])
  expect(await server.conversation(ben, 'offered')).toMatchObject({ id, last: { from: 'system' } })
  expect(await textsOf(widget)).toEqual(['customer: Hello', 'system: The conversation was handed on.'])
  await act(ben, id, { action: 'decline' })
  expect((await server.conversation(cleo, 'offered')).id).toBe(id)
  await act(cleo, id, { action: 'accept' })
  expect((await cleo.get('conversationMessages', { params: { id }, query: {} })).lastSeq).toBe(2)
})

test('[CH15] a colleague who is not READY, or has no dialog free, is not waited for', async () => {
  const anna = await server.agent('agent01')
  const first = await server.talk(anna, 'Ada')
  const second = await server.talk(anna, 'Bea')
  await anna.get('setState', { body: { medium: 'chat', state: 'NOT_READY', reasonCode: 11 } })
  const ben = await server.agent('agent02', { ready: false })
  const cleo = await server.agent('agent03')
  await anna.get('transferConversation', { params: { id: first.id }, body: { userId: 'u-agent02' } })
  expect((await server.conversation(cleo, 'offered')).id).toBe(first.id)
  await act(cleo, first.id, { action: 'accept' })
  await cleo.get('setState', { body: { medium: 'chat', state: 'NOT_READY', reasonCode: 11 } })
  await ben.get('setState', { body: { medium: 'chat', state: 'READY' } })
  for (const name of ['Cai', 'Dag', 'Eli']) await server.talk(ben, name)
  await cleo.get('setState', { body: { medium: 'chat', state: 'READY' } })
  await anna.get('transferConversation', { params: { id: second.id }, body: { userId: 'u-agent02' } })
  expect((await server.conversation(cleo, 'offered')).id).toBe(second.id)
})

test('[CH15] a colleague who is gone is waited for no longer', async () => {
  const anna = await server.agent('agent01')
  const { id } = await server.talk(anna)
  const [ben, cleo] = [await server.agent('agent02', { ready: false }), await server.agent('agent03')]
  await anna.get('transferConversation', { params: { id }, body: { userId: 'u-agent02' } })
  await ben.get('signOut', { body: {} })
  await anna.get('signOut', { body: {} })
  expect((await server.conversation(cleo, 'offered')).id).toBe(id)
})

test('[CH7] to nobody who is away, to oneself, to a campaign that is not the project’s: refused, and nothing is said', async () => {
  const anna = await server.agent('agent01')
  const { widget, id } = await server.talk(anna)
  const hand = async (body: { userId?: string; campaign?: string }) =>
    refusalOf(await anna.call('transferConversation', { params: { id }, body })).code
  expect(await hand({ userId: 'u-agent05' })).toBe('chat.transfer')
  expect(await hand({ userId: 'u-agent01' })).toBe('chat.transfer')
  expect(await hand({ campaign: 'outbound-sales' })).toBe('chat.transfer')
  expect(await hand({})).toBe('request.invalid')
  expect(await textsOf(widget)).toEqual(['customer: Hello'])
})

test('[CH8] [CH10] its agent signs out: it waits again in front, with a word of the system, and is offered to the next', async () => {
  const anna = await server.agent('agent01')
  const { widget, id } = await server.talk(anna)
  server.stage.clock.advance(60_000)
  const late = await server.customer('Noah')
  await late.say('Me too')
  await act(anna, (await server.conversation(anna, 'offered')).id, { action: 'decline' })
  await anna.get('signOut', { body: {} })
  await server.routed()
  const ben = await server.agent('agent02')
  expect(await server.conversation(ben, 'offered')).toMatchObject({ id })
  expect(await textsOf(widget, id)).toEqual(['customer: Hello', 'system: The conversation waits for an agent again.'])
})

test('[CH8] an agent who is lost keeps it for a while, then it waits again; what was to be wrapped up is closed', async () => {
  const { stage } = server
  const anna = await server.agent('agent01')
  const [open, over] = [await server.talk(anna), await server.talk(anna, 'Noah')]
  await act(anna, over.id, { action: 'close' })
  const caller = await anna.caller()
  if (!caller.ok) throw new Error('no caller')
  await stage.presence.dropped(caller.value)
  const agentOf = async () => (await stage.deps.store.tenant('demo').get('agents', { userId: 'u-agent01' }))?.agent
  const stateOf = async (id: string) => (await stage.deps.store.tenant('demo').get('conversations', { id }))?.conversation
  while ((await agentOf())?.lost === null) {
    stage.clock.advance(5_000)
    await stage.tick.run()
  }
  await server.routed()
  expect([(await stateOf(open.id))?.state, (await stateOf(over.id))?.state]).toEqual(['open', 'wrapUp'])
  stage.clock.advance(299_000)
  await server.routed()
  expect((await stateOf(open.id))?.state).toBe('open')
  stage.clock.advance(2_000)
  await server.routed()
  expect(await stateOf(open.id)).toMatchObject({ state: 'waiting', agentId: null })
  expect(await stateOf(over.id)).toMatchObject({ state: 'closed', wrapUpCode: null })
})

test('[CH9] a customer sees what they said on every device; an agent who has one reads the earlier ones, nobody else does', async () => {
  const [anna, ben] = [await server.agent('agent01'), await server.agent('agent02', { ready: false })]
  const { widget, id: first } = await server.talk(anna)
  await act(anna, first, { action: 'close', wrapUpCode: 'solved' })
  await widget.say('Again me')
  const { id: second } = await server.conversation(anna, 'offered')
  await act(anna, second, { action: 'decline' })
  await ben.get('setState', { body: { medium: 'chat', state: 'READY' } })
  expect((await server.conversation(ben, 'offered')).id).toBe(second)
  const { conversations } = await ben.get('conversations', { query: { customerOf: second } })
  expect(conversations.map(({ id }) => id)).toEqual([first])
  expect((await ben.get('conversationMessages', { params: { id: first }, query: {} })).messages[0]?.text).toBe('Hello')
  const other = await server.talk(await server.agent('agent03'), 'Noah')
  expect(refusalOf(await anna.call('conversations', { query: { customerOf: other.id } })).code).toBe('object.unknown')
  const phone = await server.customer()
  expect(phone.state?.threads.map(({ conversation }) => conversation.id)).toEqual([first, second])
  expect(phone.state?.threads.flatMap(({ messages }) => messages.map(({ text }) => text))).toContain('Again me')
})

test('[CH9] of a customer’s others an agent sees the last 20, while they have one of that customer’s; what is closed gives no right', async () => {
  const { store } = server.stage.deps
  const [anna, ben] = [await server.agent('agent01'), await server.agent('agent02', { ready: false })]
  const { id } = await server.talk(anna)
  const row = await store.tenant('demo').get('conversations', { id })
  if (!row) throw new Error('no conversation')
  // Ben had the oldest of 25.
  const earlier = Array.from({ length: 25 }, (_, at) => ({
    id: `earlier-${at}`,
    agentId: at === 0 ? 'u-agent02' : null,
    at: at + 1,
  }))
  await store.tenant('demo').transact(async (tx) => {
    for (const { id, agentId, at } of earlier) {
      const conversation = { ...row.conversation, id, agentId, state: 'closed', startedAt: at, closedAt: at } as const
      tx.put('conversations', { ...row, id, agentId, state: 'closed', closedAt: at, conversation })
    }
  })
  const others = async (customerOf: string) => (await anna.get('conversations', { query: { customerOf } })).conversations
  expect((await others(id)).map((each) => each.id)).toEqual(earlier.slice(-20).map((each) => each.id))
  expect((await others('earlier-24')).map((each) => each.id)).toEqual([...earlier.slice(-20, -1).map((each) => each.id), id])
  const messages = (desk: TestBrowser, of: string) => desk.call('conversationMessages', { params: { id: of }, query: {} })
  expect((await messages(anna, 'earlier-3')).ok).toBe(true)
  expect([(await messages(ben, 'earlier-0')).ok, (await messages(ben, 'earlier-3')).ok, (await messages(ben, id)).ok]).toEqual([
    true,
    false,
    false,
  ])
  await act(anna, id, { action: 'close' })
  expect((await messages(anna, 'earlier-3')).ok).toBe(true)
  await act(anna, id, { action: 'wrapUp' })
  expect(refusalOf(await messages(anna, 'earlier-3')).code).toBe('object.unknown')
})

test('[CH9] one customer never sees another’s, however they ask', async () => {
  const [mia, noah] = [await server.customer('Mia'), await server.customer('Noah')]
  const { document } = await mia.say('Secret')
  const { id } = document.conversation
  expect((await noah.call('POST', 'end', { conversationId: id })).code).toBe('object.unknown')
  expect(
    (await noah.call<NonNullable<WidgetClient['state']>>('POST', 'resume', { after: { [id]: 0 } })).document.threads,
  ).toEqual([])
})

test('[AG29] a desk that knows interactions only answers a chat, declines it and ends it; nobody holds one', async () => {
  const desk = await server.agent('agent01')
  const mia = await server.customer()
  await mia.say('Hello')
  const { id } = await server.conversation(desk, 'offered')
  const interact = (action: 'answer' | 'hold' | 'end') => desk.call('actOnInteraction', { params: { id }, body: { action } })
  const answered = await interact('answer')
  expect(answered.ok && answered.value.document.states.find(({ medium }) => medium === 'chat')?.state).toBe('READY')
  expect((await server.conversation(desk, 'open')).id).toBe(id)
  expect(refusalOf(await interact('hold')).code).toBe('agent.interaction')
  await interact('end')
  expect((await server.conversation(desk, 'wrapUp')).id).toBe(id)
})
