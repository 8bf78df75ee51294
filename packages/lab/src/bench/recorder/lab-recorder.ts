import { randomBytes } from 'node:crypto'
import { createHotseat } from '@hotseat/client'
import type { PartOwner, RecorderOrdersDocument } from '@hotseat/protocol'
import { createDeviceKey, thumbprintOf } from '../../device/device-key.ts'

/** A recorder as the server sees one, without a screen: it has begun a recording, and may upload parts of it. */
export type LabRecorder = {
  readonly recordingId: string
  readonly wrappingKey: RecorderOrdersDocument['wrappingKey']
  /** Whose its parts are. */
  readonly owner: PartOwner
  /** `Bearer …`. */
  readonly authorization: string
  /** How many of its parts have arrived. */
  arrived(): Promise<number>
  close(): void
}

const password = 'demo-password-2026'

/** Signs an agent and their recorder in, rings the agent, and begins the recording. The token is good for five minutes. */
export async function startLabRecorder(origin: string): Promise<LabRecorder> {
  const [desk, floor] = [createHotseat({ origin }), createHotseat({ origin })]
  const key = createDeviceKey(randomBytes(32))
  const recorder = thumbprintOf(key.publicKey)

  async function ask<T>(method: 'GET' | 'POST', path: string, token = '', body?: unknown): Promise<T> {
    const headers = { ...(token !== '' && { authorization: `Bearer ${token}` }), 'content-type': 'application/json' }
    const response = await fetch(`${origin}${path}`, {
      method,
      headers,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`)
    return (await response.json()) as T
  }
  const challenge = async () => (await ask<{ challenge: string }>('GET', '/v1/echo')).challenge

  await desk.signIn({ tenant: 'demo', username: 'agent01', password })
  await floor.signIn({ tenant: 'demo', username: 'supervisor01', password })
  await desk.call('setState', { body: { medium: 'voice', state: 'READY' } })
  const { ticket } = await desk.call('recorderTicket', { body: { recorder } })
  const first = await challenge()
  const signature = key.sign(`hotseat-recorder\n${origin}\n${ticket}\n${first}`)
  const proof = { ticket, deviceKey: key.publicKey, challenge: first, signature, version: '1.0.0' }
  const { accessToken } = await ask<{ accessToken: { value: string } }>('POST', '/v1/recorder/sign-in', '', proof)
  const { interactionId: id } = await floor.call('demoCall', { body: { userId: 'u-agent01' } })
  await desk.call('actOnInteraction', { params: { id }, body: { action: 'answer' } })
  const { recording, wrappingKey } = await ask<RecorderOrdersDocument>('GET', '/v1/recorder/orders', accessToken.value)
  if (recording === null) throw new Error('nothing is to be recorded')
  const second = await challenge()
  const access = {
    tenant: 'demo',
    recorder,
    challenge: second,
    signature: key.sign(`hotseat-recorder-access\n${origin}\n${recorder}\n${second}`),
  }
  const { token } = await ask<{ token: string }>('POST', '/recorder/v1/access', '', access)
  await ask('POST', `/recorder/v1/recordings/${recording.id}`, token, { what: 'begun', at: Date.now() })

  return {
    recordingId: recording.id,
    owner: { tenant: 'demo', recorder, recording: recording.id },
    wrappingKey,
    authorization: `Bearer ${token}`,
    arrived: async () => (await floor.call('recording', { params: { id: recording.id } })).parts.length,
    close() {
      for (const each of [desk, floor]) each.close()
    },
  }
}
