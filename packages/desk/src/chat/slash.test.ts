import { expect, test } from 'vitest'
import { findReplies, findSlash, insertReply } from './slash.ts'

test('[DK13] a slash counts at the beginning of the text or of a word, up to the caret', () => {
  expect(findSlash('/', 1)).toEqual({ from: 0, query: '' })
  expect(findSlash('Hello /gre', 10)).toEqual({ from: 6, query: 'gre' })
  expect(findSlash('Hello\n/gre later', 10)).toEqual({ from: 6, query: 'gre' })
  for (const [text, caret] of [
    ['and/or', 6],
    ['https://shop', 12],
    ['/gre eting', 10],
    ['/gre', 0],
    ['no', 2],
  ] as const)
    expect(findSlash(text, caret), text).toBeNull()
})

test('[DK13] a reply takes the place of the slash and what was typed after it', () => {
  const text = 'Dear Erika, /gre and more'
  const slash = findSlash(text, 16)
  expect(slash).not.toBeNull()
  if (slash === null) return
  expect(insertReply(text, slash, 16, 'good morning!')).toEqual({ text: 'Dear Erika, good morning! and more', caret: 25 })
})

test('[DK13] replies are found by title and id first, then by their text, without marks and in any case', () => {
  const replies = [
    { id: 'bye', title: 'Goodbye', text: 'Thanks, and GREETINGS home' },
    { id: 'hello', title: 'Grüße', text: 'Hello' },
    { id: 'regret', title: 'Sorry', text: 'Sorry' },
    { id: 'refund', title: 'Refund', text: 'The money is on its way' },
  ]
  expect(findReplies(replies, 'gru').map(({ id }) => id)).toEqual(['hello'])
  expect(findReplies(replies, 'gre').map(({ id }) => id)).toEqual(['regret', 'bye'])
  expect(findReplies(replies, '')).toBe(replies)
  expect(findReplies(replies, 'nothing')).toEqual([])
})
