import { createECDH, createHash, createPrivateKey, sign } from 'node:crypto'

/** A device's key pair as the lab's clients hold it: the public JWK, and a signer (ECDSA P-256/SHA-256, P1363, base64url). */
export type LabDeviceKey = {
  readonly publicKey: { readonly kty: 'EC'; readonly crv: 'P-256'; readonly x: string; readonly y: string }
  readonly sign: (message: string) => string
}

/** The key of these 32 bytes, so that a seed decides it. */
export function createDeviceKey(secret: Uint8Array): LabDeviceKey {
  const curve = createECDH('prime256v1')
  curve.setPrivateKey(Buffer.from(secret))
  // Uncompressed point: one byte of form, then x and y.
  const point = curve.getPublicKey()
  const publicKey = {
    kty: 'EC',
    crv: 'P-256',
    x: point.subarray(1, 33).toString('base64url'),
    y: point.subarray(33).toString('base64url'),
  } as const
  const d = Buffer.from(secret).toString('base64url')
  const key = createPrivateKey({ key: { ...publicKey, d }, format: 'jwk' })
  return {
    publicKey,
    sign: (message) => sign('sha256', Buffer.from(message), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url'),
  }
}

/** What a device signs to come back (protocol `ResumeBody`). */
export function resumeMessage(origin: string, sessionId: string, challenge: string): string {
  return `hotseat-resume\n${origin}\n${sessionId}\n${challenge}`
}

/** What a device signs when somebody signs in by password on it (protocol `SignInBody`). */
export function signInMessage(
  origin: string,
  { tenant, username, key, challenge }: { tenant: string; username: string; key: LabDeviceKey; challenge: string },
): string {
  return `hotseat-sign-in\n${origin}\n${tenant}\n${username}\n${thumbprintOf(key.publicKey)}\n${challenge}`
}

/** The RFC 7638 thumbprint of a public key, by which a server knows a device. */
export function thumbprintOf({ x, y }: { readonly x: string; readonly y: string }): string {
  return createHash('sha256')
    .update(JSON.stringify({ crv: 'P-256', kty: 'EC', x, y }))
    .digest('base64url')
}
