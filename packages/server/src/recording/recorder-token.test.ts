import { expect, test } from 'vitest'
import { createTestClock } from '../../test/test-clock.ts'
import { createServerSecrets } from '../secrets.ts'
import { createRecorderTokens } from './recorder-token.ts'

const recorderId = 'k'.repeat(43)
const make = (key = 7) => {
  const clock = createTestClock()
  return { clock, tokens: createRecorderTokens({ secrets: createServerSecrets(Buffer.alloc(32, key)), clock }) }
}

test('[RC15] a token speaks for its recorder in its tenant, for 5 minutes', () => {
  const { clock, tokens } = make()
  const { token, expiresAt } = tokens.issue('demo', recorderId)
  expect(expiresAt).toBe(clock.now() + 300_000)
  expect(tokens.find(token)).toEqual({ tenantId: 'demo', recorderId })
  clock.advance(299_999)
  expect(tokens.find(token)).toBeDefined()
  clock.advance(1)
  expect(tokens.find(token)).toBeUndefined()
})

test('[RC15] what is no token of this installation, or was changed, is none', () => {
  const { tokens } = make()
  const { token } = tokens.issue('demo', recorderId)
  const [text = '', signature = ''] = token.split('.')
  const other = Buffer.from(JSON.stringify(['acme', recorderId, 9e15])).toString('base64url')
  const tries = ['', '.', text, `${text}.`, `${other}.${signature}`, `${text}.${'A'.repeat(43)}`, `${token}x`, ` ${token}`]
  for (const each of [...tries, make(8).tokens.issue('demo', recorderId).token]) expect(tokens.find(each)).toBeUndefined()
})
