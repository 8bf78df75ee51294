import { accepted, refused } from '@hotseat/core'
import type { Deps } from '../deps.ts'
import type { Handlers } from '../use-case.ts'
import { endSession } from './end-session.ts'
import { liveSessionsOf } from './live-sessions-of.ts'

/** Lists one's live sessions in this tenant, and ends one of them (S-25). */
export function createOwnSessions(deps: Deps): Pick<Handlers, 'sessions' | 'endSession'> {
  return {
    sessions: async ({ caller: { tenantId, session: current, member } }) => {
      const rows = await liveSessionsOf(deps.store.tenant(tenantId), member.id)
      const sessions = rows.map(({ id, subId, application, startedAt, expiresAt, connectedNode, address, userAgent }) => {
        return {
          id,
          subId,
          application,
          startedAt,
          expiresAt,
          connected: connectedNode !== null,
          current: id === current.id,
          address,
          userAgent,
        }
      })
      return accepted({ document: { sessions } })
    },
    endSession: ({ caller: { tenantId, member }, params }) =>
      deps.store.tenant(tenantId).transact(async (tx) => {
        const session = await tx.get('sessions', { id: params.id })
        if (session?.userId !== member.id || session.endedAt !== null) return refused('object.unknown')
        await endSession(tx, session, 'signedOut', { at: deps.clock.now(), by: member.id })
        return accepted({ document: { done: true } })
      }),
  }
}
