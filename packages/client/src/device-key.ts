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
  return signText(subtle, privateKey, `hotseat-resume\n${subject.origin}\n${subject.sessionId}\n${subject.challenge}`)
}

/** Who is about to sign in, from which page's origin; the name as it was typed. */
export type SignInSubject = {
  readonly origin: string
  /** Empty where the name, or the server, says it. */
  readonly tenant: string
  readonly username: string
  readonly challenge: string
}

/** Proves at a sign-in that this is the device whose key goes with it, so that strangers' guesses do not keep it out (S-13). */
export async function signSignIn(
  subtle: KeyMaker,
  { privateKey }: CryptoKeyPair,
  { x, y }: DeviceKey,
  { origin, tenant, username, challenge }: SignInSubject,
): Promise<string> {
  const canonical = JSON.stringify({ crv: 'P-256', kty: 'EC', x, y })
  const thumbprint = encodeBytes(await subtle.digest('SHA-256', new TextEncoder().encode(canonical)))
  return signText(subtle, privateKey, `hotseat-sign-in\n${origin}\n${tenant}\n${username}\n${thumbprint}\n${challenge}`)
}

/** Proves at a recorder's sign-in that this is the key which the ticket was made for (RC11). */
export async function signRecorder(
  subtle: KeyMaker,
  { privateKey }: CryptoKeyPair,
  { origin, ticket, challenge }: { readonly origin: string; readonly ticket: string; readonly challenge: string },
): Promise<string> {
  return signText(subtle, privateKey, `hotseat-recorder\n${origin}\n${ticket}\n${challenge}`)
}

async function signText(subtle: KeyMaker, privateKey: CryptoKey, text: string): Promise<string> {
  return encodeBytes(await subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, privateKey, new TextEncoder().encode(text)))
}

/** Base64url. */
function encodeBytes(bytes: ArrayBuffer): string {
  return btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}

/** Whether a value from a store is a key pair. */
export function isKeyPair(value: unknown): value is CryptoKeyPair {
  return typeof value === 'object' && value !== null && 'privateKey' in value && 'publicKey' in value
}
