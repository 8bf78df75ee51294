import type { Clock, PasswordHasher, Random, SignatureVerifier } from './ports.ts'
import type { Store } from './store/store.ts'

/** Challenges for a resume: stateless, so that any node checks what another one gave (S-56). */
export interface Challenges {
  issue(): string
  /** Whether this cluster gave the challenge in the last 60 s; that it is used once is the session row's business. */
  check(challenge: string): boolean
}

/** What only the servers know: keyed hashes by the shared server keys. */
export interface ServerSecrets {
  /** The value of `X-CSRF-Token` for a session (S-31). */
  csrfToken(sessionId: string): string
  /** HMAC-SHA256 in base64url: names the counters of accounts, devices and unknown names alike (S-07). */
  keyedHash(text: string): string
}

/** Keeps secrets that must be read again, unlike passwords: encrypted by a key that is outside the database. */
export interface Vault {
  /** `owner` is whose it is; it opens for no other. */
  seal(text: string, owner: string): string
  /** Null when it is another key's, another owner's, or was changed. */
  open(sealed: string, owner: string): string | null
}

/** How long a client is asked to wait before it comes back: the server spreads the herd. */
export interface Herd {
  waitMs(): number
}

/** Everything a use case may touch. `compose.ts` builds the real one, the simulator its own on virtual time. */
export type Deps = {
  readonly store: Store
  readonly clock: Clock
  readonly random: Random
  readonly hasher: PasswordHasher
  readonly signatures: SignatureVerifier
  readonly challenges: Challenges
  readonly secrets: ServerSecrets
  readonly vault: Vault
  readonly herd: Herd
  /** This node's name in `SessionRow.connectedNode` and in the nodes table; new at every start. */
  readonly nodeId: string
  /** Serves the simulated telephony; only with demo data. */
  readonly demo: boolean
}
