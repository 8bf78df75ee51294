import { type ChatCall, type ChatReply, type Entry, isOk } from '../log.ts'
import { loginOf } from './chat-answers.ts'
import { chatSessionOf } from './chat-session-of.ts'
import { boundMs, createCutOffBound } from './cut-off-bound.ts'
import type { Invariant, View } from './invariant.ts'

/** I3: a revoked key signs nobody in; a customer's session that is over, and a project that is disabled, do nothing more and are told nothing. */
export function createCustomersRevoked({ mirror }: View): Invariant {
  const bound = createCutOffBound()
  const revokedAt = new Map<string, number>()
  const endedAt = new Map<string, number>()
  const disabledAt = new Map<string, number>()

  function follow({ tenantId, event, at }: Extract<Entry, { kind: 'committed' }>): void {
    if (event.kind === 'chatKey.revoked') revokedAt.set(`${tenantId}/${event.data.projectId}/${event.data.kid}`, at)
    if (event.kind === 'customer.signedOut' || event.kind === 'chatKey.revoked') {
      for (const session of mirror.rows(tenantId, 'customerSessions')) {
        if (session.endedAt !== null && !endedAt.has(session.id)) endedAt.set(session.id, at)
      }
    }
    if (event.kind !== 'settings.changed' || event.data.kind !== 'chatProject') return
    const name = `${tenantId}/${event.data.id}`
    if (mirror.get(tenantId, 'chatProjects', event.data.id)?.disabledAt == null) disabledAt.delete(name)
    else if (!disabledAt.has(name)) disabledAt.set(name, at)
  }

  function check({ who, path, token, receivedAt }: ChatCall, reply: ChatReply): string | null {
    const isLate = (at: number | undefined) => at !== undefined && receivedAt > at + boundMs
    const given = path === '/chat/v1/login' ? loginOf(reply)?.session.token : token
    if (given === undefined || given === null) return null
    const found = chatSessionOf(mirror, given)
    if (found === null) return `${path} of ${who} was carried out by a token that is nobody's`
    const { tenantId, session, isNewest } = found
    const project = `${tenantId}/${session.projectId}`
    if (isLate(endedAt.get(session.id))) return `${path} of ${who} was carried out for a customer session that had ended`
    if (isLate(revokedAt.get(`${project}/${session.kid}`))) return `${path} of ${who} counted by a key that was revoked`
    if (isLate(disabledAt.get(project))) return `${path} of ${who} was carried out for a project that is disabled`
    return !isNewest && isLate(session.previousUntil ?? 0)
      ? `${path} of ${who} was carried out by a token that was replaced`
      : null
  }

  return {
    id: 'I3',
    see(entry) {
      bound.see(entry)
      if (entry.kind === 'committed') follow(entry)
      if (entry.kind === 'chatSent' && entry.frame.type !== 'bye' && entry.frame.type !== 'pong') {
        const { tenantId, sessionId, who, at, frame } = entry
        const projectId = mirror.get(tenantId, 'customerSessions', sessionId)?.projectId
        const isLate = (since: number | undefined) => at > (since ?? Infinity) + bound.of(entry)
        if (isLate(endedAt.get(sessionId))) return `${who} was sent a ${frame.type} on a customer session that had ended`
        if (isLate(disabledAt.get(`${tenantId}/${projectId}`))) return `${who} was sent a ${frame.type} of a disabled project`
      }
      return entry.kind === 'chatServed' && isOk(entry.reply) ? check(entry.call, entry.reply) : null
    },
  }
}
