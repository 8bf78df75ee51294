import { openChatKey, sealNewChatKey } from '../chat/seal-chat-key.ts'
import type { Deps } from '../deps.ts'

const tenantId = 'demo'
const projectId = 'support'

/**
 * The secret key by which the demo shop's back end signs: the project's newest that counts, so that the shop follows a rotation; the
 * first is made here. Null when an administrator revoked all: then the shop signs nobody in, as a real one would not.
 */
export async function findDemoShopKey(deps: Deps): Promise<{ kid: string; secret: string } | null> {
  const { store, clock, vault } = deps
  return store.tenant(tenantId).transact(async (tx) => {
    const keys = await tx.find('chatKeys', { where: { projectId }, orderBy: 'createdAt', descending: true })
    if (keys.length === 0) {
      const meta = { at: clock.now(), by: null }
      const { secret, row } = sealNewChatKey(deps, { tenantId, projectId, kid: 'demo-shop' }, meta)
      tx.put('chatKeys', row)
      await tx.emit({ kind: 'chatKey.created', userId: null, data: { projectId, kid: row.kid } }, meta)
      return { kid: row.kid, secret }
    }
    for (const row of keys) {
      const secret = row.revokedAt === null ? openChatKey(vault, tenantId, row) : null
      if (secret !== null) return { kid: row.kid, secret }
    }
    return null
  })
}
