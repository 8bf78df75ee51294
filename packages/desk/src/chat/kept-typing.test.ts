import { expect, test } from 'vitest'
import { createKeptTyping, forgetTyping } from './kept-typing.ts'

/** A browser's storage, as far as it goes here. */
function shelf(fails = false): Storage {
  const held = new Map<string, string>()
  return {
    get length() {
      return held.size
    },
    clear: () => held.clear(),
    getItem: (key) => held.get(key) ?? null,
    key: (index) => [...held.keys()][index] ?? null,
    removeItem: (key) => void held.delete(key),
    setItem(key, value) {
      if (fails) throw new Error('QuotaExceededError')
      held.set(key, value)
    },
  }
}
const outgoing = (clientId: string, at: number) => ({
  ...{ clientId, conversationId: 'c1', who: 'Erika', text: `text of ${clientId}`, at, state: 'waiting' as const, refusal: null },
})

test('[DK9] drafts stand by conversation, and what was under way is found in its order', () => {
  const store = shelf()
  const before = createKeptTyping(store, 'demo agent01')
  before.keepDraft('c1', 'half a sen')
  before.keepDraft('c2', 'other')
  before.keepDraft('c2', '')
  before.keepOutgoing(outgoing('second', 2))
  before.keepOutgoing(outgoing('first', 1))
  const after = createKeptTyping(store, 'demo agent01')
  expect([after.draftOf('c1'), after.draftOf('c2')]).toEqual(['half a sen', ''])
  expect(after.outbox()).toEqual([outgoing('first', 1), outgoing('second', 2)])
  after.dropOutgoing('first')
  expect(createKeptTyping(store, 'demo agent01').outbox()).toEqual([outgoing('second', 2)])
})

test('[DK9] [S-58] the next person at this desk finds nothing, nor does anybody after a sign-out', () => {
  const store = shelf()
  store.setItem('hotseat.remembered', 'stays')
  createKeptTyping(store, 'demo agent01').keepDraft('c1', 'for Erika')
  expect(createKeptTyping(store, 'demo agent02').draftOf('c1')).toBe('')
  expect(createKeptTyping(store, 'demo agent01').draftOf('c1')).toBe('')
  createKeptTyping(store, 'demo agent01').keepDraft('c1', 'for Erika')
  forgetTyping(store)
  expect(createKeptTyping(store, 'demo agent01').draftOf('c1')).toBe('')
  expect(store.getItem('hotseat.remembered')).toBe('stays')
})

test('[DK9] what does not fit counts as never kept, and a full storage costs nothing but what it would have kept', () => {
  const store = shelf()
  for (const [id, value] of Object.entries({ a: 'no json', b: 'null', c: '{"text":1,"conversationId":"c","at":1}' }))
    store.setItem(`hotseat.chat.me.out.${id}`, value)
  expect(createKeptTyping(store, 'me').outbox()).toEqual([])
  const full = createKeptTyping(shelf(true), 'me')
  full.keepDraft('c1', 'text')
  expect(full.draftOf('c1')).toBe('')
})

test('[DK9] drafts to conversations that are not mine any more are forgotten, messages under way are not', () => {
  const kept = createKeptTyping(shelf(), 'me')
  kept.keepDraft('c1', 'one')
  kept.keepDraft('c2', 'two')
  kept.keepOutgoing(outgoing('m', 1))
  kept.keepOnly(['c2'])
  expect([kept.draftOf('c1'), kept.draftOf('c2'), kept.outbox().length]).toEqual(['', 'two', 1])
})
