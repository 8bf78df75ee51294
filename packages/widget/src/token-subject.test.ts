import { expect, test } from 'vitest'
import { tokenSubject } from './token-subject.ts'

const token = (claims: object) => `x.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.x`

test('[CT9] [CW5] whom a token names is read as the server will read it', () => {
  expect(tokenSubject(token({ email: 'Zoë@Shop.example' }))).toBe('email:zoë@shop.example')
  expect(tokenSubject(token({ sub: '17', email: 'mia@shop.example' }))).toBe('sub:17')
})

test('[CW4] a token that cannot be read names nobody, so nothing stays on the screen for it', () => {
  for (const strange of ['', 'x', 'x.y.z', token([]), token({}), token({ email: 7 }), undefined, {}])
    expect(tokenSubject(strange)).toBeNull()
})
