import { isDeepStrictEqual } from 'node:util'
import { isAgentRole, maySeeEvent } from '@hotseat/core'
import type { WatchedDesk } from './i4-stays.ts'
import { firstOf, type Invariant, type View } from './invariant.ts'

/** I5: a tab's session, an agent's work and an extension have one holder each; users and tenants never mix. */
export function createOneHolder({ mirror }: View, desks: readonly WatchedDesk[]): Invariant {
  const machineOf = (who: string) => desks.find((desk) => desk.who === who)?.machine

  return {
    id: 'I5',
    see(entry) {
      if (entry.kind === 'sent' && entry.frame.type === 'event') {
        const { type: _, ...event } = entry.frame
        const { tenantId, userId, who } = entry
        const feed = mirror.events(tenantId)
        const known = feed[event.offset - (feed[0]?.offset ?? 1)]
        if (!isDeepStrictEqual(JSON.parse(JSON.stringify(known ?? null)), event))
          return `${who} was sent #${event.offset}, which is not what ${tenantId} has there`
        const member = mirror.get(tenantId, 'members', userId)
        return member && maySeeEvent(known ?? event, { userId, role: member.role })
          ? null
          : `${who} was sent #${event.offset}, which is not for them`
      }
      if (entry.kind !== 'served') return null
      const { who, name, caller } = entry.request
      const expected = desks.find((desk) => desk.who === who)?.userId ?? null
      if (expected !== null && caller !== null && caller.userId !== expected)
        return `${name} of ${who} was taken for one of ${caller.userId}`
      if (!entry.result.ok) return null
      if (name === 'signIn' || name === 'resume') {
        const { document } = entry.result.value as { document: { user: { id: string; tenant: string } } }
        if (expected !== null && document.user.id !== expected) return `${who} was given the session of ${document.user.id}`
      }
      return null
    },
    audit: () => firstOf(mirror.tenants(), (tenantId) => checkTenant(tenantId) ?? checkExtensions(tenantId)) ?? checkBrowsers(),
  }

  function checkTenant(tenantId: string): string | null {
    const live = mirror.rows(tenantId, 'sessions').filter(({ endedAt }) => endedAt === null)
    const byTab = Map.groupBy(live, ({ userId, browserId, deviceId, subId }) => [userId, browserId ?? deviceId, subId].join(' '))
    const shared = firstOf(byTab, ([tab, sessions]) =>
      sessions.length > 1 ? `${sessions.length} sessions live in one tab: ${tab}` : null,
    )
    if (shared !== null) return shared
    const agents = live.filter(({ role }) => isAgentRole(role))
    const byAgent = Map.groupBy(agents, ({ userId }) => userId)
    const carried = firstOf(mirror.rows(tenantId, 'agents'), ({ userId, agent }) => {
      const ids = byAgent.get(userId)?.map(({ id }) => id) ?? []
      if (agent.sessionId === null) return ids.length === 0 ? null : `${userId} is signed out with ${ids.length} live sessions`
      return ids.includes(agent.sessionId) ? null : `${userId} works in a session that is over`
    })
    if (carried !== null) return carried
    // Behind one address nobody can tell which desk an agent left, so it is one desk an application (SO31).
    const byApplication = Map.groupBy(agents, ({ userId, application }) => `${userId} with ${application}`)
    return firstOf(byApplication, ([whoWith, sessions]) => {
      // A tab that lost its cookie comes back before its sisters do: for a while one machine is several browsers to the server.
      // A copied proof that outruns its original counts, once; who copied it has no desk here.
      const machines = new Set(sessions.flatMap(({ userAgent }) => machineOf(userAgent) ?? []))
      return machines.size > 1 ? `${whoWith} works at ${machines.size} desks` : null
    })
  }

  function checkExtensions(tenantId: string): string | null {
    const holders = mirror.rows(tenantId, 'agents').filter(({ agent }) => agent.sessionId !== null && agent.extension !== null)
    return firstOf(
      Map.groupBy(holders, ({ agent }) => agent.extension),
      ([extension, rows]) =>
        rows.length > 1 ? `extension ${extension} is held by ${rows.map(({ userId }) => userId).join(' and ')}` : null,
    )
  }

  /** What a cookie opens is the session of that browser. */
  function checkBrowsers(): string | null {
    return firstOf(mirror.rows(null, 'browsers'), ({ id, sessions }) =>
      firstOf(Object.entries(sessions), ([subId, { tenant, sessionId }]) => {
        const session = mirror.get(tenant, 'sessions', sessionId)
        if (session === undefined || session.endedAt !== null) return null
        return session.browserId === id && session.subId === subId ? null : `browser ${id} holds a session of another tab`
      }),
    )
  }
}
