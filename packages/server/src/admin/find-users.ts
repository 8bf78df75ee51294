import { accepted, refused } from '@hotseat/core'
import type { Deps } from '../deps.ts'
import type { Handlers } from '../use-case.ts'
import { showUser } from './show-user.ts'

/** The tenant's users, all or one. */
export function createFindUsers(deps: Deps): Pick<Handlers, 'users' | 'user'> {
  return {
    users: async ({ caller }) => {
      const members = await deps.store.tenant(caller.tenantId).find('members', { orderBy: 'username' })
      const rows = await Promise.all(
        members.map(async (member) => showUser(member, await deps.store.system.get('accounts', { id: member.id }))),
      )
      return accepted({ document: { rows } })
    },
    user: async ({ caller, params }) => {
      const member = await deps.store.tenant(caller.tenantId).get('members', { id: params.id })
      if (!member) return refused('object.unknown')
      return accepted({ document: showUser(member, await deps.store.system.get('accounts', { id: member.id })) })
    },
  }
}
