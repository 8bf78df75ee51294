import type { SimRequest } from '../log.ts'
import { isPasswordOf } from '../server/virtual-hasher.ts'
import { boundMs, createCutOffBound } from './cut-off-bound.ts'
import type { Invariant, View } from './invariant.ts'

/** I3: nothing succeeds with an ended session, a replaced password or a revoked key more than a second later. */
export function createRevoked({ mirror }: View): Invariant {
  const endedAt = new Map<string, number>()
  /** Ended in a way that no resume may undo. */
  const finalAt = new Map<string, number>()
  const hashes = new Map<string, { phc: string | null; until: number }[]>()
  const currentHash = new Map<string, string | null>()
  const bound = createCutOffBound()

  /** Passwords that were replaced, and since when: read from the committed accounts. */
  function followPasswords(now: number): void {
    for (const { id, passwordHash } of mirror.rows(null, 'accounts')) {
      const known = currentHash.get(id)
      if (known === passwordHash) continue
      if (known !== undefined) hashes.set(id, [...(hashes.get(id) ?? []), { phc: known, until: now }])
      currentHash.set(id, passwordHash)
    }
  }

  function check(request: SimRequest): string | null {
    const { caller, receivedAt, name, body, who } = request
    const isLate = (at: number | undefined) => at !== undefined && receivedAt > at + boundMs
    if (caller && isLate(endedAt.get(caller.sessionId))) return `${name} of ${who} was carried out for a session that had ended`
    if (name === 'resume' && isLate(finalAt.get(String(body.sessionId))))
      return `${who} resumed a session that was ended for good`
    if (name !== 'signIn') return null
    const username = String(body.username).toLowerCase()
    const member = mirror.rows(String(body.tenant), 'members').find((row) => row.username === username)
    if (member?.disabledAt != null && isLate(member.disabledAt)) return `${who} signed in as ${username}, who is disabled`
    const current = currentHash.get(member?.id ?? '') ?? null
    if (current !== null && isPasswordOf(current, String(body.password))) return null
    const old = (hashes.get(member?.id ?? '') ?? []).filter(({ until }) => !isLate(until))
    const fits = old.some(({ phc }) => phc !== null && isPasswordOf(phc, String(body.password)))
    return fits ? null : `${who} signed in as ${username} with a password that is not theirs any more`
  }

  followPasswords(0)
  return {
    id: 'I3',
    see(entry) {
      if (entry.kind === 'committed') {
        const { event } = entry
        if (event.kind === 'password.changed') followPasswords(entry.at)
        if (event.kind !== 'session.ended') return null
        endedAt.set(event.data.sessionId, entry.at)
        if (event.data.reason !== 'connectionLost') finalAt.set(event.data.sessionId, entry.at)
        return null
      }
      bound.see(entry)
      if (
        entry.kind === 'sent' &&
        entry.frame.type === 'event' &&
        entry.at > (endedAt.get(entry.sessionId) ?? Infinity) + bound.of(entry)
      ) {
        return `${entry.who} was sent events on a session that had ended`
      }
      return entry.kind === 'served' && entry.result.ok ? check(entry.request) : null
    },
  }
}
