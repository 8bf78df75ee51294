import { createHash } from 'node:crypto'
import type { SimRequest } from '../log.ts'
import { longestSkewMs } from '../server/sim-server.ts'
import type { Invariant, View } from './invariant.ts'

const boundMs = 1_000

/** I3: a cookie or an access token speaks for a session until another one has replaced it, or it has expired, and a second longer at most. */
export function createReplacedTokens({ mirror }: View): Invariant {
  /** When each token that was ever good was replaced, by hash; null while it is good. */
  const replacedAt = new Map<string, number | null>()
  const current = new Map<string, string>()

  function follow(tenantId: string, sessionId: string, at: number): void {
    const session = mirror.get(tenantId, 'sessions', sessionId)
    const browser = mirror.get(null, 'browsers', session?.browserId ?? '')
    const hash = session?.tokenHash ?? browser?.tokenHash
    if (hash === undefined) return
    const holder = browser?.id ?? sessionId
    const before = current.get(holder)
    if (before !== undefined && before !== hash) replacedAt.set(before, at)
    current.set(holder, hash)
    replacedAt.set(hash, null)
  }

  function check({ who, name, facts, caller, receivedAt }: SimRequest): string | null {
    const token = facts.accessToken ?? facts.browserToken
    if (caller === null || token === null) return null
    const until = replacedAt.get(createHash('sha256').update(token).digest('base64url'))
    if (until === undefined) return `${name} of ${who} was carried out by a token that was never given`
    if (until !== null && receivedAt > until + boundMs)
      return `${name} of ${who} was carried out by a token that had been replaced`
    const expiresAt = mirror.get(caller.tenantId, 'sessions', caller.sessionId)?.tokenExpiresAt ?? Infinity
    return receivedAt > expiresAt + boundMs + longestSkewMs
      ? `${name} of ${who} was carried out by a token that had expired`
      : null
  }

  return {
    id: 'I3',
    see(entry) {
      if (entry.kind === 'committed') {
        const { kind, data } = entry.event
        if (kind === 'session.started' || kind === 'session.resumed') follow(entry.tenantId, data.sessionId, entry.at)
      }
      return entry.kind === 'served' && entry.result.ok ? check(entry.request) : null
    },
  }
}
