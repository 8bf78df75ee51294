import { createHotseat, type Hotseat } from '@hotseat/client'
import { expect } from 'vitest'
import { atEnd } from './recorder-rig.ts'

const password = 'demo-password-2026'

/** A person's desk at the real server, until the test is over. */
export async function openDesk(origin: string, username: string, place?: string): Promise<Hotseat> {
  const desk = createHotseat({ origin })
  atEnd(() => desk.close())
  await desk.signIn({ tenant: 'demo', username, password, ...(place === undefined ? {} : { place }) })
  return desk
}

/** The desk of an agent who takes calls. */
export async function openAgentDesk(origin: string, username: string, place?: string): Promise<Hotseat> {
  const desk = await openDesk(origin, username, place)
  await desk.call('setState', { body: { medium: 'voice', state: 'READY' } })
  return desk
}

/** Rings an agent, who answers; the call's id. */
export async function answerCall(agent: Hotseat, floor: Hotseat): Promise<string> {
  const userId = agent.session?.user.id ?? ''
  const { interactionId: id } = await floor.call('demoCall', { body: { userId } })
  await expect.poll(() => agent.session?.agent?.states[0]?.interaction?.id).toBe(id)
  await agent.call('actOnInteraction', { params: { id }, body: { action: 'answer' } })
  return id
}

export async function endCall(agent: Hotseat, id: string): Promise<void> {
  await agent.call('actOnInteraction', { params: { id }, body: { action: 'end' } })
}

/** The recording that was asked for last. */
export async function newestOf(floor: Hotseat) {
  return (await floor.call('recordings', {})).recordings[0]
}

/** Somebody who may watch, as a page would: by cookie. */
export async function openPlayer(origin: string) {
  const headers = { origin, 'content-type': 'application/json' }
  const body = JSON.stringify({ tenant: 'demo', username: 'admin01', password })
  const answer = await fetch(`${origin}/v1/sign-in`, { method: 'POST', headers, body })
  const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? ''
  const addressOf = (recordingId: string, part: number) => ({
    url: `${origin}/v1/recordings/${recordingId}/media?part=${part}`,
    headers: { cookie },
  })
  return {
    /** Where the MP4 of a part is, and with what a player asks for it. */
    addressOf,
    play(recordingId: string, part: number): Promise<Response> {
      const { url, headers } = addressOf(recordingId, part)
      return fetch(url, { headers })
    },
  }
}
