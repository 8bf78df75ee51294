import type { Conversation, ConversationState, Speaker } from '@hotseat/core'

/** A web site's chat desk (`service-desk-id`). */
export type ChatProjectRow = {
  id: string
  name: string
  autoLogin: boolean
  anonymous: boolean
  allowedOrigins: readonly string[]
  campaigns: readonly string[]
  audience: string | null
  singleUse: boolean
  disabledAt: number | null
}
/** `sealedSecret`: the HMAC key of a project's tokens, sealed by the vault (S-48). */
export type ChatKeyRow = {
  projectId: string
  kid: string
  sealedSecret: string
  createdAt: number
  createdBy: string | null
  lastUsedAt: number | null
  revokedAt: number | null
}
/** A token that counts once, until it is over anyway (S-47). */
export type UsedTokenRow = { projectId: string; jti: string; expiresAt: number }
/** Who chats. `subject` names them within the project: by `sub`, by e-mail, or as nobody known. */
export type CustomerRow = {
  id: string
  projectId: string
  subject: string
  email: string | null
  name: string
  verified: boolean
  createdAt: number
  seenAt: number
}
export type CustomerSessionRow = {
  id: string
  projectId: string
  customerId: string
  /** SHA-256 of the token (S-21). */
  tokenHash: string
  /** The token before it, and until when it is answered still (spec CU1). */
  previousTokenHash: string | null
  previousUntil: number | null
  /** The key that signed them in: when it is revoked, so is the session; null for anonymous ones. */
  kid: string | null
  origin: string
  startedAt: number
  expiresAt: number
  endedAt: number | null
}
export type ConversationRow = {
  id: string
  projectId: string
  customerId: string
  state: ConversationState
  agentId: string | null
  closedAt: number | null
  /** Of one that waits and is rung for at nobody: in which queue, and since when. */
  queue: string | null
  waitingSince: number | null
  /** The conversation itself; the columns before it repeat what is looked for. */
  conversation: Conversation
}
export type MessageRow = {
  conversationId: string
  seq: number
  sender: Speaker
  /** The agent or customer; null for the system. */
  authorId: string | null
  /** What its sender calls it, unique in the conversation; null for the system's. */
  clientId: string | null
  text: string
  at: number
}
export type CannedReplyRow = { id: string; title: string; text: string; disabledAt: number | null }
