import { createHash } from 'node:crypto'
import type { FeedEvent } from '@hotseat/core'
import { feedOf, origin, type TestBrowser, type TestNode } from './stage.ts'
import { createTestDevice } from './test-device.ts'

/** A recorder on a machine: its key, and the session that a ticket signs it in with. */
export type TestRecorder = ReturnType<typeof createTestRecorder>

export function createTestRecorder(node: TestNode) {
  const device = createTestDevice()
  const { x, y } = device.publicKey
  const id = createHash('sha256')
    .update(JSON.stringify({ crv: 'P-256', kty: 'EC', x, y }))
    .digest('base64url')
  const session = node.browser({ device })
  /** A sign-in by this ticket; `more` replaces what it brings. */
  const signInBy = (ticket: string, more: object = {}, on = session) => {
    const challenge = node.deps.challenges.issue()
    const signature = device.sign(`hotseat-recorder\n${origin}\n${ticket}\n${challenge}`)
    return on.call('recorderSignIn', {
      body: { ticket, deviceKey: device.publicKey, challenge, signature, version: '1.0.0', ...more },
    })
  }
  return {
    id,
    device,
    session,
    signInBy,
    ticketOf: (agent: TestBrowser) => agent.get('recorderTicket', { body: { recorder: id } }),
    /** As the page of the agent's desk does it. */
    async signIn(agent: TestBrowser, more: object = {}) {
      const { ticket } = await agent.get('recorderTicket', { body: { recorder: id } })
      return signInBy(ticket, more)
    },
  }
}

/** Rings an agent who is ready and lets them answer. */
export async function talk(agent: TestBrowser, body: { campaign?: string; party?: string } = {}): Promise<string> {
  const { user } = await agent.get('session')
  const { interactionId } = await agent.get('demoCall', { body: { userId: user.id, ...body } })
  await agent.get('actOnInteraction', { params: { id: interactionId }, body: { action: 'answer' } })
  return interactionId
}

/** What the feed tells of recordings. */
export async function recordingsToldBy(node: TestNode, tenantId = 'demo'): Promise<readonly FeedEvent[]> {
  return (await feedOf(node.deps.store, tenantId)).filter(({ kind }) => kind.startsWith('recording.'))
}
