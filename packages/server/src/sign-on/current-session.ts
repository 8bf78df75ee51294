import { accepted, type Result } from '@hotseat/core'
import type { SessionDocument } from '@hotseat/protocol'
import type { Deps } from '../deps.ts'
import type { TenantSettings } from '../preferences/tenant-settings.ts'
import type { Answer, Caller, Handlers } from '../use-case.ts'
import { buildSessionDocument } from './session-document.ts'

/** The document of the session that the request carries. */
export function createCurrentSession(deps: Deps, settings: TenantSettings): Handlers['session'] {
  return ({ caller }) => readSession(deps, settings, caller)
}

/**
 * Reads a live session's document. The feed's head is read first: an event that happens meanwhile is told again by the
 * feed, which does no harm, and none is missed.
 */
export async function readSession(
  deps: Deps,
  settings: TenantSettings,
  { tenantId, session, member }: Pick<Caller, 'tenantId' | 'session' | 'member'>,
): Promise<Result<Answer<SessionDocument>>> {
  const store = deps.store.tenant(tenantId)
  const offset = await store.head()
  const [account, row, preferences] = await Promise.all([
    deps.store.system.get('accounts', { id: member.id }),
    store.get('agents', { userId: member.id }),
    settings.preferencesOf(tenantId, { userId: member.id, role: member.role }),
  ])
  const facts = { tenantId, session, member, account, agent: row?.agent, preferences, offset }
  return accepted({ document: await buildSessionDocument(deps.store.system, deps.secrets, facts) })
}
