import { type Agent, type MediumStatus, type Role, systemReasonLabels, systemReasons } from '@hotseat/core'
import type { House } from '../../preferences/tenant-settings.ts'
import type { TenantReader } from '../../store/store.ts'
import type { MediumRow, MemberRow } from '../../store/tables.ts'
import type { Caller } from '../../use-case.ts'
import type { AdapterParts } from '../adapter.ts'

/** Why an agent is in a state, as the lists tell it. */
export type Reason = {
  readonly category: 'NOT_READY' | 'LOGOUT'
  readonly code: number
  readonly label: string
  readonly system: boolean
}

/** What the messages about one person are made of, as the store had it a moment ago. */
export type DeskFacts = {
  readonly member: Pick<MemberRow, 'id' | 'username' | 'name'> & { readonly role: Role }
  readonly tenant: { readonly id: string; readonly name: string }
  /** Null for the roles that are not agents. */
  readonly agent: Agent | null
  readonly house: House
  /** The tenant's media in their order; the first is the voice one. */
  readonly media: readonly MediumRow[]
  /** Of the main medium's state. */
  readonly reason: Reason | null
  readonly now: number
}

/** Reads them. */
export async function readDeskFacts(
  { deps, settings }: Pick<AdapterParts, 'deps' | 'settings'>,
  { tenantId, member }: Caller,
): Promise<DeskFacts> {
  const store = deps.store.tenant(tenantId)
  const [row, media, tenant, house] = await Promise.all([
    store.get('agents', { userId: member.id }),
    store.find('media', { orderBy: 'position' }),
    deps.store.system.get('tenants', { id: tenantId }),
    settings.houseOf(tenantId, { userId: member.id, role: member.role }),
  ])
  const agent = row?.agent ?? null
  const main = agent && mainStatusOf(agent, media)
  return {
    member,
    tenant: { id: tenantId, name: tenant?.name ?? tenantId },
    agent,
    house,
    media,
    reason: main ? await findReason(store, main) : null,
    now: deps.clock.now(),
  }
}

/** The medium that is an agent's state where only one is told: the first of the tenant's that the agent works on. */
export function mainStatusOf(agent: Pick<Agent, 'states'>, media: readonly Pick<MediumRow, 'id'>[]): MediumStatus | null {
  for (const { id } of media) {
    const status = agent.states.find(({ medium }) => medium === id)
    if (status) return status
  }
  return agent.states[0] ?? null
}

/** The reason of a state, with the words that the desk shows. */
export function systemReasonOf(code: number, category: Reason['category']): Reason | null {
  for (const [name, value] of Object.entries(systemReasons))
    if (value === code) return { category, code, label: systemReasonLabels[name as keyof typeof systemReasons], system: true }
  return null
}

async function findReason(store: TenantReader, { state, reasonCode }: MediumStatus): Promise<Reason | null> {
  if (reasonCode === null) return null
  const category = state === 'LOGOUT' ? 'LOGOUT' : 'NOT_READY'
  const row = await store.get('reasonCodes', { id: `${category}:${reasonCode}` })
  if (row) return { category, code: row.code, label: row.label, system: row.system }
  return systemReasonOf(reasonCode, category)
}
