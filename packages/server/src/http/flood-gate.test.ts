import { describe, expect, test } from 'vitest'
import { createTestClock } from '../../test/test-clock.ts'
import { createFloodGate } from './flood-gate.ts'
import { createTestNode, ownOrigin } from './test-node.ts'

const limits = { passwords: 3, activations: 2, resumes: 5 }
const here = '192.0.2.1'

describe('the flood gate', () => {
  test('[HT22] a network may make so many calls at once, and then as many as flow off', () => {
    const clock = createTestClock()
    const gate = createFloodGate(clock, limits)
    const enter = (address = here) => gate.enter('signIn', address)
    expect([enter(), enter(), enter()]).toEqual([null, null, null])
    expect(enter()).toEqual({ code: 'rate.limited', facts: { retryAfterMs: 3_334 } })
    clock.advance(1_000)
    expect(enter()).toMatchObject({ facts: { retryAfterMs: 2_334 } })
    clock.advance(2_334)
    expect([enter(), enter()?.code]).toEqual([null, 'rate.limited'])
    clock.advance(60_000)
    expect([enter(), enter(), enter(), enter()?.code]).toEqual([null, null, null, 'rate.limited'])
  })

  test('[HT22] [S-17] each network has its own bound, and an IPv6 /64 is one', () => {
    const gate = createFloodGate(createTestClock(), limits)
    for (let each = 1; each <= 3; each++) expect(gate.enter('signIn', `2001:db8::${each}`)).toBeNull()
    expect(gate.enter('signIn', '2001:db8::4')?.code).toBe('rate.limited')
    expect(gate.enter('signIn', '2001:db8:0:1::4')).toBeNull()
    for (const address of [here, `::ffff:${here}`, here]) expect(gate.enter('signIn', address)).toBeNull()
    expect(gate.enter('signIn', `::ffff:${here}`)?.code).toBe('rate.limited')
  })

  test('[HT22] what looks at a password shares a bound; activations and resumes have theirs, other calls none', () => {
    const gate = createFloodGate(createTestClock(), limits)
    const enter = (name: Parameters<typeof gate.enter>[0]) => gate.enter(name, here)?.code ?? 'in'
    expect([enter('signIn'), enter('changePassword'), enter('signIn')]).toEqual(['in', 'in', 'in'])
    expect([enter('signIn'), enter('changePassword')]).toEqual(['rate.limited', 'rate.limited'])
    expect([enter('activate'), enter('activate'), enter('activate')]).toEqual(['in', 'in', 'rate.limited'])
    for (let each = 0; each < 5; each++) expect(enter('resume')).toBe('in')
    expect(enter('resume')).toBe('rate.limited')
    for (let each = 0; each < 100; each++) expect([enter('echo'), enter('session')]).toEqual(['in', 'in'])
  })

  test('[HT22] a clock that is set back keeps nobody out for longer', () => {
    let now = 1_000_000
    const gate = createFloodGate({ now: () => now }, limits)
    for (let each = 0; each < 3; each++) gate.enter('signIn', here)
    now -= 500_000
    expect(gate.enter('signIn', here)).toMatchObject({ facts: { retryAfterMs: 3_334 } })
    now += 3_334
    expect(gate.enter('signIn', here)).toBeNull()
  })
})

test('[HT22] a flood is refused before anything of it is read, with when to come back', async () => {
  const { node } = await createTestNode({ floodLimits: { ...limits, activations: 1 } })
  const post = (url: string, remoteAddress = here) =>
    node.app.inject({ method: 'POST', url, remoteAddress, headers: { origin: ownOrigin }, payload: { not: 'a body' } })
  expect((await post('/v1/activate')).statusCode).toBe(400)
  const refused = await post('/v1/activate')
  expect(refused.json()).toMatchObject({ status: 429, code: 'rate.limited', retryAfterMs: expect.any(Number) })
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(5)
  expect((await post('/v1/activate', '192.0.2.2')).statusCode).toBe(400)
  expect((await post('/v1/sign-in')).statusCode).toBe(400)
  await node.close()
})

test('[HT22] [S-18] the usual bounds let a contact centre of three thousand in at once', () => {
  const gate = createFloodGate(createTestClock())
  for (let each = 0; each < 3_000; each++) expect(gate.enter('signIn', here)).toBeNull()
  expect(gate.enter('signIn', here)).toEqual({ code: 'rate.limited', facts: { retryAfterMs: 4 } })
})
