import { createHash } from 'node:crypto'
import type { Vault } from '../deps.ts'

/** Who a phone says it is (RFC 3261, 22; RFC 8760): the password itself is not needed to check an answer, its digests are. */
export type PhoneDigest = {
  readonly username: string
  readonly realm: string
  /** Hex of MD5 and SHA-256 over `username:realm:password`: the HA1 of either algorithm. As good as the password. */
  readonly ha1: { readonly md5: string; readonly sha256: string }
}

export function digestOf({ username, realm, password }: { username: string; realm: string; password: string }): PhoneDigest {
  const ha1 = (algorithm: string) => createHash(algorithm).update(`${username}:${realm}:${password}`).digest('hex')
  return { username, realm, ha1: { md5: ha1('md5'), sha256: ha1('sha256') } }
}

const ownerOf = (username: string, realm: string) => `phone ${realm} ${username}`

export function sealDigest(vault: Vault, { username, realm, ha1 }: PhoneDigest): string {
  return vault.seal(`${ha1.md5} ${ha1.sha256}`, ownerOf(username, realm))
}

/** Null when it was sealed by another installation's key, or for another name. */
export function openDigest(
  vault: Vault,
  { username, realm, sealedDigest }: { username: string; realm: string; sealedDigest: string },
): PhoneDigest | null {
  const [md5, sha256] = vault.open(sealedDigest, ownerOf(username, realm))?.split(' ') ?? []
  return md5 === undefined || sha256 === undefined ? null : { username, realm, ha1: { md5, sha256 } }
}
