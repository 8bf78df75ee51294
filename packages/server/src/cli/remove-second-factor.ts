import { normaliseUsername } from '@hotseat/core'
import { hasSecondFactor } from '../sign-on/must-enrol.ts'
import { CommandFailed, type Session } from './session.ts'

/** Takes away somebody's second factor: the way back for the last administrator, and for people of several tenants. */
export async function removeSecondFactor({ store, clock }: Session, tenant: string, name: string): Promise<void> {
  const username = normaliseUsername(name)
  await store.tenant(tenant).transact(async (tx) => {
    const [member] = await tx.find('members', { where: { username }, limit: 1 })
    const account = member && (await tx.system.get('accounts', { id: member.id }))
    if (!account) throw new CommandFailed(`There is no user "${username}" in "${tenant}".`)
    if (!hasSecondFactor(account)) throw new CommandFailed(`"${username}" has no second factor.`)
    tx.system.put('accounts', { ...account, secondFactor: null })
    await tx.emit({ kind: 'secondFactor.removed', userId: account.id, data: { by: null } }, { at: clock.now(), by: null })
  })
}
