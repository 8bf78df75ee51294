import { type FeedEvent, maySeeEvent, type NewEvent, roles } from '@hotseat/core'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { FeedListener } from '../store/store.ts'
import { createHub } from './hub.ts'

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
])

test('[FD2] [S-62] each follower is sent exactly what the rule lets them see, in order', () => {
  const follower = fc.record({
    userId: fc.constantFrom(...users),
    role: fc.constantFrom(...roles),
    tenantId: fc.constantFrom('a', 'b'),
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
        const followers = people.map(({ tenantId, ...viewer }) => {
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
