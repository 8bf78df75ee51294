import { createHash } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Cluster, type ClusterNode, createCluster, headersOf, post, signIn, type Visitor } from './cluster.ts'
import { openFeed } from './feed-client.ts'
import { startPostgres, type TestPostgres } from './postgres.ts'
import { createTestDevice } from './test-device.ts'

let postgres: TestPostgres
let cluster: Cluster
beforeAll(async () => {
  postgres = await startPostgres()
}, 60_000)
afterAll(() => postgres.stop())
beforeEach(async () => {
  cluster = await createCluster(await postgres.createDatabase())
}, 60_000)
afterEach(() => cluster.close(), 30_000)

/** A machine's recorder, as a program that is no browser. */
function createRecorder() {
  const device = createTestDevice()
  const { x, y } = device.publicKey
  const id = createHash('sha256')
    .update(JSON.stringify({ crv: 'P-256', kty: 'EC', x, y }))
    .digest('base64url')
  const send = async (url: string, path: string, body: object, token?: string) => {
    const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) }
    const answer = await fetch(url + path, { method: 'POST', body: JSON.stringify(body), headers })
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`)
    return (await answer.json()) as { ticket: string | null; token: string; accessToken: { value: string } }
  }
  const challengeOf = async (url: string) => ((await (await fetch(`${url}/v1/echo`)).json()) as { challenge: string }).challenge
  return {
    async ticketOf(desk: ClusterNode, visitor: Visitor): Promise<string> {
      const answer = await post(desk.url, '/v1/recorder/ticket', { recorder: id }, headersOf(visitor))
      return ((await answer.json()) as { ticket: string }).ticket
    },
    async signIn({ url }: ClusterNode, ticket: string): Promise<string> {
      const challenge = await challengeOf(url)
      const signature = device.sign(`hotseat-recorder\n${url}\n${ticket}\n${challenge}`)
      const body = { ticket, deviceKey: device.publicKey, challenge, signature, version: '1.0.0' }
      return (await send(url, '/v1/recorder/sign-in', body)).accessToken.value
    },
    async waitFor({ url }: ClusterNode): Promise<string | null> {
      const challenge = await challengeOf(url)
      const signature = device.sign(`hotseat-recorder-access\n${url}\n${id}\n${challenge}`)
      const { token } = await send(url, '/recorder/v1/access', { tenant: 'demo', recorder: id, challenge, signature })
      return (await send(url, '/recorder/v1/wait', {}, token)).ticket
    },
  }
}

async function answerCall(node: ClusterNode, visitor: Visitor, username: string): Promise<void> {
  const act = (path: string, body: object) => post(node.url, path, body, headersOf(visitor))
  await fetch(`${node.url}/v1/agent/state`, {
    method: 'PUT',
    body: JSON.stringify({ medium: 'voice', state: 'READY' }),
    headers: { 'content-type': 'application/json', origin: node.url, ...headersOf(visitor) },
  })
  const { interactionId } = (await (await act('/v1/demo/calls', { userId: `u-${username}` })).json()) as { interactionId: string }
  const answered = await act(`/v1/agent/interactions/${interactionId}`, { action: 'answer' })
  expect(answered.status).toBe(200)
}

const ordersOf = async ({ url }: ClusterNode, token: string) => {
  const answer = await fetch(`${url}/v1/recorder/orders`, { headers: { authorization: `Bearer ${token}` } })
  return (await answer.json()) as { recording: { id: string } | null }
}

test('[RC13] [RC16] [RC20] a call that is answered on one node is ordered on the other, where the recorder is', async () => {
  const [left, right] = [await cluster.start(), await cluster.start()]
  const recorder = createRecorder()
  const agent = await signIn(left.url, 'agent01')
  const token = await recorder.signIn(right, await recorder.ticketOf(left, agent))
  const feed = openFeed(right.url, { authorization: `Bearer ${token}` })
  await feed.nextOf('hello')
  await answerCall(left, agent, 'agent01')
  const asked = async () => {
    for (;;) {
      const frame = await feed.nextOf('event')
      if (frame === undefined) throw new Error('the feed was closed')
      if (JSON.stringify(frame).includes('recording.asked')) return frame
    }
  }
  const { recording } = { ...(await asked()), ...(await ordersOf(right, token)) }
  expect(recording?.id).toEqual(expect.any(String))

  const signedOutAt = performance.now()
  await post(left.url, '/v1/sign-out', { reasonCode: 28 }, headersOf(agent))
  await feed.closed
  expect(performance.now() - signedOutAt).toBeLessThan(1_000)

  const back = await signIn(left.url, 'agent01')
  const ticket = recorder.waitFor(right)
  await answerCall(left, back, 'agent01')
  const fresh = await recorder.signIn(right, (await ticket) ?? '')
  expect((await ordersOf(right, fresh)).recording).not.toBeNull()
}, 60_000)
