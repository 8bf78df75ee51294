import { accepted, normaliseUsername, refused } from '@hotseat/core'
import type { Deps } from '../deps.ts'
import { createId } from '../sign-on/tokens.ts'
import type { AccountRow, MemberRow } from '../store/tables.ts'
import type { Handlers } from '../use-case.ts'
import { createActivation } from './activation.ts'
import { checkMember } from './check-member.ts'
import { mayGrant } from './may-grant.ts'
import { parsePersonName } from './person-name.ts'
import { showUser } from './show-user.ts'

/** Creates a user without a password; the activation secret in the answer lets them choose one (spec AD1). */
export function createCreateUser(deps: Deps): Handlers['createUser'] {
  return async ({ caller, body }) => {
    if (!mayGrant(caller.member.role, body.role)) return refused('permission.denied')
    const username = normaliseUsername(body.username)
    const name = parsePersonName(body.name)
    if (name === null) return refused('request.invalid', { field: 'name' })

    return deps.store.tenant(caller.tenantId).transact(async (tx) => {
      const now = deps.clock.now()
      const [taken] = await tx.find('members', { where: { username }, limit: 1 })
      if (taken) return refused('object.exists', { field: 'username' })
      const member: MemberRow = {
        id: createId(deps.random),
        username,
        name,
        role: body.role,
        extension: body.extension ?? null,
        campaigns: body.campaigns ?? [],
        disabledAt: null,
        createdAt: now,
      }
      const refusal = await checkMember(tx, member)
      if (refusal) return { ok: false, refusal }
      const account: AccountRow = {
        id: member.id,
        email: body.email ?? null,
        passwordHash: null,
        passwordChangedAt: now,
        secondFactor: null,
        tenants: [tx.tenantId],
      }
      tx.put('members', member)
      tx.system.put('accounts', account)
      const activation = await createActivation(deps, tx, member.id)
      const data = { username, name, role: member.role }
      await tx.emit({ kind: 'user.created', userId: member.id, data }, { at: now, by: caller.member.id })
      return accepted({ document: { user: showUser(member, account), activation } })
    })
  }
}
