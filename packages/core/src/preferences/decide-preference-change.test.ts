import { describe, expect, it } from 'vitest'
import { decidePreferenceChange, type PreferenceRequest } from './decide-preference-change.ts'
import type { Rung, Viewer } from './resolve-preference.ts'

const admin: Viewer = { userId: 'ada', role: 'administrator' }
const anna: Viewer = { userId: 'anna', role: 'executive' }

function set(key: string, level: string, value: unknown, locked = false): PreferenceRequest {
  return { key, level, subjectRole: level.startsWith('user:') ? 'executive' : null, value, locked }
}
function rung(level: string, key: string, value: unknown, locked = false): Rung {
  return { level, key, value, locked, changedAt: 5, changedBy: 'ada' }
}
function codeOf(request: PreferenceRequest, who: Viewer, rungs: readonly Rung[] = []): string | null {
  const decision = decidePreferenceChange(request, rungs, who)
  return decision.ok ? null : decision.refusal.code
}

describe('who may change what', () => {
  it('[PF11] who manages preferences sets any level that the preference has', () => {
    for (const level of ['tenant', 'role:executive', 'user:anna'])
      expect(codeOf(set('desk.theme', level, 'dark'), admin)).toBeNull()
    expect(codeOf(set('lockout.maxFailures', 'user:anna', 6), admin)).toBe('preference.level')
    expect(codeOf(set('desk.theme', 'system', 'dark'), admin)).toBe('preference.level')
    expect(codeOf(set('desk.theme', 'role:wizard', 'dark'), admin)).toBe('preference.level')
    expect(codeOf(set('desk.theme', 'user:', 'dark'), admin)).toBe('preference.level')
  })

  it('[PF12] everyone sets the personal ones for themself, and nothing else', () => {
    expect(codeOf(set('desk.theme', 'user:anna', 'dark'), anna)).toBeNull()
    expect(codeOf(set('desk.theme', 'user:ben', 'dark'), anna)).toBe('permission.denied')
    expect(codeOf(set('desk.theme', 'tenant', 'dark'), anna)).toBe('permission.denied')
    expect(codeOf(set('continuity.maxPingFailures', 'user:anna', 9), anna)).toBe('permission.denied')
  })

  it('[PF9] an unknown key and a value that does not fit are refused', () => {
    expect(codeOf(set('desk.colour', 'tenant', 'red'), admin)).toBe('preference.unknown')
    expect(codeOf(set('desk.theme', 'tenant', 'neon'), admin)).toBe('preference.value')
  })
})

describe('locks', () => {
  it('[PF13] nothing is set below a lock, not even by who manages preferences', () => {
    const rungs = [rung('tenant', 'desk.theme', 'light', true)]
    expect(codeOf(set('desk.theme', 'user:anna', 'dark'), anna, rungs)).toBe('preference.locked')
    expect(codeOf(set('desk.theme', 'role:executive', 'dark'), admin, rungs)).toBe('preference.locked')
    expect(codeOf(set('desk.theme', 'tenant', 'dark', true), admin, rungs)).toBeNull()
  })

  it('[PF13] a role’s lock binds the users of that role', () => {
    const lock = (role: string) => [rung(`role:${role}`, 'desk.theme', 'light', true)]
    expect(codeOf(set('desk.theme', 'user:anna', 'dark'), anna, lock('executive'))).toBe('preference.locked')
    expect(codeOf(set('desk.theme', 'user:anna', 'dark'), anna, lock('supervisor'))).toBeNull()
    expect(codeOf(set('desk.theme', 'tenant', 'dark'), admin, lock('executive'))).toBeNull()
  })

  it('[PF13] a lock whose value no longer fits locks nothing', () => {
    expect(codeOf(set('desk.theme', 'user:anna', 'dark'), anna, [rung('tenant', 'desk.theme', 'neon', true)])).toBeNull()
  })

  it('[PF14] there is nothing to lock at a user’s own level', () => {
    expect(codeOf(set('desk.theme', 'user:anna', 'dark', true), anna)).toBe('preference.level')
  })
})

describe('what is to be stored', () => {
  it('[PF15] the change names what was there before', () => {
    const rungs = [rung('tenant', 'desk.theme', 'light')]
    expect(decidePreferenceChange(set('desk.theme', 'tenant', 'dark', true), rungs, admin)).toEqual({
      ok: true,
      value: { kind: 'set', key: 'desk.theme', level: 'tenant', value: 'dark', locked: true, previous: 'light' },
    })
    const reset = { key: 'desk.theme', level: 'tenant', subjectRole: null, reset: true } as const
    expect(decidePreferenceChange(reset, rungs, admin)).toMatchObject({ value: { kind: 'reset', previous: 'light' } })
    expect(decidePreferenceChange(reset, [], admin)).toMatchObject({ value: { kind: 'nothing' } })
  })

  it('[PF15] the same again is nothing', () => {
    const rungs = [rung('tenant', 'security.allowedOrigins', ['https://crm.example.com'])]
    const same = set('security.allowedOrigins', 'tenant', ['https://crm.example.com'])
    expect(decidePreferenceChange(same, rungs, admin)).toMatchObject({ value: { kind: 'nothing' } })
    const locked = { ...same, locked: true } as PreferenceRequest
    expect(decidePreferenceChange(locked, rungs, admin)).toMatchObject({ value: { kind: 'set', locked: true } })
  })
})
