import { createHmac, createSecretKey } from 'node:crypto'
import type { ServerSecrets } from './deps.ts'
import type { Clock, Random } from './ports.ts'
import type { SystemStore } from './store/store.ts'

/** Both keys that the nodes of a cluster share, as raw bytes. */
export type ServerKeys = { readonly challenge: Uint8Array; readonly secret: Uint8Array }

/**
 * Reads the shared keys, or makes them at the first start of the first node. They live in the store, so every node
 * and every restart has the same ones: a challenge given before a crash still counts after it (S-56).
 */
export async function loadServerKeys(system: SystemStore, world: { clock: Clock; random: Random }): Promise<ServerKeys> {
  return system.transact(async (tx) => {
    const keyOf = async (id: string) => {
      const known = await tx.get('serverKeys', { id })
      if (known) return Buffer.from(known.value, 'base64url')
      const made = Buffer.from(world.random.bytes(32))
      tx.put('serverKeys', { id, value: made.toString('base64url'), createdAt: world.clock.now() })
      return made
    }
    return { challenge: await keyOf('challenge'), secret: await keyOf('secret') }
  })
}

/** Keyed hashes for CSRF tokens and counter names; the purpose is hashed along, so that one never passes for another. */
export function createServerSecrets(key: Uint8Array): ServerSecrets {
  // Imported once: that takes three times as long as the hash.
  const secret = createSecretKey(key)
  const hashOf = (purpose: string, text: string) => createHmac('sha256', secret).update(`${purpose}\n${text}`).digest('base64url')
  return {
    csrfToken: (sessionId) => hashOf('csrf', sessionId),
    keyedHash: (text) => hashOf('name', text),
  }
}
