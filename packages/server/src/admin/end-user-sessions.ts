import { accepted, refused } from '@hotseat/core'
import type { Deps } from '../deps.ts'
import { endSessionsOf } from '../sign-on/end-sessions-of.ts'
import type { Handlers } from '../use-case.ts'
import { mayGrant } from './may-grant.ts'

/** Ends every session and device key of a user in this tenant (S-25). */
export function createEndUserSessions(deps: Deps): Handlers['endUserSessions'] {
  return ({ caller, params }) =>
    deps.store.tenant(caller.tenantId).transact(async (tx) => {
      const member = await tx.get('members', { id: params.id })
      if (!member) return refused('object.unknown')
      if (!mayGrant(caller.member.role, member.role)) return refused('permission.denied')
      await endSessionsOf(tx, member.id, 'byAdministrator', { at: deps.clock.now(), by: caller.member.id })
      return accepted({ document: { done: true } })
    })
}
