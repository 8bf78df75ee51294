import { chatClaims } from '@hotseat/core'
import { keyTokenFindings, plainTokenFindings, type TokenFound } from '@hotseat/protocol'
import { expect, test } from 'vitest'
import { createMoments } from '../../app/moments.ts'
import { allEn } from '../../texts/all-en.ts'
import { de } from '../../texts/de.ts'
import { tokenFoundText } from './token-found-text.ts'

const all: readonly TokenFound[] = [
  ...plainTokenFindings.map((code) => ({ code })),
  ...keyTokenFindings.map((code) => ({ code, kid: 'k7' })),
  { code: 'algorithmWrong', alg: '"none"' },
  { code: 'headerMemberWrong', name: 'crit' },
  ...chatClaims.flatMap((claim) => [{ code: 'claimMissing', claim } as const, { code: 'claimWrong', claim } as const]),
  { code: 'claimsRight', name: 'Mia', email: 'mia@shop.example', until: 1_790_000_000_000 },
]

test('[CT16] whatever is found in a token has a sentence in each language, with what it is about', () => {
  for (const found of all) {
    const [english, german] = [
      tokenFoundText(found, 'a.b.c', allEn, createMoments('en-GB')),
      tokenFoundText(found, 'a.b.c', de, createMoments('de-DE')),
    ]
    for (const sentence of [english, german]) expect(sentence).toMatch(/^\S.*\.$/)
    expect(german).not.toBe(english)
    const { code: _code, until: _until, ...about } = { until: 0, ...found }
    for (const fact of Object.values(about)) for (const sentence of [english, german]) expect(sentence).toContain(fact)
  }
})

test('[CT16] of a token that was pasted in with white space around it that is told, where it is what is wrong', () => {
  const moments = createMoments('en-GB')
  const told = (token: string) => tokenFoundText({ code: 'notCanonical' }, token, allEn, moments)
  expect(told('a.b.c\n')).toBe('There is white space around it, such as a line break at its end.')
  expect(told('a.b.c=')).toContain('no padding')
})
