import { operations } from '@hotseat/protocol'
import { expect, test } from 'vitest'
import { createTestNode, exampleCalls, ownOrigin } from './test-node.ts'

test('[HT8] [S-31] every write of a cookie session needs the token of that session', async () => {
  const { node, signIn } = await createTestNode()
  const me = await signIn({ role: 'administrator', user: 'admin01' })
  const other = await signIn({ role: 'administrator', user: 'admin02' })
  const { 'x-csrf-token': _, ...bare } = me.headers
  const writes = exampleCalls().filter(({ name, method }) => method !== 'GET' && operations[name].access !== 'anyone')
  expect(writes.length).toBeGreaterThan(20)
  for (const { name, method, url } of writes) {
    for (const token of [undefined, '', 'x', other.csrfToken, `${me.csrfToken}x`, me.csrfToken.toUpperCase()]) {
      const headers = { ...bare, ...(token === undefined ? {} : { 'x-csrf-token': token }) }
      const answer = await node.app.inject({ method, url, headers })
      const isDesk = operations[name].access === 'desk.work'
      expect([name, token, answer.json().code]).toEqual([name, token, isDesk ? 'permission.denied' : 'csrf.invalid'])
    }
    const { statusCode, body } = await node.app.inject({ method, url, headers: me.headers })
    expect([name, statusCode < 500, body.includes('csrf.invalid')]).toEqual([name, true, false])
  }
  await node.close()
})

test('[HT8] [S-31] a token is worth nothing after its session, and a bearer client needs none', async () => {
  const { node, store, signIn } = await createTestNode()
  const me = await signIn()
  const bearer = await signIn({ bearer: true, user: 'agent02' })
  const put = async (headers: Record<string, string>) =>
    (await node.app.inject({ method: 'PUT', url: '/v1/tenant', payload: { tenant: 'x' }, headers })).json().code
  expect(await put(me.headers)).toBe('object.unknown')
  expect(await put(bearer.headers)).toBe('object.unknown')
  await store.tenant('demo').transact(async (tx) => tx.put('sessions', { ...me.session, endedAt: 1, endReason: 'signedOut' }))
  const ended = await node.app.inject({ method: 'PUT', url: '/v1/tenant', payload: { tenant: 'x' }, headers: me.headers })
  expect(ended.json()).toMatchObject({
    status: 401,
    code: 'session.ended',
    facts: { reason: 'signedOut', code: 'resume.signedOut' },
  })
  await node.close()
})

test('[S-31] login CSRF: another page can neither sign in, nor resume, nor use a link', async () => {
  const { node } = await createTestNode()
  for (const { name, method, url } of exampleCalls().filter(
    (call) => operations[call.name].access === 'anyone' && call.method !== 'GET',
  ))
    for (const headers of [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
      { cookie: 'a=b' },
    ]) {
      const answer = await node.app.inject({ method, url, payload: {}, headers: headers as Record<string, string> })
      expect([name, answer.json().code]).toEqual([name, 'origin.refused'])
      expect(answer.headers['set-cookie']).toBeUndefined()
    }
  const own = await node.app.inject({ method: 'POST', url: '/v1/sign-in', payload: {}, headers: { origin: ownOrigin } })
  expect(own.json().code).toBe('request.invalid')
  await node.close()
})
