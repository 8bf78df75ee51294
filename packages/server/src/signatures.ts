import { createPublicKey, verify } from 'node:crypto'
import type { SignatureVerifier } from './ports.ts'

/** Checks a device key's signature with OpenSSL; a key or signature that is none is one that does not fit. */
export const signatureVerifier: SignatureVerifier = {
  verify({ kty, crv, x, y }, message, signatureBase64url) {
    const signature = Buffer.from(signatureBase64url, 'base64url')
    if (signature.length !== 64) return false
    try {
      const key = createPublicKey({ key: { kty, crv, x, y }, format: 'jwk' })
      return verify('sha256', Buffer.from(message), { key, dsaEncoding: 'ieee-p1363' }, signature)
    } catch {
      return false
    }
  },
}
