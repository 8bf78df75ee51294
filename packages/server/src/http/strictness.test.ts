import { expect, test } from 'vitest'
import { createTestNode, ownOrigin } from './test-node.ts'

const post = { method: 'POST', url: '/v1/sign-in' } as const
const headers = { 'content-type': 'application/json', origin: ownOrigin }
const credentials = { tenant: 'demo', username: 'agent01', password: 'x' }

async function send(payloads: Record<string, string | Buffer>): Promise<Record<string, string>> {
  const { node } = await createTestNode()
  const codes: Record<string, string> = {}
  for (const [name, payload] of Object.entries(payloads))
    codes[name] = (await node.app.inject({ ...post, headers, payload })).json().code
  await node.close()
  return codes
}

const filled = (codes: Record<string, unknown>, code: string) =>
  Object.fromEntries(Object.keys(codes).map((name) => [name, code]))
const json = (more: object) => JSON.stringify({ ...credentials, ...more })

test('[HT13] [S-69] unknown keys are refused, whatever they are called', async () => {
  const keys = ['extra', 'Tenant', 'tenant ', 'toString', 'hasOwnProperty', 'valueOf', '', '0', '$where', 'isAdmin']
  const codes = await send(Object.fromEntries(keys.map((key) => [key, json({ [key]: 'x' })])))
  expect(codes).toEqual(filled(codes, 'request.invalid'))
})

test('[HT13] [S-69] prototype keys are refused and reach no prototype', async () => {
  const codes = await send({
    proto: `{"tenant":"demo","username":"a","password":"b","__proto__":{"takeOver":true}}`,
    escaped: `{"tenant":"demo","username":"a","password":"b","\\u005f_proto__":{"takeOver":true}}`,
    constructor: `{"tenant":"demo","username":"a","password":"b","constructor":{"prototype":{"x":1}}}`,
    nested: `{"tenant":"demo","username":"a","password":"b","deviceKey":{"__proto__":{"kty":"EC"}}}`,
  })
  expect(codes).toEqual(filled(codes, 'request.malformed'))
  expect('x' in {}).toBe(false)
})

test('[HT13] [S-69] what is no JSON is malformed', async () => {
  const codes = await send({
    cut: '{"tenant":"demo"',
    trailing: `${json({})},`,
    two: `${json({})}${json({})}`,
    comment: '{/**/}',
    single: "{'tenant':'demo'}",
    nan: '{"tenant":NaN}',
    bom: `${String.fromCodePoint(0x1_0000)}{}`,
    bytes: Buffer.from([0x7b, 0xff, 0xfe, 0x7d]),
    surrogate: '{"tenant":"demo","username":"\\ud800","password":"x"}',
    nul: '{"tenant":"demo","username":"a\\u0000b","password":"x"}',
  })
  expect(codes).toEqual(filled(codes, 'request.malformed'))
})

test('[HT13] [S-69] JSON that is no object of ours is invalid', async () => {
  const codes = await send({
    array: '[]',
    text: '"x"',
    number: '1',
    true: 'true',
    null: 'null',
    empty: '{}',
    none: '',
    types: json({ username: 1 }),
  })
  expect(codes).toEqual(filled(codes, 'request.invalid'))
})

test('[HT14] [S-19] [S-01] bodies, depth and passwords are bounded', async () => {
  const deep = (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`
  expect(
    await send({
      fits: json({ password: 'x'.repeat(1024) }),
      nulPassword: json({ password: 'a\0b' }),
      long: json({ password: 'x'.repeat(1025) }),
      large: json({ password: 'x'.repeat(64 * 1024) }),
      shallow: deep(20),
      deep: deep(21),
      abyss: '['.repeat(30_000),
      closedAbyss: '['.repeat(30_000) + ']'.repeat(30_000),
    }),
  ).toEqual({
    fits: 'object.unknown',
    nulPassword: 'object.unknown',
    long: 'request.invalid',
    large: 'request.tooLarge',
    shallow: 'request.invalid',
    deep: 'request.malformed',
    abyss: 'request.malformed',
    closedAbyss: 'request.malformed',
  })
})

test('[HT15] [S-69] query strings: twice, unknown, not a number', async () => {
  const { node, signIn } = await createTestNode()
  const me = await signIn({ role: 'administrator' })
  const codes: Record<string, string> = {}
  const wrong = [
    'limit=1&limit=2',
    'limit=1&limit=1',
    'limit[]=1',
    'other=1',
    '__proto__=1',
    'constructor=x',
    'limit=1.5',
    'limit=1e3',
    'limit=',
    'limit=%20',
    'limit=-1',
    'from=99999999999999999999',
    'kind=%00',
    'limit=501',
  ]
  for (const query of wrong)
    codes[query] = (await node.app.inject({ url: `/v1/audit?${query}`, headers: me.headers })).json().code
  expect(codes).toEqual({ ...filled(codes, 'request.invalid'), 'kind=%00': 'request.malformed' })
  expect((await node.app.inject({ url: '/v1/audit?limit=500&from=0', headers: me.headers })).json().code).toBe('object.unknown')
  await node.close()
})

test('[HT16] [S-73] an error that nobody foresaw says nothing about us', async () => {
  const { node } = await createTestNode({
    handlers: {
      echo: async () => {
        throw new Error('the secret is 42')
      },
    },
  })
  const { statusCode, body } = await node.app.inject({ url: '/v1/echo' })
  expect([statusCode, JSON.parse(body).code]).toEqual([500, 'server.internal'])
  expect(body).not.toMatch(/42|stack|\.ts|Error/)
  await node.close()
})

test('[HT17] what says "later" says when', async () => {
  const { node } = await createTestNode({
    handlers: { echo: async () => ({ ok: false, refusal: { code: 'signIn.blocked', facts: { retryAfterMs: 2_300 } } }) },
  })
  const answer = await node.app.inject({ url: '/v1/echo' })
  expect(answer.statusCode).toBe(429)
  expect(answer.headers['retry-after']).toBe('3')
  expect(answer.headers['content-type']).toContain('application/problem+json')
  expect(answer.json()).toMatchObject({ code: 'signIn.blocked', retryAfterMs: 2_300, status: 429 })
  await node.close()
})
