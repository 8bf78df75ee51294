import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isOrigin } from './is-origin.ts'
import { parsePreferenceValue } from './parse-preference-value.ts'
import {
  ameyoPreferenceKeys,
  isPreferenceKey,
  lockoutPresets,
  type PreferenceKey,
  preferenceCatalogue,
} from './preference-catalogue.ts'
import type { PreferenceSpec } from './preference-spec.ts'

const rows = Object.entries(preferenceCatalogue) as [PreferenceKey, PreferenceSpec][]

describe('the catalogue', () => {
  it.each(rows)('[PF7] the default of %s is a value of it', (key, spec) => {
    expect(parsePreferenceValue(key, spec.defaultValue)).toEqual({ ok: true, value: spec.defaultValue })
  })

  it.each(rows)('[PF7] %s has help of one to three sentences, a level, and the group of its name', (key, spec) => {
    expect(spec.help).toMatch(/^[^.!?].*[.]$/)
    expect(spec.help.split(/[.] /).length).toBeLessThanOrEqual(3)
    expect(spec.levels.length).toBeGreaterThan(0)
    expect(key.startsWith(`${spec.group}.`)).toBe(true)
    expect(spec.personal).toBe(spec.personal && spec.levels.includes('user'))
  })

  it('[PF8] the defaults are those of the published APIs', () => {
    const published = {
      'continuity.keepAliveMs': 20_000,
      'continuity.overdueCheckMs': 12_000,
      'continuity.maxPingFailures': 3,
      'continuity.echoIntervalMs': 3_000,
      'lockout.maxFailures': 5,
      'lockout.durationMs': 300_000,
    } as const
    for (const [key, value] of Object.entries(published)) {
      expect(preferenceCatalogue[key as keyof typeof published].defaultValue).toBe(value)
    }
    expect(ameyoPreferenceKeys).toEqual({ isAutoReloginEnabled: 'continuity.autoRelogin' })
    expect(preferenceCatalogue['continuity.autoRelogin'].defaultValue).toBe(true)
  })

  it('[PF8] what decides on security is the tenant’s alone', () => {
    const groups = ['lockout', 'passwords', 'security']
    for (const [, spec] of rows) if (groups.includes(spec.group)) expect(spec.levels).toEqual(['tenant'])
  })

  it('[PF8] the presets fit the bounds', () => {
    for (const preset of Object.values(lockoutPresets)) {
      for (const [key, value] of Object.entries(preset)) {
        expect(parsePreferenceValue(key as PreferenceKey, value).ok).toBe(true)
      }
    }
  })

  it('[PF9] only own names are keys', () => {
    expect(isPreferenceKey('desk.theme')).toBe(true)
    for (const key of ['toString', '__proto__', 'constructor', '', 'desk']) expect(isPreferenceKey(key)).toBe(false)
  })
})

describe('values', () => {
  it.each(rows.filter(([, { minimum }]) => minimum !== null))('[PF9] %s holds its bounds', (key, { minimum, maximum }) => {
    const fits = (value: unknown) => parsePreferenceValue(key, value).ok
    expect([minimum, maximum].map(fits)).toEqual([true, true])
    expect([(minimum ?? 0) - 1, (maximum ?? 0) + 1, (minimum ?? 0) + 0.5, Number.NaN, `${minimum}`, null].some(fits)).toBe(false)
  })

  it.each(rows)('[PF9] %s takes no other type and never throws', (key, { type }) => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        const parsed = parsePreferenceValue(key, value)
        if (!parsed.ok) expect(parsed.refusal).toMatchObject({ code: 'preference.value', field: 'value' })
        else
          expect(typeof value).toBe(
            { boolean: 'boolean', integer: 'number', durationMs: 'number', origins: 'object', originPatterns: 'object' }[
              type as 'boolean'
            ] ?? 'string',
          )
      }),
      { numRuns: 30 },
    )
  })

  it('[PF10] [S-32] an origin is exact', () => {
    const good = [
      'https://crm.example.com',
      'https://crm.example.com:8443',
      'https://xn--bcher-kva.example',
      'http://localhost:5173',
      'http://127.0.0.1:3000',
      'http://[::1]:3000',
    ]
    const bad = [
      '*',
      'null',
      '',
      'https://*',
      'https://*.example.com',
      'http://crm.example.com',
      'https://crm.example.com/',
      'https://crm.example.com/path',
      'https://crm.example.com.',
      'https://Crm.example.com',
      'https://crm.example.com:443',
      'https://crm.example.com:0',
      'https://crm.example.com:70000',
      'https://user@crm.example.com',
      'https://crm.example.com%60.evil.tld',
      'https://crm.example.com https://other.example.com',
      'https://crm.example.com\n',
      'https://bücher.example',
      'http://localhost.evil.tld',
      'http://localhost:80',
      'chrome-extension://abc',
      'ws://localhost',
    ]
    expect(good.filter((each) => !isOrigin(each))).toEqual([])
    expect(bad.filter(isOrigin)).toEqual([])
  })

  it('[PF10] a list of origins has no doubles and an end', () => {
    const fits = (value: unknown) => parsePreferenceValue('security.allowedOrigins', value).ok
    expect(fits(['https://a.example', 'https://b.example'])).toBe(true)
    expect(fits(['https://a.example', 'https://a.example'])).toBe(false)
    expect(fits(Array.from({ length: 65 }, (_, index) => `https://a${index}.example`))).toBe(false)
  })
})
