import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readChatClaims, type TokenPolicy } from './chat-claims.ts'

const now = 1_800_000_000_000
const s = now / 1_000
const plain: TokenPolicy = { audience: null, singleUse: false }
const good = { email: 'Mia@Shop.example', displayName: 'Mia', iat: s, exp: s + 300 }
const read = (claims: Record<string, unknown>, policy = plain) => {
  const outcome = readChatClaims(claims, policy, now)
  return outcome.ok ? outcome.value : `${outcome.refusal.code} ${outcome.refusal.facts?.claim ?? ''}`.trim()
}

describe('the claims of a chat token', () => {
  it('[CT9] name the customer: by sub, else by the e-mail in any case', () => {
    expect(read(good)).toEqual({
      ...{ subject: 'email:mia@shop.example', email: 'Mia@Shop.example', name: 'Mia', jti: null, expiresAt: now + 300_000 },
    })
    expect(read({ ...good, sub: '17' })).toMatchObject({ subject: 'sub:17' })
    expect(read({ email: 'a@b', exp: s + 1 })).toMatchObject({ name: 'a@b' })
  })

  it('[CT4] what is missing is named', () => {
    expect(read({ ...good, email: undefined })).toBe('chatToken.claim email')
    expect(read({ ...good, exp: undefined })).toBe('chatToken.claim exp')
  })

  it('[CT5] fractions are moments, and 60 s are forgiven', () => {
    expect(read({ ...good, iat: s + 0.123, exp: s + 300.987 })).toMatchObject({ expiresAt: now + 300_987 })
    expect(read({ ...good, exp: s - 59.5 })).toMatchObject({ name: 'Mia' })
    expect(read({ ...good, exp: s - 60 })).toBe('chatToken.expired')
    expect(read({ ...good, iat: s + 60 })).toMatchObject({ name: 'Mia' })
    expect(read({ ...good, iat: s + 61 })).toBe('chatToken.claimValue iat')
    expect(read({ ...good, nbf: s + 61 })).toBe('chatToken.claimValue nbf')
  })

  it('[CT6] lives a day at the longest', () => {
    expect(read({ ...good, exp: s + 86_400 })).toMatchObject({ name: 'Mia' })
    expect(read({ ...good, exp: s + 86_401 })).toBe('chatToken.claimValue exp')
    expect(read({ email: 'a@b', exp: s + 86_401 })).toBe('chatToken.claimValue exp')
  })

  it('[CT7] audience and single use, where the project asks for them', () => {
    const asks: TokenPolicy = { audience: 'support', singleUse: true }
    expect(read(good, asks)).toBe('chatToken.claim aud')
    expect(read({ ...good, aud: 'sales' }, asks)).toBe('chatToken.claimValue aud')
    expect(read({ ...good, aud: ['sales', 'support'] }, asks)).toBe('chatToken.claim jti')
    expect(read({ ...good, aud: 'support', jti: 'x' }, asks)).toMatchObject({ jti: 'x' })
    expect(read({ ...good, aud: 'sales' })).toMatchObject({ name: 'Mia' })
  })

  it('[CT7] a fraction of a millisecond is not forgotten early', () => {
    expect(read({ ...good, exp: s + 300.0005 })).toMatchObject({ expiresAt: now + 300_001 })
  })

  it.each([
    ...[[Number.NaN], [Number.POSITIVE_INFINITY], [-1], ['1800000300'], [null], [[]], [{}], [true]].flatMap(([value]) => [
      { exp: value },
      { iat: value },
    ]),
    ...['', 'mia', '@shop', 'mia@', 'a b@c', 'a@b\n', '<a@b>', 'x'.repeat(255), 5, null, {}].map((email) => ({ email })),
    ...['', 5, null, {}].flatMap((value) => [{ sub: value }, { jti: value }, { displayName: value }]),
  ])('[S-46] %j is refused with the claim', (wrong) => {
    expect(read({ ...good, ...wrong })).toBe(`chatToken.claimValue ${Object.keys(wrong)[0]}`)
  })

  it('[S-46] whatever is in it, it is an identity or a refusal', () => {
    const value = fc.oneof(fc.string(), fc.double(), fc.boolean(), fc.constant(null), fc.constant(undefined), fc.object())
    const claims = fc.record({
      email: value,
      displayName: value,
      iat: value,
      exp: value,
      nbf: value,
      sub: value,
      jti: value,
      aud: value,
    })
    fc.assert(
      fc.property(claims, fc.boolean(), (given, isGood) => {
        const outcome = readChatClaims(isGood ? { ...given, email: 'a@b', exp: s + 5 } : given, plain, now)
        if (outcome.ok) expect(outcome.value.expiresAt).toBeGreaterThan(now - 60_001)
      }),
    )
  })
})
