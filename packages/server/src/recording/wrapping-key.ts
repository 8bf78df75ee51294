import { createECDH } from 'node:crypto'
import { ownerMember, type PartOwner } from '@hotseat/protocol'
import { compactDecrypt, importJWK } from 'jose'
import type { Deps } from '../deps.ts'
import type { JsonWebKey } from '../ports.ts'

/** The row of `serverKeys` that holds the private half, sealed by the vault. */
export const wrappingKeyId = 'recordingKey'

/** The key pair of this installation under which keys of parts are wrapped (spec RC21). */
export interface WrappingKey {
  /** For recorders: a P-256 JWK. */
  publicKey(): Promise<JsonWebKey>
  /** What a compact JWE (ECDH-ES+A256KW, A256GCM) holds; null: it is none that was wrapped for us and for a part of this owner. */
  unwrap(jwe: string, owner: PartOwner): Promise<Uint8Array | null>
}

type Pair = { readonly publicKey: JsonWebKey; readonly privateKey: Awaited<ReturnType<typeof importJWK>> }

/** Reads the pair when it is first asked for; the first node that does so makes it. */
export function createWrappingKey(deps: Pick<Deps, 'store' | 'vault' | 'random' | 'clock'>): WrappingKey {
  let known: Promise<Pair> | null = null
  const load = () => {
    known ??= loadPair(deps).catch((error: unknown) => {
      known = null
      throw error
    })
    return known
  }
  return {
    publicKey: async () => (await load()).publicKey,
    async unwrap(jwe, owner) {
      const { privateKey } = await load()
      const opened = await compactDecrypt(jwe, privateKey, {
        keyManagementAlgorithms: ['ECDH-ES+A256KW'],
        contentEncryptionAlgorithms: ['A256GCM'],
      }).catch(() => null)
      return opened && isOwned(opened.protectedHeader[ownerMember], owner) ? opened.plaintext : null
    },
  }
}

/** The header was authenticated with the key: nobody else could have named another owner. */
function isOwned(named: unknown, { tenant, recorder, recording }: PartOwner): boolean {
  if (typeof named !== 'object' || named === null) return false
  const { tenant: ofTenant, recorder: by, recording: of } = { tenant: null, recorder: null, recording: null, ...named }
  return ofTenant === tenant && by === recorder && of === recording
}

async function loadPair({ store, vault, random, clock }: Pick<Deps, 'store' | 'vault' | 'random' | 'clock'>): Promise<Pair> {
  const sealed = await store.system.transact(async (tx) => {
    const row = await tx.get('serverKeys', { id: wrappingKeyId })
    if (row) return row.value
    const made = Buffer.from(random.bytes(32)).toString('base64url')
    // Throws for the one in four billion that is no key of the curve, before it is kept.
    publicHalfOf(made)
    const value = vault.seal(made, wrappingKeyId)
    tx.put('serverKeys', { id: wrappingKeyId, value, createdAt: clock.now() })
    return value
  })
  const d = vault.open(sealed, wrappingKeyId)
  if (d === null) throw new Error('the key of recordings was sealed by another secret key')
  const publicKey = publicHalfOf(d)
  return { publicKey, privateKey: await importJWK({ ...publicKey, d }, 'ECDH-ES+A256KW') }
}

function publicHalfOf(d: string): JsonWebKey {
  const ecdh = createECDH('prime256v1')
  ecdh.setPrivateKey(d, 'base64url')
  const point = ecdh.getPublicKey()
  return { kty: 'EC', crv: 'P-256', x: point.subarray(1, 33).toString('base64url'), y: point.subarray(33).toString('base64url') }
}
