import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { preferenceCatalogue } from './preference-catalogue.ts'
import { effectivePreferences, type Rung, resolvePreference, type Viewer } from './resolve-preference.ts'

const anna: Viewer = { userId: 'anna', role: 'executive' }

function rung(level: string, key: string, value: unknown, locked = false): Rung {
  return { level, key, value, locked, changedAt: 5, changedBy: 'admin' }
}

const theme = (...rungs: readonly Rung[]) => resolvePreference('desk.theme', rungs, anna)

describe('where a value comes from', () => {
  it('[PF1] the default, until someone sets one', () => {
    expect(theme()).toEqual({
      value: 'system',
      source: 'system',
      lockedAt: null,
      ladder: [{ level: 'system', value: 'system', locked: false, changedAt: null, changedBy: null }],
    })
  })

  it('[PF1] the user before the role before the tenant, whatever the order they are stored in', () => {
    const tenant = rung('tenant', 'desk.theme', 'light')
    const role = rung('role:executive', 'desk.theme', 'dark')
    const user = rung('user:anna', 'desk.theme', 'light')
    expect(theme(tenant)).toMatchObject({ value: 'light', source: 'tenant' })
    expect(theme(role, tenant)).toMatchObject({ value: 'dark', source: 'role:executive' })
    const all = theme(user, role, tenant)
    expect(all).toMatchObject({ value: 'light', source: 'user:anna', lockedAt: null })
    expect(all.ladder.map(({ level }) => level)).toEqual(['system', 'tenant', 'role:executive', 'user:anna'])
  })

  it('[PF2] other people’s and other roles’ levels do not count', () => {
    expect(theme(rung('user:ben', 'desk.theme', 'dark'), rung('role:supervisor', 'desk.theme', 'dark')).value).toBe('system')
  })

  it('[PF2] a level that the preference does not have does not count', () => {
    expect(resolvePreference('passwords.minLength', [rung('user:anna', 'passwords.minLength', 8)], anna).value).toBe(15)
  })

  it('[PF3] a lock overrules everything below, which stays on the ladder', () => {
    const resolved = theme(rung('tenant', 'desk.theme', 'light', true), rung('user:anna', 'desk.theme', 'dark'))
    expect(resolved).toMatchObject({ value: 'light', source: 'tenant', lockedAt: 'tenant' })
    expect(resolved.ladder).toHaveLength(3)
  })

  it('[PF3] the highest lock counts', () => {
    const tenant = rung('tenant', 'desk.theme', 'light', true)
    expect(theme(tenant, rung('role:executive', 'desk.theme', 'dark', true)).lockedAt).toBe('tenant')
  })

  it('[PF4] a stored value that no longer fits is passed over, lock and all', () => {
    const broken = rung('role:executive', 'desk.theme', 'neon', true)
    expect(theme(rung('tenant', 'desk.theme', 'dark'), broken)).toMatchObject({ value: 'dark', source: 'tenant', lockedAt: null })
  })

  it('[PF5] the pci preset is 10 failures and 30 minutes, unless numbers are set', () => {
    const pci = rung('tenant', 'lockout.preset', 'pci')
    const values = effectivePreferences([pci], anna)
    expect([values['lockout.maxFailures'], values['lockout.durationMs']]).toEqual([10, 1_800_000])
    const set = effectivePreferences([pci, rung('tenant', 'lockout.maxFailures', 6)], anna)
    expect([set['lockout.maxFailures'], set['lockout.durationMs']]).toEqual([6, 1_800_000])
  })
})

it('[PF1] every preference has a value, each as if looked up alone', () => {
  expect(Object.keys(effectivePreferences([], anna))).toEqual(Object.keys(preferenceCatalogue))
})

it('[PF4] whatever is stored, every value fits its preference', () => {
  const anyRung = fc.record({
    level: fc.constantFrom('tenant', 'role:executive', 'user:anna', 'user:ben', 'galaxy'),
    key: fc.constantFrom('desk.theme', 'agent.ringMs', 'continuity.autoRelogin', 'gone.key'),
    value: fc.oneof(fc.anything(), fc.constantFrom('dark', 6_000, false)),
    locked: fc.boolean(),
    changedAt: fc.nat(),
    changedBy: fc.constant(null),
  })
  fc.assert(
    fc.property(fc.array(anyRung, { size: 'max', maxLength: 20 }), (rungs) => {
      const values = effectivePreferences(rungs, anna)
      expect(['system', 'light', 'dark']).toContain(values['desk.theme'])
      expect(values['agent.ringMs']).toBeGreaterThanOrEqual(5_000)
      expect(typeof values['continuity.autoRelogin']).toBe('boolean')
    }),
  )
})
