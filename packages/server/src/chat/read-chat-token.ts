import { accepted, type ChatIdentity, type Result, readChatClaims, refused } from '@hotseat/core'
import type { ChatKeyRow, ChatProjectRow } from '../store/tables.ts'
import type { ChatSigner } from './chat-signer.ts'
import { parseChatToken } from './parse-chat-token.ts'
import { readChatHeader } from './read-chat-header.ts'

/** A token, and the project that it is shown to. */
export type ShownToken = {
  readonly tenantId: string
  readonly project: ChatProjectRow
  /** The project's keys that `kid` may mean, all of them without one, as the store has them now. */
  readonly keysOf: (kid: string | null) => Promise<readonly ChatKeyRow[]>
  readonly text: string
  /** Epoch ms. */
  readonly now: number
}

/** Whom a token speaks for, and by which key. Whether it was used before is for the store to say. */
export type ReadToken = { readonly identity: ChatIdentity; readonly kid: string }

/** Reads a token for one project: its form, its header, its signature, its claims, in this order (spec CT1 to CT8). */
export async function readChatToken(signer: ChatSigner, shown: ShownToken): Promise<Result<ReadToken>> {
  const parsed = parseChatToken(shown.text)
  if (!parsed.ok) return parsed
  const header = readChatHeader(parsed.value.header)
  if (!header.ok) return header
  const { kid } = header.value
  const key = await signer.find(shown.tenantId, await shown.keysOf(kid), parsed.value, kid)
  if (key === null) return refused('chatToken.signature')
  const identity = readChatClaims(parsed.value.claims, shown.project, shown.now)
  return identity.ok ? accepted({ identity: identity.value, kid: key.kid }) : identity
}
