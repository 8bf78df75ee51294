import { type CryptoKey, compactVerify } from 'jose'
import type { Vault } from '../deps.ts'
import type { ChatKeyRow } from '../store/tables.ts'
import type { ParsedToken } from './parse-chat-token.ts'
import { chatAlgorithm } from './read-chat-header.ts'
import { openChatKey } from './seal-chat-key.ts'

/** So many opened keys are kept at once. */
const mostOpen = 1_000

/** Finds out which of a project's keys signed a token. */
export interface ChatSigner {
  /**
   * The key that `kid` names, or without one whichever active key it is (spec CT3); null when none signed it. The rows are the
   * store's of now, so that a revoked key counts nowhere.
   */
  find(tenantId: string, keys: readonly ChatKeyRow[], token: ParsedToken, kid: string | null): Promise<ChatKeyRow | null>
}

/** Opens each sealed secret once: a row's secret never changes, so what is kept cannot go stale. */
export function createChatSigner(vault: Vault): ChatSigner {
  const opened = new Map<string, Promise<CryptoKey> | null>()

  function open(tenantId: string, row: ChatKeyRow): Promise<CryptoKey> | null {
    const name = JSON.stringify([tenantId, row.projectId, row.kid, row.sealedSecret])
    const known = opened.get(name)
    if (known !== undefined) return known
    const secret = openChatKey(vault, tenantId, row)
    const key = secret === null ? null : importKey(secret)
    const [oldest] = opened.keys()
    if (opened.size >= mostOpen && oldest !== undefined) opened.delete(oldest)
    opened.set(name, key)
    return key
  }

  return {
    async find(tenantId, keys, token, kid) {
      for (const row of keys) {
        if (row.revokedAt !== null || (kid !== null && row.kid !== kid)) continue
        const key = await open(tenantId, row)
        if (key !== null && (await isSignedBy(token, key))) return row
      }
      return null
    },
  }
}

/** The key can do HMAC with SHA-256 and nothing else, so that no header leads it elsewhere (S-45). */
function importKey(secret: string): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', Buffer.from(secret), { name: 'HMAC', hash: 'SHA-256' }, false, ['verify'])
}

async function isSignedBy({ text }: ParsedToken, key: CryptoKey): Promise<boolean> {
  try {
    await compactVerify(text, key, { algorithms: [chatAlgorithm] })
    return true
  } catch {
    return false
  }
}
