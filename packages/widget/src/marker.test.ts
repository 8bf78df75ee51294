import { expect, test } from 'vitest'
import { dueMark, hasUnseen } from './marker.ts'
import { message, thread } from './testing/thread.ts'
import { unreadCount } from './unread.ts'
import { initialView } from './view-state.ts'

const heard = [message(1), message(2, { from: 'agent' }), message(3, { from: 'agent' })]
const marks = (delivered: number, read: number) => ({ customerMarks: { delivered, read } })

test('[CW9] [CH5] what arrives is marked as delivered, and as read once it was seen', () => {
  const arrived = { ...initialView, threads: [thread(heard)] }
  expect(dueMark(arrived)).toEqual({ conversationId: 'c1', delivered: 3, read: 0 })
  expect(hasUnseen(arrived)).toBe(true)
  const seen = { ...initialView, threads: [thread(heard, marks(3, 0))], seen: { c1: 3 } }
  expect(dueMark(seen)).toEqual({ conversationId: 'c1', delivered: 3, read: 3 })
  expect([hasUnseen(seen), dueMark({ ...seen, threads: [thread(heard, marks(3, 3))] })]).toEqual([false, null])
})

test('[CW9] nothing is marked for what one says oneself', () => {
  expect(dueMark({ ...initialView, threads: [thread([message(1), message(2)])] })).toBeNull()
})

test('[CW9] the launcher counts what agents said and nobody saw, here or on another device', () => {
  const unread = (read: number, seen = 0) =>
    unreadCount({
      ...initialView,
      threads: [thread([...heard, message(4, { from: 'system' })], marks(3, read))],
      seen: { c1: seen },
    })
  expect([unread(0), unread(2), unread(0, 2), unread(3)]).toEqual([2, 1, 1, 0])
})
