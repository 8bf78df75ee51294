import { accepted, refused } from '@hotseat/core'
import type { Deps } from '../deps.ts'
import { endSessionsOf } from '../sign-on/end-sessions-of.ts'
import type { Transaction } from '../store/store.ts'
import type { MemberRow } from '../store/tables.ts'
import type { Handlers } from '../use-case.ts'
import { checkMember } from './check-member.ts'
import { mayGrant } from './may-grant.ts'
import { parsePersonName } from './person-name.ts'
import { disabledAtOf } from './shelf.ts'
import { showUser } from './show-user.ts'

/**
 * Changes, disables or enables a user. Disabling, or another role, ends every session of theirs in this tenant (S-24).
 * The last administrator stays one (spec AD6); an e-mail address is changed here only while the person belongs to this
 * tenant alone, because the account is everybody's.
 */
export function createChangeUser(deps: Deps): Handlers['changeUser'] {
  return ({ caller, params, body: { disabled, email, ...rest } }) =>
    deps.store.tenant(caller.tenantId).transact(async (tx) => {
      const now = deps.clock.now()
      const meta = { at: now, by: caller.member.id }
      const previous = await tx.get('members', { id: params.id })
      const account = previous && (await tx.system.get('accounts', { id: previous.id }))
      if (!previous || !account) return refused('object.unknown')
      const name = rest.name === undefined ? previous.name : parsePersonName(rest.name)
      if (name === null) return refused('request.invalid', { field: 'name' })
      const next: MemberRow = { ...previous, ...rest, name, disabledAt: disabledAtOf(previous, disabled, now) }
      if (!mayGrant(caller.member.role, previous.role) || !mayGrant(caller.member.role, next.role)) {
        return refused('permission.denied')
      }
      if (email !== undefined && email !== account.email && account.tenants.length > 1) {
        return refused('permission.denied', { field: 'email', detail: 'the account belongs to several tenants' })
      }
      if (isAdministrator(previous) && !isAdministrator(next) && (await isLastAdministrator(tx))) return refused('object.inUse')
      const refusal = await checkMember(tx, next)
      if (refusal) return { ok: false, refusal }

      tx.put('members', next)
      if (email !== undefined) tx.system.put('accounts', { ...account, email })
      const fields = changedFields(previous, next, email !== undefined && email !== account.email)
      if (fields.length > 0) await tx.emit({ kind: 'user.changed', userId: next.id, data: { fields } }, meta)
      if ((previous.disabledAt === null) !== (next.disabledAt === null)) {
        const kind = next.disabledAt === null ? 'user.enabled' : 'user.disabled'
        await tx.emit({ kind, userId: next.id, data: { username: next.username } }, meta)
      }
      if (next.disabledAt !== null && previous.disabledAt === null) await endSessionsOf(tx, next.id, 'disabled', meta)
      else if (next.role !== previous.role) await endSessionsOf(tx, next.id, 'byAdministrator', meta)
      return accepted({ document: showUser(next, email === undefined ? account : { ...account, email }) })
    })
}

function isAdministrator(member: MemberRow): boolean {
  return member.role === 'administrator' && member.disabledAt === null
}

async function isLastAdministrator(tx: Transaction): Promise<boolean> {
  return (await tx.find('members', { where: { role: 'administrator', disabledAt: null }, limit: 2 })).length < 2
}

function changedFields(previous: MemberRow, next: MemberRow, emailChanged: boolean): readonly string[] {
  const fields = (['name', 'role', 'extension', 'campaigns'] as const).filter(
    (field) => JSON.stringify(previous[field]) !== JSON.stringify(next[field]),
  )
  return emailChanged ? [...fields, 'email'] : fields
}
