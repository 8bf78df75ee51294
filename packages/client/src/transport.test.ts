import { expect, test } from 'vitest'
import { HotseatError } from './hotseat.ts'
import { createVirtualClock } from './testing/virtual-clock.ts'
import { createTransport } from './transport.ts'

/** A transport that records its request and gets this answer. */
function recorded(answer: () => Response, subId = '') {
  const requests: { url: string; init: RequestInit }[] = []
  const world = {
    clock: createVirtualClock(),
    fetch: async (url: string, init: RequestInit) => {
      requests.push({ url, init })
      return answer()
    },
  }
  const credentials = { csrfToken: 'csrf', accessToken: null, subId }
  return { requests, transport: createTransport(world, 'https://hotseat.test', 'cookie', () => credentials) }
}

test('a call is the row of its operation: path, query, body and headers', async () => {
  const { requests, transport } = recorded(() => Response.json({ done: true }), 'tab1')
  await transport.call('forceSignOut', { params: { id: 'a/b' }, body: { reasonCode: 5 } })
  await transport.call('audit', { query: { from: 1, limit: 10 } })
  expect(requests[0]?.url).toBe('https://hotseat.test/v1/floor/agents/a%2Fb/sign-out')
  expect(requests[0]?.init).toMatchObject({
    method: 'POST',
    body: '{"reasonCode":5}',
    credentials: 'same-origin',
    headers: { 'content-type': 'application/json', 'x-csrf-token': 'csrf', 'x-hotseat-sub': 'tab1' },
  })
  expect(requests[1]?.url).toBe('https://hotseat.test/v1/audit?from=1&limit=10')
  expect(requests[1]?.init.headers).toEqual({ 'x-hotseat-sub': 'tab1' })
})

test('a problem document becomes an error with its code, fields, facts and hint', async () => {
  const problem = {
    code: 'signIn.blocked',
    errors: [{ field: 'f', message: 'm' }],
    facts: { a: 1 },
    retryAfterMs: 9,
  }
  const { transport } = recorded(() => Response.json({ ...problem, title: 'No.' }, { status: 429 }))
  const error = await transport.call('session', {}).catch((caught: unknown) => caught)
  expect(error).toBeInstanceOf(HotseatError)
  expect(error).toMatchObject({ ...problem, message: 'No.', status: 429 })
})

test('an answer that began and does not end in time is none', async () => {
  const clock = createVirtualClock()
  const fetch = async (_: string, { signal }: RequestInit) =>
    new Response(
      new ReadableStream({
        start(controller) {
          controller.enqueue(new TextEncoder().encode('{"sess'))
          signal?.addEventListener('abort', () => controller.error(signal.reason))
        },
      }),
    )
  const credentials = () => ({ csrfToken: null, accessToken: null, subId: '' })
  const answer = createTransport({ clock, fetch }, 'https://hotseat.test', 'bearer', credentials).call('session', {})
  answer.catch(() => undefined)
  await clock.pass(15_000)
  await expect(answer).rejects.toMatchObject({ code: 'network.unreachable', status: 0 })
})

test('what is no problem document still is an error: a proxy’s page, an empty answer, nobody', async () => {
  const page = recorded(() => new Response('<h1>Bad gateway</h1>', { status: 502, headers: { 'retry-after': '3' } }))
  await expect(page.transport.call('session', {})).rejects.toMatchObject({
    code: 'server.internal',
    status: 502,
    retryAfterMs: 3_000,
  })
  const empty = recorded(() => new Response(''))
  await expect(empty.transport.call('session', {})).rejects.toMatchObject({ code: 'server.internal' })
  const nobody = recorded(() => {
    throw new TypeError('fetch failed')
  })
  await expect(nobody.transport.call('session', {})).rejects.toMatchObject({ code: 'network.unreachable', status: 0 })
})
