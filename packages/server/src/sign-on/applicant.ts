import { normaliseUsername } from '@hotseat/core'
import type { Store } from '../store/store.ts'
import type { AccountRow, MemberRow, TenantRow } from '../store/tables.ts'
import type { Device } from './device-key.ts'

/** Who wants in, as far as the store knows. Nothing in here may be told before the password is known to be right. */
export type Applicant = {
  readonly username: string
  /** Only a tenant that is live. */
  readonly tenant: TenantRow | undefined
  readonly member: MemberRow | undefined
  readonly account: AccountRow | undefined
  /** The device has signed in as this person before, and has just proved its key. */
  readonly isKnownDevice: boolean
  /** What the password is checked against; null for everyone who cannot come in anyway (S-07). */
  readonly passwordHash: string | null
}

/** Stands in for a tenant or a user that does not exist, so that the store is asked as often as for one that does (S-08). */
const nobody = ''

/** Looks an applicant up: always the same four questions to the store. `device` has proved its key, or is null. */
export async function findApplicant(
  store: Store,
  { tenantId, username, device }: { tenantId: string; username: string; device: Device | null },
): Promise<Applicant> {
  const name = normaliseUsername(username)
  const row = await store.system.get('tenants', { id: tenantId })
  const tenant = row?.suspendedAt === null ? row : undefined
  const rows = store.tenant(tenant?.id ?? nobody)
  const [member] = await rows.find('members', { where: { username: name }, limit: 1 })
  const account = await store.system.get('accounts', { id: member?.id ?? nobody })
  const known = await rows.get('devices', { userId: member?.id ?? nobody, deviceId: device?.id ?? nobody })
  return {
    username: name,
    tenant,
    member,
    account,
    isKnownDevice: known?.revokedAt === null,
    passwordHash: member?.disabledAt === null ? (account?.passwordHash ?? null) : null,
  }
}
