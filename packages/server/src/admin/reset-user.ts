import { accepted, refused } from '@hotseat/core'
import type { Deps } from '../deps.ts'
import { endSessionsOf } from '../sign-on/end-sessions-of.ts'
import type { Handlers } from '../use-case.ts'
import { createActivation } from './activation.ts'
import { mayGrant } from './may-grant.ts'

/**
 * Takes a user's password and sessions away and gives a one-use secret to set a new password (S-06). Refused for a
 * person of several tenants: whoever holds the secret could sign in to the others as them (S-62); the operator's
 * command line does that.
 */
export function createResetUser(deps: Deps): Handlers['resetUser'] {
  return ({ caller, params }) =>
    deps.store.tenant(caller.tenantId).transact(async (tx) => {
      const member = await tx.get('members', { id: params.id })
      const account = member && (await tx.system.get('accounts', { id: member.id }))
      if (!member || !account) return refused('object.unknown')
      if (!mayGrant(caller.member.role, member.role) || account.tenants.length > 1) return refused('permission.denied')
      const meta = { at: deps.clock.now(), by: caller.member.id }
      tx.system.put('accounts', { ...account, passwordHash: null, passwordChangedAt: meta.at })
      await endSessionsOf(tx, member.id, 'byAdministrator', meta)
      await tx.emit({ kind: 'password.changed', userId: member.id, data: { by: meta.by } }, meta)
      return accepted({ document: await createActivation(deps, tx, member.id) })
    })
}
