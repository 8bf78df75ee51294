import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkPassword, normalisePassword } from './check-password.ts'
import { normaliseUsername } from './normalise-username.ts'

const policy = { minLength: 15, username: 'agent01', name: 'Zoë Quist' }
const codeOf = (password: string, changed: Partial<typeof policy> = {}) => {
  const checked = checkPassword(password, { ...policy, ...changed })
  return checked.ok ? null : checked.refusal.code
}

/** Passwords of 15 to 256 code points, of any script, with no letters that could spell a name. */
const password = fc.string({
  unit: fc.constantFrom('0', '7', ' ', '-', '漢', '🪑', '\u0000', 'é'),
  minLength: 15,
  maxLength: 256,
  size: 'max',
})

describe('a new password', () => {
  it('[SO1] [S-01] any 15 to 256 code points will do, kept whole', () => {
    fc.assert(
      fc.property(password, (each) => {
        expect(checkPassword(each, policy)).toEqual({ ok: true, value: each })
      }),
    )
  })

  it('[SO1] [S-01] no change of a character is lost in the form that is hashed', () => {
    fc.assert(
      fc.property(password, fc.nat(), (each, place) => {
        const points = [...each]
        points[place % points.length] = 'x'
        expect(normalisePassword(points.join(''))).not.toBe(normalisePassword(each))
        expect(normalisePassword(` ${each}`)).not.toBe(normalisePassword(each))
        expect(normalisePassword(`${each}\u0000`)).not.toBe(normalisePassword(each))
      }),
    )
  })

  it('[SO1] [S-01] composed and decomposed letters are the same password', () => {
    expect(normalisePassword('cafe\u0301')).toBe(normalisePassword('caf\u00e9'))
    expect(normalisePassword('ﬁ')).not.toBe(normalisePassword('fi'))
  })

  it('[SO2] [S-01] length counts code points of the composed form', () => {
    expect(codeOf('🪑'.repeat(14))).toBe('password.length')
    expect(codeOf('🪑'.repeat(15))).toBeNull()
    expect(codeOf('e\u0301'.repeat(14))).toBe('password.length')
    expect(codeOf('7'.repeat(256))).toBeNull()
    expect(codeOf('7'.repeat(257))).toBe('password.length')
    expect(codeOf('7'.repeat(8), { minLength: 8 })).toBeNull()
  })

  it('[SO2] half a surrogate pair is no text', () => {
    expect(codeOf(`\ud83e${'7'.repeat(20)}`)).toBe('request.invalid')
  })

  it('[SO4] no product word and no own name, in whatever case', () => {
    expect(codeOf('my-HotSeat-is-warm')).toBe('password.personal')
    expect(codeOf('xx-AGENT01-xxxxxxx')).toBe('password.personal')
    expect(codeOf('all-about-quist-77')).toBe('password.personal')
    expect(codeOf('all-about-zoë-7777')).toBeNull()
    expect(codeOf('demo-password-2026')).toBeNull()
  })
})

describe('a user name', () => {
  it('[SO3] is compared composed and in lower case, untrimmed', () => {
    expect(normaliseUsername('ANNA')).toBe('anna')
    expect(normaliseUsername('Zoe\u0308')).toBe('zo\u00eb')
    expect(normaliseUsername(' anna')).toBe(' anna')
  })

  it('[SO3] has one form only', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        expect(normaliseUsername(normaliseUsername(name))).toBe(normaliseUsername(name))
      }),
      { numRuns: 1_000 },
    )
    expect(normaliseUsername(normaliseUsername('İ'))).toBe(normaliseUsername('İ'))
  })
})
