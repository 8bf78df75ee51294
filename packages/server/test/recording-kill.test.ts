import { createHash } from 'node:crypto'
import type { AnswerOf, Operations } from '@hotseat/protocol'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { send, uploads } from './media-rig.ts'
import { makeVideo, sealPart, wrapKey } from './sealed-part.ts'
import { type ServerProcess, startServerProcess } from './server-process.ts'
import { createTestDevice } from './test-device.ts'
import { call, signInNatively } from './vendors/native.ts'
import { documentOf } from './vendors/vendor.ts'

let server: ServerProcess
beforeAll(async () => {
  server = await startServerProcess()
}, 60_000)
afterAll(() => server.dispose())

/** A recorder of its own key, signed in with an agent's desk, that has begun what it was told to. */
async function openRecorder(agent: Readonly<Record<string, string>>) {
  const { url } = server
  const device = createTestDevice()
  const { x, y } = device.publicKey
  const id = createHash('sha256')
    .update(JSON.stringify({ crv: 'P-256', kty: 'EC', x, y }))
    .digest('base64url')
  // It is no browser, so it names no origin.
  const post = (path: string, body: object, headers: Record<string, string> = {}) =>
    fetch(url + path, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers } })
  const challenge = async () => (await documentOf<{ challenge: string }>(await fetch(`${url}/v1/echo`))).challenge

  const { ticket } = await documentOf<{ ticket: string }>(await call(url, 'POST', '/v1/recorder/ticket', agent, { recorder: id }))
  const asked = await challenge()
  const signature = device.sign(`hotseat-recorder\n${url}\n${ticket}\n${asked}`)
  const proof = { ticket, deviceKey: device.publicKey, challenge: asked, signature, version: '1.0.0' }
  type Session = { accessToken: { value: string } }
  const { accessToken } = await documentOf<Session>(await post('/v1/recorder/sign-in', proof))
  const orders = async () => {
    const headers = { authorization: `Bearer ${accessToken.value}` }
    return documentOf<AnswerOf<Operations['recorderOrders']>>(await fetch(`${url}/v1/recorder/orders`, { headers }))
  }
  const own = await challenge()
  const access = {
    tenant: 'demo',
    recorder: id,
    challenge: own,
    signature: device.sign(`hotseat-recorder-access\n${url}\n${id}\n${own}`),
  }
  const { token } = await documentOf<{ token: string }>(await post('/recorder/v1/access', access))
  const headers = { authorization: `Bearer ${token}` }
  return {
    id,
    orders,
    headers,
    report: async (recordingId: string, body: object) =>
      documentOf(await post(`/recorder/v1/recordings/${recordingId}`, body, headers)),
  }
}

test('[RC34] [RC30] [RC33] a recording outlives kills of the server while it is uploaded, and is played', async () => {
  const { url } = server
  const agent = await signInNatively(url, 'agent01')
  await agent.setState('READY')
  const { user } = await documentOf<AnswerOf<Operations['session']>>(await call(url, 'GET', '/v1/session', agent.headers))
  const recorder = await openRecorder(agent.headers)
  const { interactionId } = await documentOf<AnswerOf<Operations['demoCall']>>(
    await call(url, 'POST', '/v1/demo/calls', agent.headers, { userId: user.id }),
  )
  const act = async (action: string) =>
    documentOf(await call(url, 'POST', `/v1/agent/interactions/${interactionId}`, agent.headers, { action }))
  await act('answer')
  const { recording, wrappingKey } = await recorder.orders()
  const id = recording?.id ?? ''
  await recorder.report(id, { what: 'begun', at: recording?.askedAt ?? 0 })

  const part = sealPart(await makeVideo({ seconds: 20, rate: 10, size: '1280x720' }))
  const { x = '', y = '' } = wrappingKey
  const key = await wrapKey(part.key, { kty: 'EC', crv: 'P-256', x, y }, { tenant: 'demo', recorder: recorder.id, recording: id })
  const metadata = { recording: id, part: '1', startedAt: '1', endedAt: '2', sha256: part.sha256, key, cut: 'false' }
  let kills = 0
  let killedAt = 0
  const ending = await send(part.bytes, {
    ...{ endpoint: url + uploads, headers: recorder.headers, metadata, chunkSize: 400_000 },
    retryDelays: Array.from({ length: 100 }, () => 100),
    onProgress(sent) {
      if (kills === 3 || sent < killedAt + 1_000_000) return
      kills += 1
      killedAt = sent
      void server.kill().then(server.startAgain)
    },
  })
  expect([ending, kills]).toEqual(['arrived', 3])

  const again = await signInNatively(url, 'agent01')
  await documentOf(await call(url, 'POST', `/v1/agent/interactions/${interactionId}`, again.headers, { action: 'end' }))
  await recorder.report(id, { what: 'finished', parts: 1 })
  const supervisor = await signInNatively(url, 'supervisor01')
  const shown = await documentOf<AnswerOf<Operations['recording']>>(
    await call(url, 'GET', `/v1/recordings/${id}`, supervisor.headers),
  )
  expect(shown).toMatchObject({
    state: 'stored',
    agent: { id: user.id },
    parts: [{ part: 1, durationMs: 20_000, bytes: part.bytes.length }],
  })
  const played = await call(url, 'GET', `/v1/recordings/${id}/media?part=1`, { ...supervisor.headers, range: 'bytes=4-7' })
  expect([played.status, await played.text()]).toEqual([206, 'ftyp'])
})
