import type { Agent, EndReason, Role } from '@hotseat/core'
import type {
  CannedReplyRow,
  ChatKeyRow,
  ChatProjectRow,
  ConversationRow,
  CustomerRow,
  CustomerSessionRow,
  MessageRow,
  UsedTokenRow,
} from './chat-tables.ts'

export type * from './chat-tables.ts'

import type { JsonWebKey } from '../ports.ts'
import type {
  MediaRemovalRow,
  RecordedCallRow,
  RecorderRow,
  RecorderTicketRow,
  RecordingIndexRow,
  RecordingPartRow,
  RecordingRow,
  RecordingUploadRow,
} from './recording-tables.ts'

export type * from './recording-tables.ts'

/**
 * The rows of the store, as the use cases see them: camelCase, no tenant column (a tenant's store adds it).
 * The SQL schema in `migrations/` has the same tables in snake_case.
 */
export type MemberRow = {
  /** The account's id. */
  id: string
  /** Lower case, NFC; unique in the tenant. */
  username: string
  name: string
  role: Role
  extension: string | null
  campaigns: readonly string[]
  disabledAt: number | null
  createdAt: number
}
export type SessionRow = {
  id: string
  userId: string
  subId: string
  role: Role
  credential: 'cookie' | 'bearer'
  browserId: string | null
  deviceKey: JsonWebKey | null
  /** RFC 7638 thumbprint of the device key. */
  deviceId: string | null
  /** Which application signed in (spec SO31). */
  application: string
  /** SHA-256 of the access token, for bearer clients (S-21). */
  tokenHash: string | null
  tokenExpiresAt: number | null
  startedAt: number
  /** The last real authentication; the absolute lifetime counts from here (S-23). */
  authenticatedAt: number
  expiresAt: number
  /** The last thing a person did (S-23). */
  activeAt: number
  address: string
  userAgent: string
  /** The node that holds the feed socket; null when none does. */
  connectedNode: string | null
  /** Since when no socket is open; null while one is. */
  droppedAt: number | null
  /** When the clock has something to do here next (idle, lifetime, grace); null when ended. */
  dueAt: number | null
  endedAt: number | null
  endReason: EndReason | null
  /** Challenges used in the last minute: a proof counts once. */
  usedChallenges: readonly { hash: string; at: number }[]
}
export type DeviceRow = { userId: string; deviceId: string; firstSeenAt: number; lastSeenAt: number; revokedAt: number | null }
/** `extension` repeats the agent's, so that who holds one is found by an index. */
export type AgentRow = { userId: string; agent: Agent; extension: string | null; dueAt: number | null }
export type PreferenceRow = {
  level: string
  key: string
  value: unknown
  locked: boolean
  changedAt: number
  changedBy: string | null
}
export type PlaceRow = {
  id: string
  name: string
  extension: string | null
  devices: readonly { dn: string; switch: string }[]
  disabledAt: number | null
}
export type CampaignRow = {
  id: string
  name: string
  type: 'inbound' | 'outbound' | 'blended'
  description: string
  media: readonly string[]
  disabledAt: number | null
}
/** `id` is `<category>:<code>`. */
export type ReasonCodeRow = {
  id: string
  category: 'NOT_READY' | 'LOGOUT'
  code: number
  label: string
  system: boolean
  disabledAt: number | null
}
export type WrapUpCodeRow = { id: string; label: string; disabledAt: number | null }
export type PhoneBookRow = {
  id: string
  name: string
  type: 'GLOBAL' | 'TEAM'
  contacts: readonly { firstName: string; lastName: string; phoneNumber: string; description: string }[]
  disabledAt: number | null
}
/** `position` orders a tenant's media: the first is the one that a desk shows largest. */
export type MediumRow = { id: string; name: string; maxDialogLimit: number; position: number }
export type NoteRow = { userId: string; text: string; version: number; savedAt: number }

/** `sealedDigest`: what a registrar checks a phone's answer against, sealed by the vault; the password is kept nowhere. */
export type PhoneCredentialRow = {
  sessionId: string
  userId: string
  /** The name that the phone registers by; unique in the tenant. */
  username: string
  realm: string
  sealedDigest: string
  mintedAt: number
}

/** Tables of one tenant. */
export type TenantTables = {
  members: MemberRow
  sessions: SessionRow
  devices: DeviceRow
  agents: AgentRow
  preferences: PreferenceRow
  places: PlaceRow
  campaigns: CampaignRow
  reasonCodes: ReasonCodeRow
  wrapUpCodes: WrapUpCodeRow
  phoneBooks: PhoneBookRow
  media: MediumRow
  notes: NoteRow
  phoneCredentials: PhoneCredentialRow
  chatProjects: ChatProjectRow
  chatKeys: ChatKeyRow
  usedTokens: UsedTokenRow
  customers: CustomerRow
  customerSessions: CustomerSessionRow
  conversations: ConversationRow
  messages: MessageRow
  cannedReplies: CannedReplyRow
  recorders: RecorderRow
  recorderTickets: RecorderTicketRow
  recordings: RecordingRow
  recordedCalls: RecordedCallRow
  recordingUploads: RecordingUploadRow
  recordingParts: RecordingPartRow
  recordingIndexes: RecordingIndexRow
  mediaRemovals: MediaRemovalRow
}

export type TenantRow = { id: string; name: string; createdAt: number; suspendedAt: number | null }
/** A key for one-time codes, encrypted by the vault (spec MF8). */
export type SecondFactor = {
  sealedKey: string
  /** Null until a first code showed that the person's device has it. */
  confirmedAt: number | null
  /** The time step of the last code that was accepted: no code counts twice. */
  lastStep: number
}
/** A person's credentials; the person may be a member of several tenants. */
export type AccountRow = {
  id: string
  email: string | null
  passwordHash: string | null
  /** When the password was changed or a second factor confirmed: what was authenticated before holds no longer. */
  passwordChangedAt: number
  secondFactor: SecondFactor | null
  tenants: readonly string[]
}
/** What the cookie names: a browser, and the sessions it holds by `subId`. */
export type BrowserRow = {
  id: string
  /** SHA-256 of the cookie's token (S-21). */
  tokenHash: string
  sessions: Readonly<Record<string, { tenant: string; sessionId: string }>>
  seenAt: number
}
/** The lockout counter of one account (or unknown name) and one device; the rule is core's `lockout`. */
export type AttemptRow = {
  key: string
  failures: number
  permits: readonly { id: string; until: number }[]
  blockedUntil: number | null
  changedAt: number
}
/** The failures of one source that still count; the rule is core's (S-13, S-17). */
export type BudgetRow = { key: string; failedAt: readonly number[]; startedAt: number; count: number }
/** A one-use link (S-06, S-74): the key is the secret's SHA-256. */
export type ActivationRow = {
  hash: string
  purpose: 'firstAdministrator' | 'password'
  tenant: string | null
  userId: string | null
  expiresAt: number
  usedAt: number | null
}
/** Keys that every node shares (challenge and CSRF HMACs): base64url. */
export type ServerKeyRow = { id: string; value: string; createdAt: number }
/** A running server; its sessions count as dropped when the lease is over. */
export type NodeRow = { id: string; startedAt: number; leaseUntil: number }

/** Tables that belong to no tenant. */
export type SystemTables = {
  tenants: TenantRow
  accounts: AccountRow
  browsers: BrowserRow
  attempts: AttemptRow
  budgets: BudgetRow
  activations: ActivationRow
  serverKeys: ServerKeyRow
  nodes: NodeRow
}

/** The columns that name a row, a table each. */
export const keys = {
  members: ['id'],
  sessions: ['id'],
  devices: ['userId', 'deviceId'],
  agents: ['userId'],
  preferences: ['level', 'key'],
  places: ['id'],
  campaigns: ['id'],
  reasonCodes: ['id'],
  wrapUpCodes: ['id'],
  phoneBooks: ['id'],
  media: ['id'],
  notes: ['userId'],
  phoneCredentials: ['sessionId'],
  chatProjects: ['id'],
  chatKeys: ['projectId', 'kid'],
  usedTokens: ['projectId', 'jti'],
  customers: ['id'],
  customerSessions: ['id'],
  conversations: ['id'],
  messages: ['conversationId', 'seq'],
  cannedReplies: ['id'],
  recorders: ['id'],
  recorderTickets: ['hash'],
  recordings: ['id'],
  recordedCalls: ['recordingId', 'interactionId'],
  recordingUploads: ['recordingId', 'part'],
  recordingParts: ['recordingId', 'part'],
  recordingIndexes: ['recordingId', 'part'],
  mediaRemovals: ['mediaKey'],
  tenants: ['id'],
  accounts: ['id'],
  browsers: ['id'],
  attempts: ['key'],
  budgets: ['key'],
  activations: ['hash'],
  serverKeys: ['id'],
  nodes: ['id'],
} as const satisfies { [T in keyof TenantTables]: readonly (keyof TenantTables[T])[] } & {
  [T in keyof SystemTables]: readonly (keyof SystemTables[T])[]
}
