import { createCipheriv } from 'node:crypto'
import { encodeRecordHead, ownerMember, type PartOwner, type RecordKind, recordNonce, tagBytes } from '@hotseat/protocol'
import { CompactEncrypt, importJWK } from 'jose'

/** Seals the records of one part, one after the other (packages/protocol, recording-container.ts). */
export interface Sealer {
  /** The part's key, which only the server can read, and only as that of its owner (spec SPL1): a compact JWE. */
  readonly wrappedKey: string
  /** The next record, as it stands in the file. */
  seal(kind: RecordKind, bytes: Uint8Array): Uint8Array
}

/** A sealer with the given key of 32 bytes, which is in this process's memory and nowhere else in the clear. */
export async function createSealer(
  key: Uint8Array,
  wrappingKey: Readonly<Record<string, string>>,
  owner: PartOwner,
): Promise<Sealer> {
  const publicKey = await importJWK({ kty: 'EC', ...wrappingKey }, 'ECDH-ES+A256KW')
  const { tenant, recorder, recording } = owner
  const wrappedKey = await new CompactEncrypt(key)
    .setProtectedHeader({
      ...{ alg: 'ECDH-ES+A256KW', enc: 'A256GCM', ...(wrappingKey.kid && { kid: wrappingKey.kid }) },
      [ownerMember]: { tenant, recorder, recording },
    })
    .encrypt(publicKey)
  let number = 0
  return {
    wrappedKey,
    seal(kind, bytes) {
      const head = encodeRecordHead(kind, bytes.byteLength + tagBytes)
      const cipher = createCipheriv('aes-256-gcm', key, recordNonce(number)).setAAD(head)
      number += 1
      return Buffer.concat([head, cipher.update(bytes), cipher.final(), cipher.getAuthTag()])
    },
  }
}
