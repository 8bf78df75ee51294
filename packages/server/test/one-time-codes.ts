import { TOTP } from 'otpauth'

/** The code that an authenticator app shows for a key at a moment. */
export function codeAt(key: string, timestamp: number): string {
  return new TOTP({ secret: key }).generate({ timestamp })
}
