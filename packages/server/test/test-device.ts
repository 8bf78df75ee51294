import { generateKeyPairSync, sign } from 'node:crypto'

/** A device key as a browser holds it: the public half to show, and proofs of the private one. */
export type TestDevice = {
  readonly publicKey: { readonly kty: 'EC'; readonly crv: 'P-256'; readonly x: string; readonly y: string }
  prove(origin: string, sessionId: string, challenge: string): string
}

export function createTestDevice(): TestDevice {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
  return {
    publicKey: { kty: 'EC', crv: 'P-256', x, y },
    prove: (origin, sessionId, challenge) =>
      sign('sha256', Buffer.from(`hotseat-resume\n${origin}\n${sessionId}\n${challenge}`), {
        key: privateKey,
        dsaEncoding: 'ieee-p1363',
      }).toString('base64url'),
  }
}
