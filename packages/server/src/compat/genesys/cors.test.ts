import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { basicOf, createGenesysStage, type GenesysStage } from '../../../test/genesys-client.ts'

const crm = 'https://crm.example.com'
let stage: GenesysStage
beforeEach(async () => {
  stage = await createGenesysStage()
  await stage.prefer('security.allowedOrigins', [crm])
})
afterEach(() => stage.close())

const preflight = (origin: string | null, path = '/me') =>
  fetch(`${stage.url}/api/v2${path}`, {
    method: 'OPTIONS',
    headers: { ...(origin !== null && { origin }), 'access-control-request-method': 'POST' },
  })
const page = (origin: string) => ({ origin, 'sec-fetch-site': 'cross-site' })

/** Lets time pass, and what runs then touch the store. */
async function pass(ms: number): Promise<void> {
  stage.clock.advance(ms)
  for (let each = 0; each < 5; each++) await new Promise((resolve) => setImmediate(resolve))
}

describe('pages of other origins', () => {
  test('[GW50] [S-32] a listed page reads the answers, with credentials, and gets its own origin back', async () => {
    const client = stage.client()
    const { status, headers } = await client.call('GET', '/me', { basic: basicOf('agent01'), headers: page(crm) })
    expect(status).toBe(200)
    expect(headers.get('access-control-allow-origin')).toBe(crm)
    expect(headers.get('access-control-allow-credentials')).toBe('true')
    expect(headers.get('access-control-expose-headers')).toBe('X-CSRF-HEADER, X-CSRF-TOKEN, Retry-After')
    expect(headers.get('vary')).toBe('Origin')
    const body = { operationName: 'StartContactCenterSession', channels: ['voice'] }
    expect((await client.call('POST', '/me', { body, headers: page(crm) })).body).toEqual({ statusCode: 0 })
    // Errors can be read, too.
    const { headers: refused } = await stage.client().call('GET', '/nothing', { headers: page(crm) })
    expect(refused.get('access-control-allow-origin')).toBe(crm)
  })

  test.each(['', '/me', '/me/', '/me/channels/voice', '/notifications'])('[GW51] the preflight of %s', async (path) => {
    const answer = await preflight(crm, path)
    expect([answer.status, await answer.text()]).toEqual([200, ''])
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'access-control-allow-origin': crm,
      'access-control-allow-credentials': 'true',
      'access-control-allow-methods': 'GET, POST, PUT, DELETE, OPTIONS',
      'access-control-allow-headers': expect.stringMatching(/Authorization.*X-CSRF-Token, X-Support-CSRFP/),
      'access-control-max-age': '120',
    })
    expect((await preflight(stage.url, path)).status).toBe(200)
  })

  test('[GW51] a preflight names its origin', async () => {
    const answer = await preflight(null)
    expect([answer.status, ((await answer.json()) as { statusCode: number }).statusCode]).toEqual([400, 1])
  })

  test('[GW52] [S-32] nobody else is let in by something that looks alike', async () => {
    await stage.prefer('security.allowedOrigins', [crm, '*', 'https://*.example.com', 'null'])
    const others = [
      ...['null', '*', 'https://crm.example.com.evil.test', 'https://evil-crm.example.com', 'https://x.crm.example.com'],
      ...['http://crm.example.com', 'https://crm.example.com:8443', 'https://crm.example.com.', 'https://CRM.example.com'],
      ...[
        'https://crm.example.com/',
        'https://crm.example.com, https://evil.test',
        'https://other.example.com',
        'https://example.com',
      ],
      ...['https://crm%2eexample.com', 'https://crm.example.com%60.evil.test', 'file://', 'https://*.example.com'],
    ]
    for (const origin of others) {
      const asked = await preflight(origin)
      expect([origin, asked.status, asked.headers.get('access-control-allow-origin')]).toEqual([origin, 403, null])
      const client = stage.client()
      const read = await client.call('GET', '/me', { basic: basicOf('agent01'), headers: page(origin) })
      expect([origin, read.status, read.body.statusCode, client.cookie]).toEqual([origin, 403, 20, null])
      expect(read.headers.get('access-control-allow-origin')).toBeNull()
      const body = { operationName: 'EndContactCenterSession' }
      const write = await client.call('POST', '/me', { body, basic: basicOf('agent01'), headers: page(origin) })
      expect([origin, write.status, write.body.statusCode]).toEqual([origin, 403, 3])
    }
  })

  test('[GW14] no password is looked at from a page that is on no list, and nothing is counted', async () => {
    const headers = page('https://evil.test')
    for (let each = 0; each < 10; each++) await stage.client().call('GET', '/me', { basic: basicOf('agent01', 'wrong'), headers })
    expect(stage.verifications()).toBe(0)
    expect((await stage.client().signIn('agent01')).status).toBe(200)
  })

  test('[GW52] [HT6] a page of one tenant’s list has no business in another', async () => {
    const client = stage.client()
    const refused = await client.call('GET', '/me', { basic: basicOf('acme\\wile01'), headers: page(crm) })
    expect([refused.status, refused.body.statusCode, stage.verifications()]).toEqual([403, 3, 0])
    await client.signIn('acme\\wile01')
    const read = await client.call('GET', '/me', { headers: page(crm) })
    expect([read.status, read.body.statusCode]).toEqual([403, 20])
    const body = { operationName: 'EndContactCenterSession' }
    expect((await client.call('POST', '/me', { body, headers: page(crm) })).status).toBe(403)
    expect((await client.call('GET', '/me')).status).toBe(200)
  })

  test('[GW17] [HT6] a page signs its own person in beside another tenant’s live cookie, which stays what it was', async () => {
    const client = stage.client()
    await client.signIn('acme\\wile01')
    const { cookie } = client
    const read = await client.call('GET', '/me', { basic: basicOf('agent01'), headers: page(crm) })
    expect([read.status, read.body.user.userName, read.headers.get('set-cookie')]).toEqual([200, 'agent01', null])
    const body = { operationName: 'StartContactCenterSession', channels: ['voice'] }
    const write = await client.call('POST', '/me', { body, basic: basicOf('agent01'), headers: page(crm) })
    expect([write.status, write.headers.get('set-cookie')]).toEqual([200, null])
    const end = { operationName: 'EndContactCenterSession' }
    const ended = await client.call('POST', '/me', { body: end, basic: basicOf('agent01'), headers: page(crm) })
    expect([ended.status, ended.headers.get('set-cookie')]).toEqual([200, null])
    const wrong = await client.call('GET', '/me', { basic: basicOf('agent01', 'wrong'), headers: page(crm) })
    expect([wrong.status, wrong.body.statusCode]).toEqual([403, 20])
    expect(client.cookie).toBe(cookie)
    expect((await client.call('GET', '/me')).body.user.userName).toBe('wile01')
  })

  test('[GW52] a page that leaves the list is let in no more, whatever cookie it has', async () => {
    const client = stage.client()
    await client.call('GET', '/me', { basic: basicOf('agent01'), headers: page(crm) })
    await stage.prefer('security.allowedOrigins', [])
    expect((await client.call('GET', '/me', { headers: page(crm) })).body.statusCode).toBe(20)
  })

  test.each([
    ['security.allowedOrigins', [crm]],
    ['security.genesysOriginPatterns', ['https://*.example.com']],
  ])('[GW52] [GW50] a stream of a page that is let in by %s no longer ends with the next beat', async (key, value) => {
    await stage.prefer('security.allowedOrigins', [])
    await stage.prefer(key, value)
    const client = stage.client()
    await client.call('GET', '/me', { basic: basicOf('agent01'), headers: page(crm) })
    const headers = { ...page(crm), cookie: client.cookie ?? '' }
    const { headers: told, body } = await fetch(`${stage.url}/api/v2/notifications`, { headers })
    expect([told.get('access-control-allow-origin'), told.get('access-control-allow-credentials')]).toEqual([crm, 'true'])
    const text = new Response(body).text()
    await pass(20_000)
    await stage.prefer(key, [])
    await pass(20_000)
    expect((await text).match(/^: here$/gm)?.length).toBeGreaterThan(1)
    expect((await client.call('GET', '/me')).status).toBe(200)
  })

  test('[GW53] with TLS a listed page’s cookie goes with its calls, our own page’s with ours only', async () => {
    const secure = await createGenesysStage({ HOTSEAT_ORIGIN: 'https://sso.example.org' })
    await secure.prefer('security.allowedOrigins', [crm])
    const cookie = async (origin: string, site: string) => {
      const headers = { origin, 'sec-fetch-site': site }
      const answer = await secure.client().call('GET', '/me', { basic: basicOf('agent01'), headers })
      return answer.headers.get('set-cookie')?.replace(/=demo[^;]*/, '')
    }
    expect(await cookie(crm, 'cross-site')).toBe('JSESSIONID; Path=/api/v2; HttpOnly; SameSite=None; Secure')
    expect(await cookie('https://sso.example.org', 'same-origin')).toBe(
      'JSESSIONID; Path=/api/v2; HttpOnly; SameSite=Strict; Secure',
    )
    await secure.close()
  })
})
