import type { Vault } from '../deps.ts'
import type { Random } from '../ports.ts'
import { createToken } from '../sign-on/tokens.ts'
import type { ChatKeyRow } from '../store/tables.ts'

/** Which key it is; a sealed secret that is copied to another row opens nothing there (S-48). */
export type ChatKeyName = { readonly tenantId: string; readonly projectId: string; readonly kid: string }

/**
 * A new secret key of a project (spec CT12): the text that is told once, whose UTF-8 bytes are the HMAC key as the JWT
 * libraries of back ends take one, and the row that keeps it sealed.
 */
export function sealNewChatKey(
  { vault, random }: { vault: Vault; random: Random },
  name: ChatKeyName,
  made: { readonly at: number; readonly by: string | null },
): { secret: string; row: ChatKeyRow } {
  const secret = createToken(random)
  const { projectId, kid } = name
  const sealedSecret = vault.seal(secret, ownerOf(name))
  return {
    secret,
    row: { projectId, kid, sealedSecret, createdAt: made.at, createdBy: made.by, lastUsedAt: null, revokedAt: null },
  }
}

/** The secret of a key; null when it was sealed by another installation's key, or for another project. */
export function openChatKey(vault: Vault, tenantId: string, { projectId, kid, sealedSecret }: ChatKeyRow): string | null {
  return vault.open(sealedSecret, ownerOf({ tenantId, projectId, kid }))
}

function ownerOf({ tenantId, projectId, kid }: ChatKeyName): string {
  return JSON.stringify(['chatKey', tenantId, projectId, kid])
}
