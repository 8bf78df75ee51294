import type { ChatSaidDocument, ChatSessionDocument } from '@hotseat/protocol'
import type { ChatReply } from '../log.ts'

/** What the answer to a login says; null: it was refused. */
export function loginOf({ status, body }: ChatReply): ChatSessionDocument | null {
  // The route of this call made the document.
  return status < 400 ? (body as ChatSessionDocument) : null
}

/** What the answer to something said says; null: it was refused. */
export function saidOf({ status, body }: ChatReply): ChatSaidDocument | null {
  // The route of this call made the document.
  return status < 400 ? (body as ChatSaidDocument) : null
}

/** The claims of a token that a site made. */
export function claimsOf(token: unknown): { readonly sub?: string; readonly jti?: string } {
  const [, claims = ''] = String(token).split('.')
  return JSON.parse(Buffer.from(claims, 'base64url').toString('utf8')) as { sub?: string; jti?: string }
}
