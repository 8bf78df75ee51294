import type { SystemTables, TenantTables } from './tables.ts'

export type AllTables = TenantTables & SystemTables
export type TableName = keyof AllTables

/** How a column's value is kept: `json` for everything nested, `integer` for counts and moments. */
export type ColumnKind = 'text' | 'integer' | 'boolean' | 'json'

type KindOf<Value> = [Value] extends [string | null]
  ? 'text'
  : [Value] extends [number | null]
    ? 'integer'
    : [Value] extends [boolean | null]
      ? 'boolean'
      : 'json'

/** Every column of every table with its kind; the compiler checks that it says the same as `tables.ts`. */
export const columns = {
  members: {
    id: 'text',
    username: 'text',
    name: 'text',
    role: 'text',
    extension: 'text',
    campaigns: 'json',
    disabledAt: 'integer',
    createdAt: 'integer',
  },
  sessions: {
    id: 'text',
    userId: 'text',
    subId: 'text',
    role: 'text',
    credential: 'text',
    browserId: 'text',
    deviceKey: 'json',
    deviceId: 'text',
    application: 'text',
    tokenHash: 'text',
    tokenExpiresAt: 'integer',
    startedAt: 'integer',
    authenticatedAt: 'integer',
    expiresAt: 'integer',
    activeAt: 'integer',
    address: 'text',
    userAgent: 'text',
    connectedNode: 'text',
    droppedAt: 'integer',
    dueAt: 'integer',
    endedAt: 'integer',
    endReason: 'text',
    usedChallenges: 'json',
  },
  devices: { userId: 'text', deviceId: 'text', firstSeenAt: 'integer', lastSeenAt: 'integer', revokedAt: 'integer' },
  agents: { userId: 'text', agent: 'json', extension: 'text', dueAt: 'integer' },
  preferences: { level: 'text', key: 'text', value: 'json', locked: 'boolean', changedAt: 'integer', changedBy: 'text' },
  places: { id: 'text', name: 'text', extension: 'text', devices: 'json', disabledAt: 'integer' },
  campaigns: { id: 'text', name: 'text', type: 'text', description: 'text', media: 'json', disabledAt: 'integer' },
  reasonCodes: {
    id: 'text',
    category: 'text',
    code: 'integer',
    label: 'text',
    system: 'boolean',
    disabledAt: 'integer',
  },
  wrapUpCodes: { id: 'text', label: 'text', disabledAt: 'integer' },
  phoneBooks: { id: 'text', name: 'text', type: 'text', contacts: 'json', disabledAt: 'integer' },
  media: { id: 'text', name: 'text', maxDialogLimit: 'integer', position: 'integer' },
  notes: { userId: 'text', text: 'text', version: 'integer', savedAt: 'integer' },
  phoneCredentials: {
    sessionId: 'text',
    userId: 'text',
    username: 'text',
    realm: 'text',
    sealedDigest: 'text',
    mintedAt: 'integer',
  },
  chatProjects: {
    id: 'text',
    name: 'text',
    autoLogin: 'boolean',
    anonymous: 'boolean',
    allowedOrigins: 'json',
    campaigns: 'json',
    audience: 'text',
    singleUse: 'boolean',
    disabledAt: 'integer',
  },
  chatKeys: {
    projectId: 'text',
    kid: 'text',
    sealedSecret: 'text',
    createdAt: 'integer',
    createdBy: 'text',
    lastUsedAt: 'integer',
    revokedAt: 'integer',
  },
  usedTokens: { projectId: 'text', jti: 'text', expiresAt: 'integer' },
  customers: {
    id: 'text',
    projectId: 'text',
    subject: 'text',
    email: 'text',
    name: 'text',
    verified: 'boolean',
    createdAt: 'integer',
    seenAt: 'integer',
  },
  customerSessions: {
    id: 'text',
    projectId: 'text',
    customerId: 'text',
    tokenHash: 'text',
    previousTokenHash: 'text',
    previousUntil: 'integer',
    kid: 'text',
    origin: 'text',
    startedAt: 'integer',
    expiresAt: 'integer',
    endedAt: 'integer',
  },
  conversations: {
    id: 'text',
    projectId: 'text',
    customerId: 'text',
    state: 'text',
    agentId: 'text',
    closedAt: 'integer',
    queue: 'text',
    waitingSince: 'integer',
    conversation: 'json',
  },
  messages: {
    conversationId: 'text',
    seq: 'integer',
    sender: 'text',
    authorId: 'text',
    clientId: 'text',
    text: 'text',
    at: 'integer',
  },
  cannedReplies: { id: 'text', title: 'text', text: 'text', disabledAt: 'integer' },
  tenants: { id: 'text', name: 'text', createdAt: 'integer', suspendedAt: 'integer' },
  accounts: {
    id: 'text',
    email: 'text',
    passwordHash: 'text',
    passwordChangedAt: 'integer',
    secondFactor: 'json',
    tenants: 'json',
  },
  browsers: { id: 'text', tokenHash: 'text', sessions: 'json', seenAt: 'integer' },
  attempts: { key: 'text', failures: 'integer', permits: 'json', blockedUntil: 'integer', changedAt: 'integer' },
  budgets: { key: 'text', failedAt: 'json', startedAt: 'integer', count: 'integer' },
  activations: { hash: 'text', purpose: 'text', tenant: 'text', userId: 'text', expiresAt: 'integer', usedAt: 'integer' },
  serverKeys: { id: 'text', value: 'text', createdAt: 'integer' },
  nodes: { id: 'text', startedAt: 'integer', leaseUntil: 'integer' },
} as const satisfies { [T in TableName]: { [C in keyof AllTables[T]]: KindOf<AllTables[T][C]> } }

/** Columns that queries name often, a list each; every form of the store indexes them. */
export const indexedColumns: { readonly [T in TableName]?: readonly (keyof AllTables[T] & string)[] } = {
  members: ['username', 'extension'],
  sessions: ['userId', 'browserId', 'tokenHash', 'connectedNode'],
  devices: ['userId'],
  agents: ['extension'],
  phoneCredentials: ['username'],
  customers: ['subject'],
  customerSessions: ['tokenHash', 'previousTokenHash', 'customerId', 'kid'],
  conversations: ['state', 'agentId', 'customerId', 'queue'],
  messages: ['conversationId'],
}
