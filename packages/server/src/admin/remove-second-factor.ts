import { accepted, refused } from '@hotseat/core'
import type { Deps } from '../deps.ts'
import { hasSecondFactor } from '../sign-on/must-enrol.ts'
import type { Handlers } from '../use-case.ts'
import { mayGrant } from './may-grant.ts'

/**
 * Takes away the second factor of somebody who lost it. Refused for oneself, so that a stolen session does not shed it,
 * and for a person of several tenants, as a reset is (spec AD8); the operator's command line does both.
 */
export function createRemoveSecondFactor(deps: Deps): Handlers['removeSecondFactor'] {
  return ({ caller, params }) =>
    deps.store.tenant(caller.tenantId).transact(async (tx) => {
      const member = await tx.get('members', { id: params.id })
      const account = member && (await tx.system.get('accounts', { id: member.id }))
      if (!member || !account) return refused('object.unknown')
      const isForeign = account.tenants.length > 1 || member.id === caller.member.id
      if (!mayGrant(caller.member.role, member.role) || isForeign) return refused('permission.denied')
      if (!hasSecondFactor(account)) return refused('secondFactor.none')
      tx.system.put('accounts', { ...account, secondFactor: null })
      const meta = { at: deps.clock.now(), by: caller.member.id }
      await tx.emit({ kind: 'secondFactor.removed', userId: member.id, data: { by: meta.by } }, meta)
      return accepted({ document: { done: true } })
    })
}
