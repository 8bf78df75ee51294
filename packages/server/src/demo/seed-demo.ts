import { isAgentRole } from '@hotseat/core'
import type { Deps } from '../deps.ts'
import type { Transaction } from '../store/store.ts'
import type { AccountRow, MemberRow } from '../store/tables.ts'
import { type DemoPerson, demoPeople } from './demo-people.ts'
import { demoMedia, demoReasonCodes, demoSettings, demoWrapUpCodes } from './demo-settings.ts'
import { seedDemoChat } from './seed-demo-chat.ts'

/** Everyone's password in the demo data. */
export const demoPassword = 'demo-password-2026'

const tenants = [
  { id: 'demo', name: 'Demo Contact Centre' },
  { id: 'acme', name: 'Acme Customer Care' },
] as const

type SeedDeps = Pick<Deps, 'store' | 'clock' | 'hasher'>

/**
 * Puts the demo data where none is. A tenant that is there already is left as it is, with whatever people made of it;
 * so a second start changes nothing. Every account has a salt of its own; ids are fixed, so that a start that was killed
 * between two tenants goes on with the same people.
 */
export async function seedDemo(deps: SeedDeps): Promise<void> {
  await seedTenants(deps)
  await seedDemoChat(deps)
}

async function seedTenants(deps: SeedDeps): Promise<void> {
  const missing = []
  for (const tenant of tenants) {
    if (!(await deps.store.system.get('tenants', { id: tenant.id }))) missing.push(tenant)
  }
  if (missing.length === 0) return

  const accounts = new Map<string, AccountRow>()
  // Two at a time: the hasher refuses a long queue, and on a slow machine forty are one (S-19).
  for (let first = 0; first < demoPeople.length; first += 2) {
    const pair = demoPeople.slice(first, first + 2)
    await Promise.all(pair.map(async (person) => accounts.set(person.username, await demoAccount(deps, person))))
  }
  for (const tenant of missing) {
    await deps.store.tenant(tenant.id).transact(async (tx) => {
      if (await tx.system.get('tenants', { id: tenant.id })) return
      const now = deps.clock.now()
      tx.system.put('tenants', { ...tenant, createdAt: now, suspendedAt: null })
      putSettings(tx, tenant.id)
      // Everyone knows these passwords; whoever tries the demo is not sent for an authenticator app first.
      const off = { level: 'tenant', key: 'security.secondFactor', value: 'off', locked: false } as const
      tx.put('preferences', { ...off, changedAt: now, changedBy: null })
      if (tenant.id === 'demo') {
        const record = { level: 'tenant', key: 'recording.when', value: 'voice', locked: false } as const
        tx.put('preferences', { ...record, changedAt: now, changedBy: null })
      }
      for (const person of demoPeople) {
        const account = accounts.get(person.username)
        if (account) await putMember(tx, person, account, now)
      }
    })
  }
}

async function demoAccount(deps: SeedDeps, person: DemoPerson): Promise<AccountRow> {
  return {
    id: `u-${person.username}`,
    email: `${person.username}@example.org`,
    passwordHash: await deps.hasher.hash(demoPassword),
    passwordChangedAt: deps.clock.now(),
    secondFactor: null,
    tenants: person.members.map(({ tenant }) => tenant),
  }
}

function putSettings(tx: Transaction, tenantId: 'demo' | 'acme'): void {
  const settings = demoSettings[tenantId]
  for (const row of demoMedia) tx.put('media', row)
  for (const row of demoReasonCodes) tx.put('reasonCodes', row)
  for (const row of demoWrapUpCodes) tx.put('wrapUpCodes', row)
  for (const row of settings.places) tx.put('places', row)
  for (const row of settings.campaigns) tx.put('campaigns', row)
  for (const row of settings.phoneBooks) tx.put('phoneBooks', row)
}

async function putMember(tx: Transaction, person: DemoPerson, account: AccountRow, now: number): Promise<void> {
  const membership = person.members.find(({ tenant }) => tenant === tx.tenantId)
  if (!membership) return
  const { role, extension } = membership
  const member: MemberRow = {
    id: account.id,
    username: person.username,
    name: person.name,
    role,
    extension,
    campaigns: isAgentRole(role) ? (await tx.find('campaigns', { orderBy: 'id' })).map(({ id }) => id) : [],
    disabledAt: null,
    createdAt: now,
  }
  tx.put('members', member)
  if (!(await tx.system.get('accounts', { id: account.id }))) tx.system.put('accounts', account)
  const data = { username: member.username, name: member.name, role }
  await tx.emit({ kind: 'user.created', userId: member.id, data }, { at: now, by: null })
}
