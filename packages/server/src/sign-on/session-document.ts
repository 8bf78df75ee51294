import { type Agent, isAgentRole, type PreferenceValues } from '@hotseat/core'
import type { SessionDocument } from '@hotseat/protocol'
import { showAgent } from '../agent/show-agent.ts'
import type { ServerSecrets } from '../deps.ts'
import type { Reader } from '../store/store.ts'
import type { AccountRow, MemberRow, SessionRow, SystemTables } from '../store/tables.ts'

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

/** The sign-in document: everything a desk needs to start or to go on. */
export async function buildSessionDocument(
  system: Reader<SystemTables>,
  secrets: ServerSecrets,
  facts: SessionFacts,
): Promise<SessionDocument> {
  const { tenantId, session, member, agent, preferences, offset, accessToken } = facts
  const tenants = await Promise.all((facts.account?.tenants ?? [tenantId]).map((id) => system.get('tenants', { id })))
  return {
    session: { id: session.id, subId: session.subId, startedAt: session.startedAt, expiresAt: session.expiresAt },
    user: {
      id: member.id,
      username: member.username,
      name: member.name,
      role: member.role,
      tenant: tenantId,
      tenants: tenants.flatMap((tenant) => (tenant ? [{ id: tenant.id, name: tenant.name }] : [])),
    },
    agent: isAgentRole(member.role) && agent ? showAgent(agent) : null,
    preferences: { ...preferences },
    csrfToken: secrets.csrfToken(session.id),
    ...(accessToken && { accessToken }),
    offset,
  }
}
