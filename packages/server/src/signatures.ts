import { createPublicKey, type KeyObject, verify } from 'node:crypto'
import type { JsonWebKey, SignatureVerifier } from './ports.ts'

/** Keys kept imported; one takes about 1 KB outside the heap. */
const keysKept = 4_096

const imported = new Map<string, KeyObject>()

/** Checks a device key's signature with OpenSSL; a key or signature that is none is one that does not fit. */
export const signatureVerifier: SignatureVerifier = {
  verify(jwk, message, signatureBase64url) {
    const signature = Buffer.from(signatureBase64url, 'base64url')
    if (signature.length !== 64) return false
    try {
      return verify('sha256', Buffer.from(message), { key: keyOf(jwk), dsaEncoding: 'ieee-p1363' }, signature)
    } catch {
      return false
    }
  },
}

/** Importing a key costs half as much as a verification; a client on a bad line comes back with the same one again and again. */
function keyOf({ kty, crv, x, y }: JsonWebKey): KeyObject {
  const name = `${x}.${y}`
  const key = imported.get(name) ?? createPublicKey({ key: { kty, crv, x, y }, format: 'jwk' })
  // The key that was used longest ago is the first to go.
  imported.delete(name)
  imported.set(name, key)
  const [oldest] = imported.keys()
  if (imported.size > keysKept && oldest !== undefined) imported.delete(oldest)
  return key
}
