import { expect, test } from 'vitest'
import { originMutations, trueOrigin } from '../../test/origin-mutations.ts'
import { createTestNode, ownOrigin } from './test-node.ts'

const listed = trueOrigin

async function createListingNode() {
  const rig = await createTestNode()
  const list = async (tenant: string, value: unknown) =>
    rig.store.tenant(tenant).transact(async (tx) => {
      const key = 'security.allowedOrigins'
      tx.put('preferences', { level: 'tenant', key, value, locked: false, changedAt: 1, changedBy: null })
      const data = { level: 'tenant', key, value, previous: null, locked: false }
      await tx.emit({ kind: 'preference.changed', userId: null, data }, { at: 1, by: null })
    })
  const preflight = (origin: string, url = '/v1/sign-in') =>
    rig.node.app.inject({ method: 'OPTIONS', url, headers: { origin, 'access-control-request-method': 'POST' } })
  return { ...rig, list, preflight }
}

test('[HT9] [S-32] no mutation of a listed origin is reflected', async () => {
  const { node, list, preflight } = await createListingNode()
  await list('demo', [listed])
  expect((await preflight(listed)).statusCode).toBe(204)
  expect(originMutations.length).toBeGreaterThan(60)
  for (const origin of originMutations) {
    const answers = [await preflight(origin), await node.app.inject({ url: '/v1/echo', headers: { origin } })]
    for (const { headers } of answers) expect([origin, headers['access-control-allow-origin']]).toEqual([origin, undefined])
    expect([origin, answers[0]?.statusCode]).toEqual([origin, 403])
  }
  await node.close()
})

test('[HT9] [S-32] a listed page gets exactly its origin, never credentials, for ten minutes', async () => {
  const { node, list, preflight } = await createListingNode()
  await list('demo', [listed])
  const { headers } = await preflight(listed)
  expect(headers['access-control-allow-origin']).toBe(listed)
  expect(headers['access-control-allow-credentials']).toBeUndefined()
  expect(headers.vary).toBe('Origin')
  expect(Number(headers['access-control-max-age'])).toBeLessThanOrEqual(600)
  for (const url of ['/v1/echo', '/v1/session', '/v1/nothing'])
    for (const origin of [listed, ownOrigin, undefined])
      expect((await node.app.inject({ url, headers: origin ? { origin } : {} })).headers.vary).toBe('Origin')
  await node.close()
})

test('[HT9] [S-32] a wildcard or a half origin in the list opens nothing, and taking one off the list counts at once', async () => {
  const { node, list, preflight } = await createListingNode()
  await list('demo', ['*', 'null', 'https://*.example.com', 'app.example.com', `${listed}/`, 7])
  for (const origin of [listed, 'null', '*', 'https://x.example.com']) expect((await preflight(origin)).statusCode).toBe(403)
  await list('demo', [listed])
  expect((await preflight(listed)).statusCode).toBe(204)
  await list('demo', [])
  expect((await preflight(listed)).statusCode).toBe(403)
  await node.close()
})

test('[HT9] [S-32] an origin that two tenants list is let in until neither does', async () => {
  const { node, list, preflight } = await createListingNode()
  for (const tenant of ['demo', 'acme', 'acme']) await list(tenant, [listed, listed])
  const statuses: number[] = []
  for (const tenant of ['demo', 'acme']) {
    await list(tenant, [])
    statuses.push((await preflight(listed)).statusCode)
  }
  expect(statuses).toEqual([204, 403])
  await node.close()
})

test('[HT6] [S-32] a page on one tenant’s list has no business in another, and its cookie does not count', async () => {
  const { node, list, signIn } = await createListingNode()
  await list('demo', [listed])
  const mine = await signIn({ bearer: true })
  const foreign = await signIn({ bearer: true, tenant: 'acme' })
  const cookie = await signIn()
  const code = async (headers: Record<string, string>) =>
    (
      await node.app.inject({ url: '/v1/session', headers: { ...headers, origin: listed, 'sec-fetch-site': 'cross-site' } })
    ).json().code
  expect(await code(mine.headers)).toBe('object.unknown')
  expect(await code(foreign.headers)).toBe('origin.refused')
  expect(await code(cookie.headers)).toBe('session.missing')

  const signInto = async (tenant: string) => {
    const payload = { tenant, username: 'a', password: 'b', credential: 'bearer' }
    return (await node.app.inject({ method: 'POST', url: '/v1/sign-in', payload, headers: { origin: listed } })).json().code
  }
  expect(await signInto('demo')).toBe('object.unknown')
  expect(await signInto('acme')).toBe('origin.refused')
  const proof = { sessionId: foreign.session.id, challenge: 'x', signature: 'A'.repeat(86) }
  const resume = await node.app.inject({ method: 'POST', url: '/v1/resume', payload: proof, headers: { origin: listed } })
  expect(resume.json().code).toBe('origin.refused')
  const switchTo = async (tenant: string) => {
    const headers = { ...mine.headers, origin: listed }
    return (await node.app.inject({ method: 'PUT', url: '/v1/tenant', payload: { tenant }, headers })).json().code
  }
  expect([await switchTo('demo'), await switchTo('acme')]).toEqual(['object.unknown', 'origin.refused'])
  await node.close()
})
