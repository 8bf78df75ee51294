/** What the server needs of the world. `compose.ts` names the real ones; the simulator brings its own. */

/** The time, and things to do later. Moments are epoch milliseconds. */
export interface Clock {
  now(): number
  /** Calls `task` once after `delayMs`; the returned function takes that back. */
  after(delayMs: number, task: () => void): () => void
}

/** Unpredictable bytes. */
export interface Random {
  bytes(length: number): Uint8Array
}

/** Password hashing, off the event loop and admission-controlled (S-03, S-19). */
export interface PasswordHasher {
  /** A PHC string of the password with today's parameters. Rejects with `Overloaded` when the queue is full. */
  hash(password: string): Promise<string>
  /** Whether the password fits; for an unknown user pass null, which takes as long (S-08). */
  verify(phc: string | null, password: string): Promise<{ fits: boolean; outdated: boolean }>
}

/** The password queue holds as much work as it may; thrown by `PasswordHasher`. No guess was looked at, so none counts (S-16). */
export class Overloaded extends Error {
  /** When it is worth coming back, in milliseconds. */
  readonly retryAfterMs: number
  constructor(retryAfterMs: number) {
    super('the password queue is full')
    this.name = 'Overloaded'
    this.retryAfterMs = retryAfterMs
  }
}

/** Checks an ECDSA P-256 signature (IEEE P1363) against a public JWK; synchronous, some 0.1 ms. */
export interface SignatureVerifier {
  verify(publicKey: JsonWebKey, message: string, signatureBase64url: string): boolean
}

/** A public P-256 key as JWK members. */
export type JsonWebKey = { readonly kty: 'EC'; readonly crv: 'P-256'; readonly x: string; readonly y: string }
