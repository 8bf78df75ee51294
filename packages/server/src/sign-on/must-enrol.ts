import { mayDo, needsSecondFactor } from '@hotseat/core'
import type { TenantSettings } from '../preferences/tenant-settings.ts'
import type { Store } from '../store/store.ts'
import type { AccountRow, MemberRow } from '../store/tables.ts'

/** Whether codes of this account count: a device of the person has shown that it has the key. */
export function hasSecondFactor(account: Pick<AccountRow, 'secondFactor'> | undefined): boolean {
  return typeof account?.secondFactor?.confirmedAt === 'number'
}

/** Whether a person must set up a second factor before anything else (spec MF4). Read anew, so that it holds at once. */
export async function mustEnrol(
  store: Store,
  settings: TenantSettings,
  tenantId: string,
  { id, role }: MemberRow,
): Promise<boolean> {
  // No other role can need one, and their requests are not to pay for the question.
  if (!mayDo(role, 'users.manage')) return false
  const preferences = await settings.preferencesOf(tenantId, { userId: id, role })
  if (!needsSecondFactor(role, preferences)) return false
  return !hasSecondFactor(await store.system.get('accounts', { id }))
}
