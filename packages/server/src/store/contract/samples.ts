import type { AllTables } from '../columns.ts'
import type { MemberRow, SessionRow } from '../tables.ts'

const text = 'Zoë 🎧 “ça va?” \\ \' " % _ \n {"a":1} — 北京'

/** A member; what is not named is plain. */
export function member(id: string, changes: Partial<MemberRow> = {}): MemberRow {
  return {
    id,
    username: id,
    name: id,
    role: 'executive',
    extension: null,
    campaigns: [],
    disabledAt: null,
    createdAt: 1,
    ...changes,
  }
}

/** A session; what is not named is plain. */
export function session(id: string, changes: Partial<SessionRow> = {}): SessionRow {
  return {
    id,
    userId: 'user',
    subId: '',
    role: 'executive',
    credential: 'cookie',
    browserId: null,
    deviceKey: null,
    deviceId: null,
    application: 'hotseat',
    tokenHash: null,
    tokenExpiresAt: null,
    startedAt: 1,
    authenticatedAt: 1,
    expiresAt: 2,
    activeAt: 1,
    address: '127.0.0.1',
    userAgent: 'test',
    connectedNode: null,
    droppedAt: null,
    dueAt: null,
    endedAt: null,
    endReason: null,
    usedChallenges: [],
    ...changes,
  }
}

/** A row of every table with every column filled, moments as large as they get. */
export const samples: { readonly [T in keyof AllTables]: AllTables[T] } = {
  members: member('m', { name: text, extension: '5001', campaigns: ['a', text], disabledAt: Number.MAX_SAFE_INTEGER }),
  sessions: session('s', {
    browserId: 'b',
    deviceKey: { kty: 'EC', crv: 'P-256', x: 'x', y: 'y' },
    deviceId: 'd',
    tokenHash: 'h',
    tokenExpiresAt: 1_800_000_000_000,
    userAgent: text,
    connectedNode: 'n',
    droppedAt: 3,
    dueAt: 4,
    endedAt: 5,
    endReason: 'signedOut',
    usedChallenges: [{ hash: 'c', at: 6 }],
  }),
  devices: { userId: 'u', deviceId: 'd', firstSeenAt: 1, lastSeenAt: 2, revokedAt: 3 },
  agents: {
    userId: 'u',
    agent: {
      userId: 'u',
      sessionId: 's',
      extension: '5001',
      place: null,
      campaigns: [text],
      states: [{ medium: 'voice', state: 'READY', reasonCode: null, since: 1, pending: null, interaction: null }],
      lost: null,
    },
    extension: '5001',
    dueAt: 9,
  },
  preferences: {
    level: 'role:executive',
    key: 'k',
    value: { nested: [1, 2.5, null, true, text, { deep: [] }] },
    locked: true,
    changedAt: 1,
    changedBy: 'u',
  },
  places: { id: 'p', name: text, extension: '1', devices: [{ dn: '1', switch: text }], disabledAt: 1 },
  campaigns: { id: 'c', name: text, type: 'blended', description: text, media: ['voice'], disabledAt: 1 },
  reasonCodes: { id: 'NOT_READY:1', category: 'NOT_READY', code: 1, label: text, system: true, disabledAt: 1 },
  wrapUpCodes: { id: 'w', label: text, disabledAt: 1 },
  phoneBooks: {
    id: 'p',
    name: text,
    type: 'TEAM',
    contacts: [{ firstName: text, lastName: '', phoneNumber: '+49', description: text }],
    disabledAt: 1,
  },
  media: { id: 'voice', name: text, maxDialogLimit: 1, position: 1 },
  notes: { userId: 'u', text, version: 1, savedAt: 1 },
  phoneCredentials: { sessionId: 's', userId: 'u', username: 'p', realm: text, sealedDigest: 'd', mintedAt: 1 },
  chatProjects: {
    id: 'p',
    name: text,
    autoLogin: true,
    anonymous: false,
    allowedOrigins: ['https://shop.example'],
    campaigns: ['c', text],
    audience: text,
    singleUse: true,
    disabledAt: 1,
  },
  chatKeys: {
    ...{ projectId: 'p', kid: 'k', sealedSecret: text, createdAt: 1, createdBy: 'u', lastUsedAt: 2, revokedAt: 3 },
  },
  usedTokens: { projectId: 'p', jti: text, expiresAt: 1 },
  customers: {
    ...{ id: 'c', projectId: 'p', subject: text, email: text, name: text, verified: true, createdAt: 1, seenAt: 2 },
  },
  customerSessions: {
    ...{ id: 's', projectId: 'p', customerId: 'c', tokenHash: 'h', kid: 'k', origin: 'https://shop.example' },
    ...{ previousTokenHash: 'g', previousUntil: 4, startedAt: 1, expiresAt: 2, endedAt: 3 },
  },
  conversations: {
    ...{ id: 'v', projectId: 'p', customerId: 'c', state: 'open', agentId: 'u', closedAt: 5, queue: text, waitingSince: 6 },
    conversation: {
      ...{ id: 'v', projectId: 'p', customerId: 'c', campaign: text, state: 'open', agentId: 'u', startedAt: 1 },
      ...{ waitingSince: null, offeredAt: 2, openedAt: 3, closedAt: null, closedBy: null, wrapUpCode: null, lastSeq: 4 },
      ...{ customer: { delivered: 4, read: 3 }, agent: { delivered: 4, read: 4 }, missedBy: [text], wishedAgentId: null },
    },
  },
  messages: { conversationId: 'v', seq: 1, sender: 'agent', authorId: 'u', clientId: 'x', text, at: 1 },
  cannedReplies: { id: 'r', title: text, text, disabledAt: 1 },
  recorders: {
    ...{ id: 'k', key: { kty: 'EC', crv: 'P-256', x: 'x', y: 'y' }, userId: 'u', place: text, version: '1.0.0' },
    ...{ firstSeenAt: 1, lastSeenAt: 2, revokedAt: 3, usedChallenges: [{ hash: 'h', at: 1 }] },
  },
  recorderTickets: { hash: 'h', sessionId: 's', recorderId: 'k', expiresAt: 1 },
  recordings: {
    ...{ id: 'r', userId: 'u', place: text, state: 'running', askedAt: 1, recorderId: 'k', dueAt: 2 },
    recording: {
      ...{ id: 'r', userId: 'u', place: text, state: 'running', askedAt: 1, giveUpAt: 2, startedAt: 1, stoppedAt: null },
      calls: [{ interactionId: 'i', direction: 'inbound', campaign: text, party: text, from: 1, to: null }],
      ...{ pauses: [{ from: 1, to: null, by: 'u' }], recorderId: 'k', partCount: null, failure: null },
    },
  },
  recordedCalls: { recordingId: 'r', interactionId: 'i', answeredAt: 1 },
  recordingUploads: {
    ...{ recordingId: 'r', part: 1, recorderId: 'k', startedAt: 1, endedAt: 2, cut: true, sha256: 'f', bytes: 3 },
    ...{ wrappedKey: 'w', mediaKey: 'm', touchedAt: 4 },
  },
  recordingParts: {
    ...{ recordingId: 'r', part: 1, recorderId: 'k', startedAt: 1, endedAt: 2, cut: true, sha256: 'f', storedBytes: 3 },
    ...{ wrappedKey: 'w', mediaKey: 'm', durationMs: 4 },
  },
  recordingIndexes: {
    ...{ recordingId: 'r', part: 1 },
    index: { initBytes: 1, timescale: 10_240, fragments: [{ bytes: 1, duration: 2 }] },
  },
  mediaRemovals: { mediaKey: 'm', dueAt: 1, times: 2 },
  tenants: { id: 't', name: text, createdAt: 1, suspendedAt: 2 },
  accounts: {
    id: 'a',
    email: text,
    passwordHash: '$argon2id$',
    passwordChangedAt: 1,
    secondFactor: { sealedKey: text, confirmedAt: 1, lastStep: 2 },
    tenants: ['t', text],
  },
  browsers: { id: 'b', tokenHash: 'h', sessions: { [text]: { tenant: 't', sessionId: 's' } }, seenAt: 1 },
  attempts: { key: text, failures: 3, permits: [{ id: 'p', until: 1 }], blockedUntil: 2, changedAt: 3 },
  budgets: { key: text, failedAt: [1, 2], startedAt: 1, count: 2 },
  activations: { hash: 'h', purpose: 'password', tenant: 't', userId: 'u', expiresAt: 1, usedAt: 2 },
  serverKeys: { id: 'k', value: 'v', createdAt: 1 },
  nodes: { id: 'n', startedAt: 1, leaseUntil: 2 },
}
