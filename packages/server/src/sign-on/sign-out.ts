import { accepted, isNotReady, refused } from '@hotseat/core'
import type { Deps } from '../deps.ts'
import type { Answer, Handlers } from '../use-case.ts'
import { findBrowser } from './browser.ts'
import { endSession } from './end-session.ts'
import { liveSessionsOf } from './end-sessions-of.ts'
import { findEnd } from './find-end.ts'

const done = { document: { done: true } } as const satisfies Answer<{ done: true }>

/** Signs out here, or everywhere in this tenant. Agents say why; the cookie goes with the browser's last session. */
export function createSignOut(deps: Deps): Handlers['signOut'] {
  return ({ caller: { tenantId, session, member }, body, facts }) =>
    deps.store.tenant(tenantId).transact(async (tx) => {
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
      const own = await liveSessionsOf(tx, member.id)
      for (const each of own) {
        if (body.everywhere || each.id === session.id) await endSession(tx, each, 'signedOut', meta, { reasonCode })
      }
      const isEmpty = session.credential === 'cookie' && !(await findBrowser(tx.system, facts.browserToken))
      return accepted(isEmpty ? { ...done, cookie: 'clear' } : done)
    })
}
