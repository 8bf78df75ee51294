import fc from 'fast-check'
import { expect, it } from 'vitest'
import { decideSessionTime, type SessionTimes, sessionDueAt, sessionExpiresAt } from './session-time.ts'

const hour = 3_600_000
const policy = { idleMs: 4 * hour, graceMs: 30_000, signOutAfterMs: hour }
const live: SessionTimes = { expiresAt: 12 * hour, activeAt: 0, droppedAt: null, endedAt: null, graceHandled: false }

it('[SO16] [S-23] the absolute lifetime counts from the last real authentication', () => {
  expect(sessionExpiresAt(1_000, 12 * hour)).toBe(1_000 + 12 * hour)
  const active = { ...live, activeAt: 12 * hour - 1 }
  expect(decideSessionTime(active, policy, 12 * hour - 1)).toBe('nothing')
  expect(decideSessionTime(active, policy, 12 * hour)).toBe('expired')
})

it('[SO17] [S-23] thirteen hours of keep-alives without a person end at the idle limit', () => {
  const ends = Array.from({ length: 13 * 180 }, (_, index) => index * 20_000).find(
    (now) => decideSessionTime(live, policy, now) !== 'nothing',
  )
  expect(ends).toBe(4 * hour)
  expect(decideSessionTime(live, policy, 4 * hour)).toBe('idle')
})

it('[SO18] a dropped session loses its agent after the grace period, once, and ends an hour after the drop', () => {
  const dropped = { ...live, droppedAt: hour }
  expect(decideSessionTime(dropped, policy, hour + 29_999)).toBe('nothing')
  expect(decideSessionTime(dropped, policy, hour + 30_000)).toBe('connectionGrace')
  const handled = { ...dropped, graceHandled: true }
  expect(decideSessionTime(handled, policy, 2 * hour - 1)).toBe('nothing')
  expect(decideSessionTime(handled, policy, 2 * hour)).toBe('connectionSignOut')
})

it('[SO26] without a socket the idle limit ends a session as the loss does, because nobody hears what a person does', () => {
  const dropped = { ...live, droppedAt: 3.5 * hour, graceHandled: true }
  expect(decideSessionTime(dropped, policy, 4 * hour - 1)).toBe('nothing')
  expect(decideSessionTime(dropped, policy, 4 * hour)).toBe('connectionSignOut')
})

it('[SO18] an end comes before a loss', () => {
  const dropped = { ...live, droppedAt: 0 }
  expect(decideSessionTime(dropped, policy, 20 * hour)).toBe('expired')
  expect(decideSessionTime({ ...dropped, expiresAt: 99 * hour, activeAt: 19 * hour }, policy, 20 * hour)).toBe(
    'connectionSignOut',
  )
})

it('[SO19] the due moment is exactly when something happens', () => {
  const moment = fc.nat(13 * hour)
  const times = fc.record({
    expiresAt: moment,
    activeAt: moment,
    droppedAt: fc.option(moment),
    endedAt: fc.option(moment, { freq: 8 }),
    graceHandled: fc.boolean(),
  })
  fc.assert(
    fc.property(times, (session) => {
      const dueAt = sessionDueAt(session, policy)
      expect(dueAt === null).toBe(session.endedAt !== null)
      const before = dueAt === null ? 99 * hour : dueAt - 1
      expect(decideSessionTime(session, policy, before)).toBe('nothing')
      if (dueAt !== null) expect(decideSessionTime(session, policy, dueAt)).not.toBe('nothing')
    }),
  )
})
