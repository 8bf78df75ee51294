import { expect, test } from 'vitest'
import { conversation, message } from './chat-rig.ts'
import { dialogsOf, lastOf, unreadOf, viewList, wantsAgent } from './list-view.ts'

test('offers stand on top by when they rang; open ones keep their place; the last that closed is the first of those', () => {
  const rows = [
    conversation({ id: 'late', state: 'closed', closedAt: 9 }),
    conversation({ id: 'young', startedAt: 5 }),
    conversation({ id: 'ring2', state: 'offered', offeredAt: 8 }),
    conversation({ id: 'early', state: 'closed', closedAt: 3 }),
    conversation({ id: 'old', startedAt: 2 }),
    conversation({ id: 'ring1', state: 'offered', offeredAt: 6 }),
    conversation({ id: 'done', state: 'wrapUp' }),
    conversation({ id: 'hers', agentId: 'you' }),
  ]
  const ids = Object.values(viewList(rows, 'me')).map((part) => part.map(({ id }) => id))
  expect(ids).toEqual([['ring1', 'ring2'], ['old', 'young'], ['done'], ['late', 'early']])
})

test('[CH12] what is to be wrapped up takes a dialog, what rings does not', () => {
  const rows = [conversation(), conversation({ id: 'c2', state: 'wrapUp' }), conversation({ id: 'c3', state: 'offered' })]
  expect(dialogsOf(rows, 'me')).toBe(2)
  expect(dialogsOf(rows, 'you')).toBe(0)
})

test('a conversation wants me when it rings, when the customer spoke last and I did not see it, and when it is to be wrapped up', () => {
  const last = message(3)
  expect(wantsAgent(conversation({ last }))).toBe(true)
  expect(wantsAgent(conversation({ last, agentMarks: { delivered: 3, read: 3 } }))).toBe(false)
  expect(wantsAgent(conversation({ last: message(3, { from: 'agent' }) }))).toBe(false)
  expect(['offered', 'wrapUp', 'closed'].map((state) => wantsAgent({ ...conversation(), state } as never))).toEqual([
    true,
    true,
    false,
  ])
})

test('unread counts what the customer said past my mark; the last line is the newest that is known', () => {
  const messages = [message(1), message(2, { from: 'agent' }), message(3), message(4)]
  expect(unreadOf(conversation({ agentMarks: { delivered: 4, read: 1 } }), messages)).toBe(2)
  expect(lastOf(conversation({ last: message(9) }), messages)?.seq).toBe(9)
  expect(lastOf(conversation({ last: message(3) }), messages)?.seq).toBe(4)
  expect(lastOf(conversation(), [])).toBeNull()
})
