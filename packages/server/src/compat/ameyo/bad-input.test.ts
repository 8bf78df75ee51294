import { json } from 'node:stream/consumers'
import fc from 'fast-check'
import { Type } from 'typebox'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type AmeyoClient, type AmeyoStage, createAmeyoStage } from '../../../test/ameyo-client.ts'
import { fitting, mostly, nasty } from '../../../test/fitting.ts'
import type { MemoryStore } from '../../store/memory/create-memory-store.ts'

let stage: AmeyoStage
let clients: readonly AmeyoClient[]
beforeAll(async () => {
  stage = await createAmeyoStage()
})
// Some calls end the session that makes them, and some guess a password: five in a row block for five minutes.
beforeEach(async () => {
  stage.clock.advance(6 * 60_000)
  clients = await Promise.all(['agent01', 'supervisor01', 'admin01'].map((name) => stage.signedIn(name, { forceLogin: true })))
})
afterAll(() => stage.close())

/** Everything but what a refusal itself leaves behind: counters of failures, and the audit trail. */
function tables() {
  const store = stage.deps.store as MemoryStore
  return store.snapshot().tables.filter(({ table }) => table !== 'attempts' && table !== 'budgets')
}

const text = fc.oneof(fc.constantFrom('agent01', 'demo', 'contactCenter', '-1', '5', '99999999999999999999'), nasty, fc.string())
const query = fc.dictionary(
  fc.constantFrom('sessionId', 'userId', 'contextType', 'contextId', 'listener-name', 'lastProcessedPush', 'x'),
  text,
)
const routes = () => stage.rig.node.adapters.flatMap((adapter) => adapter.routes)
const names = [
  'GET echo',
  'POST userLogin/login',
  'POST session/keepAliveWithPingPush',
  'POST session/userLogout',
  'POST session/refreshToken',
  'POST session/terminateAllSessionsForUser',
  'POST session/changePassword',
  'GET session/getMaxPingFailureCountForUser',
  'GET cc/campaigns/getAssigned',
  'GET cc/campaigns/getAllCampaigns',
  'POST cc/agent/selectCampaign',
  'PUT cc/agent/status',
  'GET cc/userCCRuntimes',
  'GET cc/serverPreferences',
  'PUT cc/serverPreferences',
  'POST cc/serverPreferences/reload',
  'POST pushes',
]

describe('bad input', () => {
  test('[AM20] every call is tried', () => {
    const served = routes().map(({ method, path }) => `${method} ${path.replace('/ameyorestapi/', '')}`)
    expect(served.toSorted()).toEqual(names.toSorted())
    const verifying = routes().filter(({ verifiesPassword }) => verifiesPassword)
    expect(verifying.map(({ path }) => path)).toEqual(['/ameyorestapi/userLogin/login', '/ameyorestapi/session/changePassword'])
  })

  test.each(names)('[AM20] [CP5] [S-69] %s never answers with a 5xx, and what it refuses changes nothing', async (name) => {
    const [method = 'GET', path = ''] = name.split(' ')
    const row = routes().find((route) => route.method === method && route.path === `/ameyorestapi/${path}`)
    const schema = row?.body ?? Type.Object({})
    const body = method === 'GET' ? fc.constant(undefined) : fc.option(mostly(fitting(schema)), { nil: undefined })
    const own = fc.oneof({ weight: 3, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) })
    const ask = async (body: unknown, query: Record<string, string>, who: number, isOwn: boolean) => {
      const client = clients[who] ?? clients[0]
      if (!client) throw new Error('nobody is signed in')
      const sent =
        isOwn && typeof body === 'object' && body !== null && 'sessionId' in body
          ? { ...body, sessionId: client.sessionId }
          : body
      const before = tables()
      const search = new URLSearchParams(query)
      const answer = await stage.rig.node.app.inject({
        method: method as 'GET',
        url: `/ameyorestapi/${path}?${search}`,
        headers: {
          sessionid: client.sessionId,
          authorization: client.jwt,
          ...(sent === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(sent === undefined ? {} : { payload: JSON.stringify(sent) }),
        payloadAsStream: true,
      })
      const isStream = path === 'pushes' && answer.statusCode === 200
      const said = isStream ? void answer.stream().destroy() : await json(answer.stream())
      expect(answer.statusCode, JSON.stringify(said)).toBeLessThan(500)
      if (answer.statusCode < 400) return
      expect(said).toHaveProperty('message')
      expect(said).toHaveProperty('code')
      expect(tables()).toEqual(before)
    }
    const run = fc.asyncProperty(body, query, fc.nat(2), own, ask)
    await fc.assert(run, { numRuns: 40, seed: 2_026 })
    await fc.assert(run, { numRuns: 10 })
  })

  test('[AM20] what is no JSON, no object, or another kind of body', async () => {
    const [client] = clients
    for (const body of ['{', '[]', '"x"', '1', 'null', '{"userId":"a","__proto__":{}}'])
      expect((await client?.call('POST', 'userLogin/login', body))?.body).toMatchObject({
        message: 'invalid.request',
        status: 400,
      })
    expect((await client?.call('DELETE', 'echo'))?.body).toMatchObject({ message: 'method.not.allowed', code: 405 })
    expect((await client?.call('GET', 'nowhere'))?.body).toMatchObject({ message: 'not.found', code: 404 })
    expect((await client?.call('POST', 'userLogin/login', { token: 'x' }))?.body.info).toContain('userId is missing')
  })
})
