import { createHash, timingSafeEqual } from 'node:crypto'
import type { Random } from '../ports.ts'

/** A new bearer of trust: 256 random bits in base64url (S-21). */
export function createToken(random: Random): string {
  return Buffer.from(random.bytes(32)).toString('base64url')
}

/** What the store keeps of a token: its SHA-256 in base64url (S-21). */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}

/** A browser's cookie: its id, by which its row is found, and the secret that the row has the hash of. */
export function createBrowserToken(random: Random, browserId: string): string {
  return `${browserId}.${createToken(random)}`
}

/** The browser that a cookie names; whether it is that one is for the hash to say. */
export function browserIdOf(token: string): string {
  return token.slice(0, token.indexOf('.'))
}

/** Whether the hash is the token's, in constant time (S-21). */
export function isHashOf(hash: string, token: string): boolean {
  const wanted = Buffer.from(hash)
  const given = Buffer.from(hashToken(token))
  return wanted.length === given.length && timingSafeEqual(wanted, given)
}

/** A short id with 128 random bits. */
export function createId(random: Random): string {
  return Buffer.from(random.bytes(16)).toString('base64url')
}

/**
 * The same, sorted by when it was made (epoch ms): for rows that come in crowds and have several indexes. The new rows of one commit then lie
 * side by side, where random ids write a page of their own each, in the table and in every index that has one value for many.
 */
export function createOrderedId(random: Random, at: number): string {
  return `${at.toString(36).padStart(9, '0')}${createId(random)}`
}

/** A session's id: it names the tenant, so that a resume finds its store without a lookup. No secret. */
export function createSessionId(random: Random, tenantId: string): string {
  return `${tenantId}.${createId(random)}`
}

/** A bearer client's access token; the tenant stands in front of the secret. */
export function createAccessToken(random: Random, tenantId: string): string {
  return `${tenantId}.${createToken(random)}`
}

/** The tenant that a session id or an access token names; undefined when it has no such form. */
export function findTenantId(text: string): string | undefined {
  const dot = text.lastIndexOf('.')
  return dot > 0 ? text.slice(0, dot) : undefined
}
