import type { AdminUserDocument } from '@hotseat/protocol'
import { hasSecondFactor } from '../sign-on/must-enrol.ts'
import type { AccountRow, MemberRow } from '../store/tables.ts'

/** A member with their account, as an administrator sees them; never the hash. */
export function showUser(member: MemberRow, account: AccountRow | undefined): AdminUserDocument {
  return {
    id: member.id,
    username: member.username,
    name: member.name,
    email: account?.email ?? null,
    role: member.role,
    extension: member.extension,
    campaigns: [...member.campaigns],
    disabled: member.disabledAt !== null,
    createdAt: member.createdAt,
    hasPassword: account?.passwordHash != null,
    hasSecondFactor: hasSecondFactor(account),
  }
}
