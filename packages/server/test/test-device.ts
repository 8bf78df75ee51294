import { createHash, generateKeyPairSync, sign } from 'node:crypto'

/** A device key as a browser holds it: the public half to show, and proofs of the private one. */
export type TestDevice = {
  readonly publicKey: { readonly kty: 'EC'; readonly crv: 'P-256'; readonly x: string; readonly y: string }
  prove(origin: string, sessionId: string, challenge: string): string
  /** ECDSA P-256/SHA-256 over any text. */
  sign(text: string): string
  proveSignIn(who: { origin: string; tenant: string; username: string; challenge: string }): string
}

export function createTestDevice(): TestDevice {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
  const id = createHash('sha256')
    .update(JSON.stringify({ crv: 'P-256', kty: 'EC', x, y }))
    .digest('base64url')
  const signText = (text: string) =>
    sign('sha256', Buffer.from(text), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url')
  return {
    publicKey: { kty: 'EC', crv: 'P-256', x, y },
    sign: signText,
    prove: (origin, sessionId, challenge) => signText(`hotseat-resume\n${origin}\n${sessionId}\n${challenge}`),
    proveSignIn: ({ origin, tenant, username, challenge }) =>
      signText(`hotseat-sign-in\n${origin}\n${tenant}\n${username}\n${id}\n${challenge}`),
  }
}
