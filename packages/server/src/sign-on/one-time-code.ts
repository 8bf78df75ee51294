import { Secret, TOTP } from 'otpauth'
import type { Random } from '../ports.ts'

/** What every authenticator app takes: RFC 6238 with SHA-1, six digits, thirty seconds. */
const form = { algorithm: 'SHA1', digits: 6, period: 30 } as const
/** Codes of the step before and after count too, for clocks that differ (RFC 6238, 5.2). */
const window = 1

/** A new key in base32, 160 bits (RFC 4226, R6). */
export function createOneTimeKey(random: Random): string {
  return new Secret({ buffer: new Uint8Array(random.bytes(20)).buffer }).base32
}

/** The `otpauth://` address that an authenticator app reads from a QR code. */
export function oneTimeAddress(key: string, label: string): string {
  return new TOTP({ ...form, issuer: 'Hotseat', label, secret: key }).toString()
}

/** The time step that a code belongs to, null when it fits none near `now`. */
export function findOneTimeStep(key: string, code: string, now: number): number | null {
  const delta = new TOTP({ ...form, secret: key }).validate({ token: code, timestamp: now, window })
  return delta === null ? null : Math.floor(now / 1000 / form.period) + delta
}
