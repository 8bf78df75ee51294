import { normaliseUsername, type Role } from '@hotseat/core'
import { createActivation } from '../admin/activation.ts'
import { checkMember } from '../admin/check-member.ts'
import { parsePersonName } from '../admin/person-name.ts'
import { createId } from '../sign-on/tokens.ts'
import type { AccountRow, MemberRow } from '../store/tables.ts'
import { CommandFailed, failWith, type Session } from './session.ts'

/** A person to be added; without a name the user name stands in. */
export type NewUser = { tenant: string; username: string; name: string | null; role: Role; extension: string | null }

/** Adds a user without a password, and gives the secret of the link by which they set one; it works once, for 24 hours. */
export async function addUser(session: Pick<Session, 'store' | 'clock' | 'random'>, user: NewUser): Promise<string> {
  const { store, clock, random } = session
  const username = normaliseUsername(user.username)
  const name = user.name === null ? user.username : parsePersonName(user.name)
  if (name === null)
    throw new CommandFailed(
      `"${user.name}" is no name: a first name of two letters or more and a last name, without digits or special characters.`,
    )
  return store.tenant(user.tenant).transact(async (tx) => {
    if (!(await tx.system.get('tenants', { id: user.tenant }))) throw new CommandFailed(`There is no tenant "${user.tenant}".`)
    const [taken] = await tx.find('members', { where: { username }, limit: 1 })
    if (taken) throw new CommandFailed(`There is a user "${username}" in "${user.tenant}" already.`)
    const { role, extension } = user
    const now = clock.now()
    const member: MemberRow = {
      id: createId(random),
      username,
      name,
      role,
      extension,
      campaigns: [],
      disabledAt: null,
      createdAt: now,
    }
    const refusal = await checkMember(tx, member)
    if (refusal) failWith(refusal)
    const account: AccountRow = {
      id: member.id,
      email: null,
      passwordHash: null,
      passwordChangedAt: now,
      secondFactor: null,
      tenants: [tx.tenantId],
    }
    tx.put('members', member)
    tx.system.put('accounts', account)
    const { secret } = await createActivation(session, tx, member.id)
    await tx.emit({ kind: 'user.created', userId: member.id, data: { username, name, role } }, { at: now, by: null })
    return secret
  })
}
