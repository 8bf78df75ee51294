import { accepted, refused } from '@hotseat/core'
import type { Deps } from '../deps.ts'
import { attemptKeyOf } from '../sign-on/attempt-key.ts'
import type { Handlers } from '../use-case.ts'

/** Forgets the failed sign-ins of a user, on every device (S-13). */
export function createUnblockUser(deps: Deps): Handlers['unblockUser'] {
  return ({ caller, params }) =>
    deps.store.tenant(caller.tenantId).transact(async (tx) => {
      const member = await tx.get('members', { id: params.id })
      if (!member) return refused('object.unknown')
      const devices = await tx.find('devices', { where: { userId: member.id } })
      for (const deviceId of [null, ...devices.map((device) => device.deviceId)]) {
        tx.system.remove('attempts', { key: attemptKeyOf(deps.secrets, { kind: 'account', userId: member.id, deviceId }) })
      }
      const by = caller.member.id
      await tx.emit(
        { kind: 'signIn.unblocked', userId: member.id, data: { username: member.username, by } },
        { at: deps.clock.now(), by },
      )
      return accepted({ document: { done: true } })
    })
}
