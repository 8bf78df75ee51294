import type { Refusal } from '@hotseat/core'
import type { Transaction } from '../store/store.ts'
import type { MemberRow } from '../store/tables.ts'

/** What stands against a member row: unknown campaigns, or an extension that is another's (spec AD4). */
export async function checkMember(tx: Transaction, next: MemberRow): Promise<Refusal | null> {
  for (const id of next.campaigns) {
    if (!(await tx.get('campaigns', { id }))) return { code: 'request.invalid', field: 'campaigns' }
  }
  if (next.extension !== null) {
    const same = await tx.find('members', { where: { extension: next.extension } })
    if (same.some(({ id }) => id !== next.id)) return { code: 'object.exists', field: 'extension' }
  }
  return null
}
