import type { DeviceKey } from '@hotseat/protocol'
import type { KeyMaker } from './world.ts'

const algorithm = { name: 'ECDSA', namedCurve: 'P-256' }

/** A fresh P-256 key pair whose private half no script can read (S-53). */
export function generateDeviceKey(subtle: KeyMaker): Promise<CryptoKeyPair> {
  return subtle.generateKey(algorithm, false, ['sign', 'verify'])
}

/** The public half, as the server wants it at sign-in. */
export async function publicHalf(subtle: KeyMaker, { publicKey }: CryptoKeyPair): Promise<DeviceKey> {
  const { x = '', y = '' } = await subtle.exportKey('jwk', publicKey)
  return { kty: 'EC', crv: 'P-256', x, y }
}

/** What a proof is made over: it is good for one page's origin, one session and one challenge. */
export type ProofSubject = { readonly origin: string; readonly sessionId: string; readonly challenge: string }

/** Proves that the device of this session is back: ECDSA P-256/SHA-256, IEEE P1363, base64url. */
export async function signProof(subtle: KeyMaker, { privateKey }: CryptoKeyPair, subject: ProofSubject): Promise<string> {
  const text = `hotseat-resume\n${subject.origin}\n${subject.sessionId}\n${subject.challenge}`
  const signature = await subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, privateKey, new TextEncoder().encode(text))
  return btoa(String.fromCharCode(...new Uint8Array(signature)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}

/** Whether a value from a store is a key pair. */
export function isKeyPair(value: unknown): value is CryptoKeyPair {
  return typeof value === 'object' && value !== null && 'privateKey' in value && 'publicKey' in value
}
