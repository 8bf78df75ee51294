import { type Agent, isAgentRole, needsSecondFactor, type PreferenceValues } from '@hotseat/core'
import type { SessionDocument } from '@hotseat/protocol'
import { showAgent } from '../agent/show-agent.ts'
import type { ServerSecrets } from '../deps.ts'
import type { Reader } from '../store/store.ts'
import type { AccountRow, MemberRow, SessionRow, SystemTables } from '../store/tables.ts'
import { hasSecondFactor } from './must-enrol.ts'

/** What the document is made of. */
export type SessionFacts = {
  readonly tenantId: string
  readonly session: SessionRow
  readonly member: MemberRow
  readonly account: AccountRow | undefined
  readonly agent: Agent | undefined
  readonly preferences: PreferenceValues
  /** The feed's head as the facts were read. */
  readonly offset: number
  readonly accessToken?: { readonly value: string; readonly expiresAt: number }
}

/** The tenants that the person may work in, by name. */
async function tenantsOf(system: Reader<SystemTables>, { account, tenantId }: SessionFacts) {
  const rows = await Promise.all((account?.tenants ?? [tenantId]).map((id) => system.get('tenants', { id })))
  return rows.flatMap((row) => (row ? [{ id: row.id, name: row.name }] : []))
}

/** The sign-in document: everything a desk needs to start or to go on. */
export async function buildSessionDocument(
  system: Reader<SystemTables>,
  secrets: ServerSecrets,
  facts: SessionFacts,
): Promise<SessionDocument> {
  const { tenantId, session, member, account, agent, preferences, offset, accessToken } = facts
  return {
    session: { id: session.id, subId: session.subId, startedAt: session.startedAt, expiresAt: session.expiresAt },
    user: {
      id: member.id,
      username: member.username,
      name: member.name,
      role: member.role,
      tenant: tenantId,
      tenants: await tenantsOf(system, facts),
    },
    agent: isAgentRole(member.role) && agent ? showAgent(agent) : null,
    preferences: { ...preferences },
    csrfToken: secrets.csrfToken(session.id),
    ...(needsSecondFactor(member.role, preferences) && !hasSecondFactor(account) && { mustEnrol: true as const }),
    ...(accessToken && { accessToken }),
    offset,
  }
}
