import { accepted, isAgentRole, isNotReady, refused } from '@hotseat/core'
import type { Deps } from '../deps.ts'
import type { TenantSettings } from '../preferences/tenant-settings.ts'
import type { Transaction } from '../store/store.ts'
import type { SessionRow } from '../store/tables.ts'
import type { Answer, Caller, Handlers } from '../use-case.ts'
import { findBrowser } from './browser.ts'
import { endSession } from './end-session.ts'
import { endWork } from './end-work.ts'
import { findEnd } from './find-end.ts'
import { isRecorder, liveSessionsOf } from './live-sessions-of.ts'

const done = { document: { done: true } } as const satisfies Answer<{ done: true }>

/**
 * Signs out here, or everywhere in this tenant. An agent's work is over with it, and so is every session of theirs in whichever
 * application (spec SO32); a recorder signs itself out alone. Agents say why; the cookie goes with the browser's last session.
 */
export function createSignOut(deps: Deps, settings: TenantSettings): Handlers['signOut'] {
  return async ({ caller, body, facts }) => {
    const { tenantId, session, member } = caller
    const { preferences } = await settings.houseOf(tenantId, { userId: member.id, role: member.role })
    return deps.store.tenant(tenantId).transact(async (tx) => {
      const ended = await findEnd(tx, session.id)
      if (ended) return { ok: false, refusal: ended }
      const reasonCode = body.reasonCode ?? null
      if (reasonCode !== null) {
        const reason = await tx.get('reasonCodes', { id: `LOGOUT:${reasonCode}` })
        if (!reason || reason.disabledAt !== null) return refused('agent.reasonUnknown', { field: 'reasonCode' })
      }
      const working = body.whenNotReady ? (await tx.get('agents', { userId: member.id }))?.agent : undefined
      if (working && !isNotReady(working)) return refused('agent.transition')
      const meta = { at: deps.clock.now(), by: member.id }
      const lostAt = meta.at - preferences['continuity.graceMs']
      const isAlone = (body.alone ?? session.subId !== '') && (await hasSister(tx, session, lostAt))
      const isOver = !isRecorder(session) && (body.everywhere || (endsWork(caller) && !isAlone))
      if (isOver) await endWork(tx, member.id, 'signedOut', meta, { reasonCode })
      else await endSession(tx, session, 'signedOut', meta, { reasonCode })
      const isEmpty = session.credential === 'cookie' && !(await findBrowser(tx.system, facts.browserToken))
      return accepted(isEmpty ? { ...done, cookie: 'clear' } : done)
    })
  }
}

/** Who has not set up a second factor yet has not begun to work by this session. */
function endsWork({ member, mustEnrol }: Caller): boolean {
  return isAgentRole(member.role) && !mustEnrol
}

/** Whether an isolated tab leaves others of its application behind, connected or just dropped: what it is isolated from (S-26). */
async function hasSister(tx: Transaction, { id, userId, application }: SessionRow, lostAt: number): Promise<boolean> {
  return (await liveSessionsOf(tx, userId)).some(
    (each) => each.id !== id && each.application === application && (each.droppedAt ?? Infinity) > lostAt,
  )
}
