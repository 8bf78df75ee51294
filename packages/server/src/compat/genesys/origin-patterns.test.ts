import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { basicOf, createGenesysStage, type GenesysStage } from '../../../test/genesys-client.ts'
import { hostsBelow, originMutations, patternMutations, trueOrigin } from '../../../test/origin-mutations.ts'

const key = 'security.genesysOriginPatterns'
const pattern = 'https://*.example.com'
let stage: GenesysStage
beforeEach(async () => {
  stage = await createGenesysStage()
})
afterEach(() => stage.close())

/** Without a socket, so that a header may hold what no client would send. */
const ask = (method: 'OPTIONS' | 'GET' | 'POST', origin: string) =>
  stage.rig.node.app.inject({
    ...{ method, url: '/api/v2/me' },
    headers: {
      ...{ origin, 'sec-fetch-site': 'cross-site', 'access-control-request-method': 'POST' },
      ...(method !== 'OPTIONS' && { authorization: basicOf('agent01') }),
    },
    ...(method === 'POST' && { payload: { operationName: 'EndContactCenterSession' } }),
  })

/** What a page reads: whether it was let in, by preflight and by call, and that nothing else was told. */
async function isLetIn(origin: string): Promise<boolean> {
  const answers = [await ask('OPTIONS', origin), await ask('GET', origin), await ask('POST', origin)]
  const told = new Set(answers.map(({ headers }) => headers['access-control-allow-origin']))
  const statuses = new Set(answers.map(({ statusCode }) => statusCode))
  for (const { headers } of answers) expect([origin, headers.vary]).toEqual([origin, 'Origin'])
  if (told.has(undefined)) {
    expect([origin, [...told], [...statuses]]).toEqual([origin, [undefined], [403]])
    return false
  }
  expect([origin, [...told], [...statuses]]).toEqual([origin, [origin], [200]])
  return true
}

describe('patterns of origins', () => {
  test('[GW54] [S-32] a page of a pattern gets exactly its own origin, with credentials', async () => {
    expect(await isLetIn(trueOrigin)).toBe(false)
    await stage.prefer(key, [pattern])
    expect(await isLetIn(trueOrigin)).toBe(true)
    expect(await isLetIn('https://a.b.example.com')).toBe(true)
    expect((await ask('OPTIONS', trueOrigin)).headers).toMatchObject({
      ...{ 'access-control-allow-credentials': 'true', 'access-control-max-age': '120', vary: 'Origin' },
    })
    const client = stage.client()
    const headers = { origin: trueOrigin, 'sec-fetch-site': 'cross-site' }
    await client.call('GET', '/me', { basic: basicOf('agent01'), headers })
    const body = { operationName: 'StartContactCenterSession', channels: ['voice'] }
    expect((await client.call('POST', '/me', { body, headers })).body).toEqual({ statusCode: 0 })
    await stage.prefer(key, [])
    expect(await isLetIn(trueOrigin)).toBe(false)
    expect((await client.call('GET', '/me', { headers })).body.statusCode).toBe(20)
  })

  test('[GW55] [S-32] no mutation gets past a pattern: only hosts below its name', async () => {
    await stage.prefer(key, [pattern])
    const mutations = new Set([...originMutations, ...patternMutations])
    expect(mutations.size).toBeGreaterThan(100)
    const letIn: string[] = []
    for (const origin of mutations) if (await isLetIn(origin)) letIn.push(origin)
    expect(letIn).toEqual(hostsBelow)
  })

  test('[GW55] [S-32] a port is part of a pattern', async () => {
    await stage.prefer(key, [`${pattern}:8443`])
    const letIn: string[] = []
    for (const origin of [trueOrigin, ...originMutations, ...patternMutations]) if (await isLetIn(origin)) letIn.push(origin)
    expect(letIn).toEqual(['https://app.example.com:8443'])
  })

  test('[GW55] [S-32] what got into the store and is no pattern lets nobody in', async () => {
    const nonsense = ['*', 'null', 'https://*', 'https://*.com', 'http://*.example.com', 'https://app*.example.com', trueOrigin]
    await stage.prefer(key, [...nonsense, 'https://*.example.com/', '(https://.*)', 7, null])
    for (const origin of [trueOrigin, 'null', '*', 'https://evil.com', 'http://app.example.com', 'https://app1.example.com'])
      expect([origin, await isLetIn(origin)]).toEqual([origin, false])
    await stage.prefer(key, pattern)
    expect(await isLetIn(trueOrigin)).toBe(false)
  })

  test('[GW54] [HT6] a page of one tenant’s pattern has no business in another', async () => {
    await stage.prefer(key, [pattern], 'acme')
    const headers = { origin: trueOrigin, 'sec-fetch-site': 'cross-site' }
    const refused = await stage.client().call('GET', '/me', { basic: basicOf('agent01'), headers })
    expect([refused.status, refused.body.statusCode, stage.verifications()]).toEqual([403, 3, 0])
    const signedIn = await stage.client().call('GET', '/me', { basic: basicOf('acme\\wile01'), headers })
    expect(signedIn.status).toBe(200)
  })

  test('[PF16] a pattern is set as any preference is, and refused with what is wrong with it', async () => {
    const administrator = stage.browser()
    await administrator.signIn('admin01')
    const set = (value: unknown) =>
      administrator.call('setPreference', { params: { level: 'tenant', key }, body: { value, locked: false } })
    expect(await set([pattern, '*'])).toMatchObject({
      refusal: { code: 'preference.value', facts: { key, fault: 'notHttps', line: 2 } },
    })
    expect(await isLetIn(trueOrigin)).toBe(false)
    expect(await set([pattern])).toMatchObject({ ok: true })
    expect(await isLetIn(trueOrigin)).toBe(true)
    await administrator.call('resetPreference', { params: { level: 'tenant', key } })
    expect(await isLetIn(trueOrigin)).toBe(false)
  })
})
