import type { ServerSecrets } from '../deps.ts'

/** Whose guesses are counted together: an account (apart for each device it has come from), or a name nobody has. */
export type Guessed =
  | { readonly kind: 'account'; readonly userId: string; readonly deviceId: string | null }
  | { readonly kind: 'unknown'; readonly tenantId: string; readonly username: string }

/** The key of a lockout counter: a keyed hash, so that the store gives neither names nor their existence away (S-07). */
export function attemptKeyOf(secrets: ServerSecrets, guessed: Guessed): string {
  return secrets.keyedHash(
    guessed.kind === 'account'
      ? `account\n${guessed.userId}\n${guessed.deviceId ?? ''}`
      : `unknown\n${guessed.tenantId}\n${guessed.username}`,
  )
}
