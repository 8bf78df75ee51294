import { createHmac } from 'node:crypto'
import type { Prng } from '../prng.ts'

/** A web site that signs its customers in to a chat project. */
export type ShopSite = { readonly tenant: 'demo'; readonly project: string; readonly origin: string }

/** The sites of the simulation; what one knows of a customer the other one does not. */
export const shopSites: readonly ShopSite[] = [
  { tenant: 'demo', project: 'support', origin: 'https://shop.example.test' },
  { tenant: 'demo', project: 'sales', origin: 'https://sales.example.test' },
]

type ShopKey = { readonly kid: string; readonly secret: string }

/** What the sites' back ends do for the chat: they have the projects' secret keys, and say by a token who their customer is. */
export interface Shop {
  /** An administrator brings a new key; tokens are signed by it from now on. */
  learn(project: string, key: ShopKey): void
  /** The keys that are in use, the oldest first. */
  keysOf(project: string): readonly ShopKey[]
  /** A key that was revoked is signed with no more, but by a server that was forgotten. */
  drop(project: string, kid: string): void
  /** A token of five minutes; null as long as there is no key. */
  sign(project: string, subject: string, now: number): string | null
}

export function createShop(prng: Prng): Shop {
  const inUse = new Map<string, readonly ShopKey[]>()
  const dropped = new Map<string, ShopKey[]>()
  const keysOf = (project: string) => inUse.get(project) ?? []

  function choose(project: string): ShopKey | undefined {
    const old = dropped.get(project) ?? []
    if (old.length > 0 && prng.chance(0.1)) return prng.pick(old)
    // Not every server of the site has the new key yet.
    const keys = keysOf(project)
    return keys.length > 0 && prng.chance(0.2) ? prng.pick(keys) : keys.at(-1)
  }

  return {
    keysOf,
    learn: (project, key) => void inUse.set(project, [...keysOf(project), key]),
    drop(project, kid) {
      dropped.set(project, [...(dropped.get(project) ?? []), ...keysOf(project).filter((key) => key.kid === kid)])
      inUse.set(
        project,
        keysOf(project).filter((key) => key.kid !== kid),
      )
    },
    sign(project, subject, now) {
      const key = choose(project)
      if (key === undefined) return null
      const seconds = Math.floor(now / 1_000)
      const header = { alg: 'HS256', typ: 'JWT', ...(prng.chance(0.8) && { kid: key.kid }) }
      const claims = {
        ...{ sub: subject, email: `${subject}@customers.example`, displayName: subject },
        ...{ iat: seconds, exp: seconds + 300, jti: Buffer.from(prng.bytes(9)).toString('base64url') },
      }
      const signed = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')
      return `${signed}.${createHmac('sha256', key.secret).update(signed).digest('base64url')}`
    },
  }
}
