import { accepted, liftBlock, refused } from '@hotseat/core'
import type { Deps } from '../deps.ts'
import { attemptKeyOf } from '../sign-on/attempt-key.ts'
import type { Handlers } from '../use-case.ts'
import { mayGrant } from './may-grant.ts'

/**
 * Forgets the failed sign-ins of a user, on every device (S-13). Refused where a reset is: whoever may unblock an account
 * may guess at its password for ever.
 */
export function createUnblockUser(deps: Deps): Handlers['unblockUser'] {
  return ({ caller, params }) =>
    deps.store.tenant(caller.tenantId).transact(async (tx) => {
      const member = await tx.get('members', { id: params.id })
      const account = member && (await tx.system.get('accounts', { id: member.id }))
      if (!member || !account) return refused('object.unknown')
      if (!mayGrant(caller.member.role, member.role) || account.tenants.length > 1) return refused('permission.denied')
      const devices = await tx.find('devices', { where: { userId: member.id } })
      for (const deviceId of [null, ...devices.map((device) => device.deviceId)]) {
        const key = attemptKeyOf(deps.secrets, { kind: 'account', userId: member.id, deviceId })
        const row = await tx.system.get('attempts', { key })
        if (row) tx.system.put('attempts', { ...row, ...liftBlock(row) })
      }
      const by = caller.member.id
      await tx.emit(
        { kind: 'signIn.unblocked', userId: member.id, data: { username: member.username, by } },
        { at: deps.clock.now(), by },
      )
      return accepted({ document: { done: true } })
    })
}
