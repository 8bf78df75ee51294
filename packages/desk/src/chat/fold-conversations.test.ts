import type { FeedEvent, NewEvent } from '@hotseat/core'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { conversation } from './chat-rig.ts'
import { foldConversations, mergeConversations } from './fold-conversations.ts'

const told = (event: NewEvent, at = 9_000): FeedEvent => ({ ...event, offset: 1, at, by: null })
const about = { userId: 'me' } as const

test('[DK11] an offer to me asks for the list, for the event has no name and no text; an offer to others does not', () => {
  const offer = (agentId: string) =>
    foldConversations([], told({ kind: 'conversation.offered', userId: agentId, data: { conversationId: 'c9', agentId } }), 'me')
  expect(offer('me')).toEqual({ list: [], mustRead: true })
  expect(offer('you')).toEqual({ list: [], mustRead: false })
})

test('[DK11] a conversation opens, ends and is wrapped up as the feed tells, before the list is read again', () => {
  const offered = conversation({ state: 'offered', offerUntil: 12_000, waitingSince: 1_000 })
  const opened = foldConversations(
    [offered],
    told({ kind: 'conversation.accepted', ...about, data: { conversationId: 'c1', agentId: 'me' } }),
    'me',
  )
  expect(opened).toMatchObject({ mustRead: true, list: [{ state: 'open', offerUntil: null, waitingSince: null }] })
  const ended = foldConversations(
    opened.list,
    told({ kind: 'conversation.ended', ...about, data: { conversationId: 'c1', by: 'customer', needsWrapUp: true } }),
    'me',
  )
  expect(ended.list).toMatchObject([{ state: 'wrapUp', closedAt: 9_000, closedBy: 'customer' }])
  const wrapped = foldConversations(
    ended.list,
    told({ kind: 'conversation.wrappedUp', ...about, data: { conversationId: 'c1', wrapUpCode: 'praise' } }),
    'me',
  )
  expect(wrapped.list).toMatchObject([{ state: 'closed', wrapUpCode: 'praise' }])
})

test('[DK11] one that is missed, handed on or lost leaves the list of the one who had it, and of nobody else', () => {
  const leaving: readonly NewEvent[] = [
    { kind: 'conversation.missed', ...about, data: { conversationId: 'c1', agentId: 'me', cause: 'declined' } },
    { kind: 'conversation.transferred', ...about, data: { conversationId: 'c1', from: 'me', campaign: 'x', agentId: null } },
    { kind: 'conversation.requeued', ...about, data: { conversationId: 'c1', from: 'me', cause: 'agentLost' } },
  ]
  for (const event of leaving) {
    expect(foldConversations([conversation()], told(event), 'me').list, event.kind).toEqual([])
    expect(foldConversations([conversation({ agentId: 'you' })], told(event), 'you').list, event.kind).toHaveLength(1)
  }
})

const anEvent = fc.oneof(
  fc.nat(9).map((seq): NewEvent => ({ kind: 'message.sent', ...about, data: { conversationId: 'c1', seq, from: 'customer' } })),
  fc.record({ side: fc.constantFrom('agent' as const, 'customer' as const), read: fc.nat(9), delivered: fc.nat(9) }).map(
    ({ side, read, delivered }): NewEvent => ({
      kind: 'conversation.marked',
      ...about,
      data: { conversationId: 'c1', side, marks: { read, delivered } },
    }),
  ),
)

test('[DK11] numbers and marks only go up: in any order, twice, and over a list that was read before or after', () => {
  fc.assert(
    fc.property(fc.array(anEvent, { maxLength: 12 }), fc.nat(12), (events, readAt) => {
      let list: readonly ReturnType<typeof conversation>[] = [conversation()]
      const fresh = events.slice(0, readAt).reduce((known, event) => foldConversations(known, told(event), 'me').list, list)
      for (const event of [...events, ...events.toReversed()]) {
        const next = foldConversations(list, told(event), 'me').list
        for (const name of ['agentMarks', 'customerMarks'] as const)
          expect(next[0]?.[name].read).toBeGreaterThanOrEqual(list[0]?.[name].read ?? 0)
        expect(next[0]?.lastSeq).toBeGreaterThanOrEqual(list[0]?.lastSeq ?? 0)
        list = next
      }
      expect(mergeConversations(list, fresh)).toEqual(list)
      expect(mergeConversations([], fresh)).toEqual(fresh)
    }),
  )
})
