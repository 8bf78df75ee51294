import type { FeedEvent } from '@hotseat/core'
import type { SessionDocument } from '@hotseat/protocol'
import { expect, test } from 'vitest'
import { createSessionHolder } from './session-holder.ts'

/** What the server says of one session, read when the feed stood at `offset`. */
function documentAt(offset: number, changed: { readonly tenant?: string; readonly state?: 'READY' | 'NOT_READY' } = {}) {
  const { tenant = 'demo', state = 'NOT_READY' } = changed
  const document: SessionDocument = {
    session: { id: `session-${tenant}`, subId: '', startedAt: 0, expiresAt: 1 },
    user: { id: 'anna', username: 'anna', name: 'Anna', role: 'executive', tenant, tenants: [] },
    agent: { states: [statusOf(state)], extension: null, place: null, campaigns: [] },
    preferences: {},
    csrfToken: 'csrf',
    offset,
  }
  return document
}

function statusOf(state: 'READY' | 'NOT_READY') {
  return { medium: 'voice', state, reasonCode: null, since: 0, pending: null, interaction: null }
}

function stateEvent(offset: number, state: 'READY' | 'NOT_READY'): FeedEvent {
  const previous = { state: 'NOT_READY', reasonCode: null, since: 0 } as const
  const data = { status: statusOf(state), previous, by: 'agent' } as const
  return { kind: 'agent.stateChanged', userId: 'anna', offset, at: 0, by: 'anna', data }
}

function createHolder() {
  return createSessionHolder(
    () => undefined,
    () => undefined,
  )
}

test('a document read again leaves the place in the feed: what is still under way is told once, and is not older than it', () => {
  const holder = createHolder()
  holder.adopt(documentAt(4))
  holder.adopt(documentAt(7, { state: 'READY' }))
  expect(holder.apply(stateEvent(5, 'NOT_READY'))).toBe(true)
  expect(holder.apply(stateEvent(5, 'NOT_READY'))).toBe(false)
  expect(holder.document?.agent?.states[0]?.state).toBe('READY')
  expect(holder.apply(stateEvent(8, 'NOT_READY'))).toBe(true)
  expect(holder.document?.agent?.states[0]?.state).toBe('NOT_READY')
})

test('a document older than what the feed told keeps the agent of the feed', () => {
  const holder = createHolder()
  holder.adopt(documentAt(4))
  holder.apply(stateEvent(5, 'READY'))
  holder.adopt(documentAt(4))
  expect(holder.document?.agent?.states[0]?.state).toBe('READY')
  holder.adopt(documentAt(5))
  expect(holder.document?.agent?.states[0]?.state).toBe('NOT_READY')
})

test('another tenant has a feed of its own', () => {
  const holder = createHolder()
  holder.adopt(documentAt(900))
  holder.adopt(documentAt(3, { tenant: 'acme' }))
  expect(holder.offset).toBe(3)
  expect(holder.apply(stateEvent(4, 'READY'))).toBe(true)
})
