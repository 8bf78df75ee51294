import { describe, expect, it } from 'vitest'
import { createAgent } from '../agent/evolve-agent.ts'
import type { EventData, EventKind, NewEvent } from '../events.ts'
import type { Role } from '../roles.ts'
import { maySeeEvent } from './may-see-event.ts'

const as = (role: Role, userId = 'viewer') => ({ userId, role })

/** An event about somebody else; only what the rule looks at is filled in. */
function event<K extends EventKind>(kind: K, data: Partial<EventData[K]>, userId: string | null = 'anna'): NewEvent {
  return { kind, userId, data } as unknown as NewEvent
}
const floor = [
  event('agent.signedIn', { agent: createAgent('anna'), kept: false }),
  event('agent.stateChanged', {}),
  event('interaction.offered', {}),
  event('session.dropped', { sessionId: 's1', role: 'professional-agent' }),
  event('session.connected', { role: 'executive' }),
  event('session.resumed', { role: 'executive' }),
  event('session.ended', { role: 'executive' }),
  event('session.started', { role: 'executive' }),
]
const hidden = [
  event('note.saved', { version: 1 }),
  event('agent.messaged', { text: 'call me', from: 'ben' }),
  event('session.started', { role: 'administrator' }),
  event('session.connected', { role: 'supervisor' }),
  event('session.dropped', { role: 'analyst' }),
  event('session.resumed', { role: 'administrator' }),
  event('session.ended', { role: 'user-access-manager' }),
  event('session.dropped', { sessionId: 'of before roles were told' }),
  event('signIn.failed', { username: 'anna', cause: 'credentials' }),
  event('user.created', { username: 'anna' }),
  event('access.denied', { what: 'x' }),
]

describe('who sees what of the feed', () => {
  it('[RO3] everyone sees what is about themself', () => {
    for (const each of [...floor, ...hidden]) expect(maySeeEvent(each, as('executive', 'anna'))).toBe(true)
  })

  it('[RC18] [RO6] a recorder’s session is nothing that moves on the floor', () => {
    const of = (application: string) => [
      event('session.started', { role: 'executive', application }),
      event('session.connected', { role: 'executive', application }),
      event('session.dropped', { role: 'executive', application }),
      event('session.resumed', { role: 'executive', application }),
      event('session.ended', { role: 'executive', application }),
    ]
    expect(of('recorder').map((each) => maySeeEvent(each, as('supervisor')))).toEqual([false, false, false, false, false])
    expect(of('hotseat').every((each) => maySeeEvent(each, as('supervisor')))).toBe(true)
  })

  it('[RC23] a recorder hears what is recorded of its agent and its own end, whatever its person may see', () => {
    for (const role of ['executive', 'administrator'] as const) {
      const recorder = { ...as(role, 'anna'), recorderSession: 'r1' }
      for (const each of [...floor, ...hidden]) expect(maySeeEvent(each, recorder)).toBe(false)
      const tenant = event('preference.changed', { level: 'tenant', key: 'agent.ringMs' }, null)
      const others = event('recording.paused', {}, 'ben')
      const watched = event('recording.watched', {})
      const sister = event('session.ended', { sessionId: 's1', role: 'executive' })
      for (const each of [tenant, others, watched, sister]) expect(maySeeEvent(each, recorder)).toBe(false)
      const own = event('session.ended', { sessionId: 'r1', role: 'executive' })
      for (const each of [event('recording.paused', {}), own]) expect(maySeeEvent(each, recorder)).toBe(true)
    }
  })

  it('[RO4] an agent sees nothing of the others', () => {
    for (const each of [...floor, ...hidden]) expect(maySeeEvent(each, as('executive'))).toBe(false)
  })

  it('[RO5] everyone sees the settings they work with', () => {
    const tenant = event('preference.changed', { level: 'tenant', key: 'agent.ringMs' }, null)
    const role = event('preference.reset', { level: 'role:executive', key: 'agent.ringMs' }, null)
    const user = event('preference.changed', { level: 'user:anna', key: 'desk.theme' }, null)
    expect([tenant, role, user].map((each) => maySeeEvent(each, as('executive', 'anna')))).toEqual([true, true, true])
    expect([tenant, role, user].map((each) => maySeeEvent(each, as('supervisor')))).toEqual([true, false, false])
    expect(maySeeEvent(event('settings.changed', { kind: 'campaign' }, null), as('executive'))).toBe(true)
    expect(maySeeEvent(event('preferences.reloaded', { by: null }, null), as('executive'))).toBe(true)
  })

  it('[RO6] a supervisor sees the floor and no more', () => {
    for (const each of floor) expect(maySeeEvent(each, as('supervisor'))).toBe(true)
    for (const each of hidden) expect(maySeeEvent(each, as('supervisor'))).toBe(false)
  })

  it('[RO7] who reads the audit trail sees everything', () => {
    for (const role of ['administrator', 'analyst', 'user-access-manager'] as const) {
      for (const each of [...floor, ...hidden]) expect(maySeeEvent(each, as(role))).toBe(true)
    }
  })

  it('[RC45] [RC47] agents and floors see what becomes of a recording, but not who looked for it or watched it', () => {
    const asked = event('recording.paused', { recordingId: 'r', at: 1, by: 'anna' })
    expect([as('executive', 'anna'), as('executive'), as('supervisor')].map((who) => maySeeEvent(asked, who))).toEqual([
      ...[true, false, true],
    ])
    for (const kind of ['recording.listed', 'recording.watched', 'recording.removed'] as const) {
      const watched = event(kind, { recordingId: 'r' })
      const viewers = [as('executive', 'anna'), as('supervisor'), as('analyst'), as('administrator')]
      expect(viewers.map((who) => maySeeEvent(watched, who))).toEqual([false, false, true, true])
    }
  })
})
