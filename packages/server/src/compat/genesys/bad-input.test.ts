import fc from 'fast-check'
import type { TSchema } from 'typebox'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { fitting, mostly } from '../../../test/fitting.ts'
import { basicOf, createGenesysStage, type GenesysStage } from '../../../test/genesys-client.ts'
import { ChannelOperation, MeOperation } from './bodies.ts'

let stage: GenesysStage
beforeEach(async () => {
  stage = await createGenesysStage()
})
afterEach(() => stage.close())

const documented = [0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 18, 19, 20]

/** Whether a body is one of the vendor's: 0 and more, or a status and nothing else. */
function expectVendorBody(status: number, body: Record<string, unknown>) {
  expect(documented).toContain(body.statusCode)
  expect([status, status < 500]).toEqual([status, true])
  if (body.statusCode === 0 || body.statusCode === 7) expect(status).toBe(200)
  else expect([status >= 400, Object.keys(body)]).toEqual([true, ['statusCode', 'statusMessage']])
}

describe('bad input', () => {
  test.each([
    ['/me', MeOperation as TSchema],
    ['/me/channels/voice', ChannelOperation as TSchema],
  ])('[GW60] [GW1] whatever is posted to %s is answered in the vendor’s shape, never with a 5xx', async (path, schema) => {
    const client = await stage.signedIn('agent01', ['voice'])
    const names = fc.constantFrom('StartContactCenterSession', 'Ready', 'NotReady', 'Lunch', 'constructor')
    const bodies = fc.oneof(
      mostly(fitting(schema)),
      fc.tuple(names, fitting(schema)).map(([operationName, body]) => ({ ...(body as object), operationName })),
    )
    await fc.assert(
      fc.asyncProperty(bodies, async (body) => {
        const answer = await client.call('POST', path, { body: JSON.stringify(body) ?? 'undefined' })
        expectVendorBody(answer.status, answer.body)
      }),
      { numRuns: 150 },
    )
  })

  test('[GW60] a body that is refused changes nothing', async () => {
    const client = await stage.signedIn('agent01', ['voice'])
    const head = () => stage.deps.store.tenant('demo').head()
    const before = await head()
    const bodies = [
      ...[
        '',
        '[]',
        'null',
        '"x"',
        '{',
        '{}',
        '[{"name":"place","value":"Place"}]',
        '{"operationName":7}',
        '{"operationName":""}',
      ],
      ...['{"operationName":"StartContactCenterSession","channels":"voice"}', '{"operationName":"StartContactCenterSession"}'],
      ...['{"operationName":"StartContactCenterSession","channels":[]}', '{"operationName":"Explode"}'],
      '{"operationName":"StartContactCenterSession","channels":["voice"],"place":7}',
      '{"operationName":"Ready","__proto__":{"x":1}}',
      '{"operationName":"Ready\\u0000"}',
      `{"operationName":"${'x'.repeat(70_000)}"}`,
      `${'['.repeat(30)}${']'.repeat(30)}`,
    ]
    for (const path of ['/me', '/me/channels/voice'])
      for (const body of bodies) {
        const answer = await client.call('POST', path, { body })
        if (path === '/me' || !body.includes('StartContact')) expectVendorBody(answer.status, answer.body)
        expect([body.slice(0, 60), answer.status >= 400]).toEqual([body.slice(0, 60), true])
      }
    const form = { body: 'operationName=Ready', headers: { 'content-type': 'application/x-www-form-urlencoded' } }
    expect(await client.call('POST', '/me', form)).toMatchObject({ status: 415, body: { statusCode: 10 } })
    expect(await head()).toBe(before)
  })

  test('[GW62] who calls is looked at before the body is', async () => {
    const bodies = ['', '{}', '[]', '{"operationName":7}', '{"operationName":"StartContactCenterSession","channels":[]}']
    const client = await stage.signedIn('agent01', ['voice'])
    const stranger = stage.client()
    const before = { verified: stage.verifications(), head: await stage.deps.store.tenant('demo').head() }
    for (const path of ['/me', '/me/channels/voice'])
      for (const body of bodies) {
        if (path !== '/me' && body.includes('Start')) continue
        const nobody = await stranger.call('POST', path, { body })
        expect([body, nobody.status, nobody.body.statusCode]).toEqual([body, 403, 20])
        const withoutToken = await client.call('POST', path, { body, token: null })
        expect([body, withoutToken.status, withoutToken.body.statusCode]).toEqual([body, 403, 3])
        // A password is not even verified.
        for (const password of [undefined, 'wrong']) {
          const { status, headers } = await stranger.call('POST', path, { body, basic: basicOf('agent02', password) })
          expect([body, status, headers.get('set-cookie')]).toEqual([body, 400, null])
        }
      }
    const after = { verified: stage.verifications(), head: await stage.deps.store.tenant('demo').head() }
    expect(after).toEqual(before)
  })

  test('[GW60] unknown addresses, other methods, odd headers', async () => {
    const client = await stage.signedIn('agent01')
    const status = async (method: string, path: string, headers = {}) => {
      const answer = await client.call(method, path, { headers })
      expectVendorBody(answer.status, answer.body)
      return [answer.status, answer.body.statusCode]
    }
    expect(await status('GET', '/users')).toEqual([404, 6])
    expect(await status('DELETE', '/me')).toEqual([405, 3])
    expect(await status('PUT', '/me/channels/voice')).toEqual([405, 3])
    expect(await status('GET', `/me/channels/${'x'.repeat(2_000)}`)).toEqual([404, 6])
    expect(await status('GET', '/me/channels/%00')).toEqual([404, 6])
    expect((await status('GET', '/me/channels/%ff'))[0]).toBeLessThan(500)
    expect(await status('GET', '/me', { 'x-http-method-override': 'DELETE' })).toEqual([400, 10])
    expect(await status('GET', '/me?subresources=%00')).toEqual([400, 10])
  })

  test('[GW60] [GW2] whatever name and password, nobody comes in and nothing breaks', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 60 }), fc.string({ maxLength: 60 }), async (name, password) => {
        const answer = await stage.client().call('GET', '/me', { basic: basicOf(name, password) })
        expectVendorBody(answer.status, answer.body)
        expect([403, 429]).toContain(answer.status)
      }),
      { numRuns: 100 },
    )
  })

  test('[GW61] [S-16] a store that is away is told as such, and is later as before', async () => {
    const client = await stage.signedIn('agent01')
    const { system } = stage.deps.store
    const get = system.get
    const { StoreUnavailable } = await import('../../store/store-unavailable.ts')
    Object.assign(system, { get: async () => Promise.reject(new StoreUnavailable('away')) })
    expect(await client.call('GET', '/me')).toMatchObject({ status: 503, body: { statusCode: 4 } })
    Object.assign(system, { get })
    expect((await client.call('GET', '/me')).status).toBe(200)
  })
})
