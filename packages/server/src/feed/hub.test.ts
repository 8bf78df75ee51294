import { type FeedEvent, maySeeEvent, type NewEvent, roles } from '@hotseat/core'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createMemoryStore } from '../store/memory/create-memory-store.ts'
import type { FeedListener } from '../store/store.ts'
import { createHub } from './hub.ts'
import { replay } from './replay.ts'

const users = ['ann', 'ben', 'cy']
const events: readonly NewEvent[] = users.flatMap((userId): NewEvent[] => [
  { kind: 'note.saved', userId, data: { version: 1 } },
  { kind: 'session.dropped', userId, data: { sessionId: 's' } },
  { kind: 'agent.signedOut', userId, data: { reasonCode: null } },
  { kind: 'agent.messaged', userId, data: { text: 'x', from: 'ann' } },
  { kind: 'signIn.blocked', userId: null, data: { username: userId, address: '', untilAt: 1 } },
  { kind: 'preference.reset', userId: null, data: { level: `user:${userId}`, key: 'k', previous: 1 } },
  { kind: 'preference.reset', userId: null, data: { level: 'role:executive', key: 'k', previous: 1 } },
  { kind: 'preferences.reloaded', userId: null, data: { by: null } },
  ...users.map((userId): NewEvent => ({ kind: 'recording.stopped', userId, data: { recordingId: 'r', stoppedAt: 1 } })),
  { kind: 'session.ended', userId: 'ann', data: { sessionId: 'r1', reason: 'signedOut', by: null } },
])

test('[FD2] [S-62] [RC23] each follower is sent exactly what the rule lets them see, in order', () => {
  const follower = fc.record({
    userId: fc.constantFrom(...users),
    role: fc.constantFrom(...roles),
    tenantId: fc.constantFrom('a', 'b'),
    recorder: fc.constantFrom({}, {}, { recorderSession: 'r1' }),
  })
  fc.assert(
    fc.property(
      fc.array(follower, { maxLength: 8 }),
      fc.array(fc.constantFrom(...events), { maxLength: 12 }),
      (people, happened) => {
        let tell: FeedListener = () => undefined
        const hub = createHub({
          subscribe: (listener) => {
            tell = listener
            return () => undefined
          },
        })
        const followers = people.map(({ tenantId, recorder, ...person }) => {
          const viewer = { ...person, ...recorder }
          const got: number[] = []
          return { tenantId, viewer, got, send: (frame: string) => void got.push(JSON.parse(frame).offset) }
        })
        for (const person of followers) hub.add(person)
        const feed = happened.map((event, index): FeedEvent => ({ ...event, offset: index + 1, at: 1, by: null }))
        tell('a', feed)
        for (const { tenantId, viewer, got } of followers) {
          const wanted = tenantId === 'a' ? feed.filter((event) => maySeeEvent(event, viewer)).map(({ offset }) => offset) : []
          expect(got).toEqual(wanted)
        }
      },
    ),
  )
})

test('[FD2] what was read from a store that is ahead of the hub does not come again', async () => {
  let tell: FeedListener = () => undefined
  const hub = createHub({
    subscribe: (listener) => {
      tell = listener
      return () => undefined
    },
  })
  const store = createMemoryStore().tenant('a')
  const saved: NewEvent = { kind: 'note.saved', userId: 'ann', data: { version: 1 } }
  await store.transact(async (tx) => {
    for (let each = 0; each < 3; each++) await tx.emit(saved, { at: 1, by: 'ann' })
  })
  const got: unknown[] = []
  const send = (frame: string) => void got.push(JSON.parse(frame).offset)
  const viewer = { userId: 'ann', role: 'executive' } as const
  const follower = { tenantId: 'a', viewer, send, isOpen: () => true, flushed: async () => undefined }
  expect(await replay(store, hub, follower, 1)).toBe(3)
  tell('a', await store.events({ limit: 10 }))
  tell('a', [{ ...saved, offset: 4, at: 1, by: 'ann' }])
  const hello = 1
  expect(got).toEqual([hello, 2, 3, 4])
})
