import { accepted, endReasons, refused, sessionExpiresAt } from '@hotseat/core'
import type { Deps } from '../deps.ts'
import type { TenantSettings } from '../preferences/tenant-settings.ts'
import type { SessionRow } from '../store/tables.ts'
import type { Handlers } from '../use-case.ts'
import { findBrowser } from './browser.ts'
import { endDesk } from './end-desk.ts'
import { openSession } from './open-session.ts'

const passwordChanged = { reason: 'passwordChanged', code: endReasons.passwordChanged } as const

/**
 * Goes on in another tenant of one's own: a session starts there, then the one here ends. The authentication is the
 * same, so its lifetime is, too (S-23). A tenant one does not belong to looks like one that does not exist (S-62).
 */
export function createSwitchTenant(deps: Deps, settings: TenantSettings): Handlers['switchTenant'] {
  return async ({ caller, body, facts }) => {
    const { session } = caller
    if (body.tenant === caller.tenantId) return refused('session.tenant', { field: 'tenant', detail: 'the same tenant' })
    const account = await deps.store.system.get('accounts', { id: caller.member.id })
    const tenant = account?.tenants.includes(body.tenant)
      ? await deps.store.system.get('tenants', { id: body.tenant })
      : undefined
    const found = tenant && (await deps.store.tenant(tenant.id).get('members', { id: caller.member.id }))
    if (!account || !found || tenant.suspendedAt !== null) return refused('session.tenant', { field: 'tenant' })

    const house = await settings.houseOf(tenant.id, { userId: found.id, role: found.role })
    const opened = await deps.store.tenant(tenant.id).transact(async (tx) => {
      const member = await tx.get('members', { id: found.id })
      if (member?.disabledAt !== null) return refused('session.tenant', { field: 'tenant' })
      // A password changed on the way has ended what was here already, and must not begin anew (S-05).
      const now = await tx.system.get('accounts', { id: found.id })
      if (!now || now.passwordChangedAt > session.authenticatedAt) return refused('session.ended', { facts: passwordChanged })
      const lifetimeEnd = sessionExpiresAt(session.authenticatedAt, house.preferences['session.lifetimeMs'])
      return openSession(
        deps,
        tx,
        {
          member,
          account,
          house,
          device: session.deviceKey && session.deviceId ? { key: session.deviceKey, id: session.deviceId } : null,
          subId: session.subId,
          credential: session.credential,
          wish: {},
          application: session.application,
          takeOver: true,
          authenticatedAt: session.authenticatedAt,
          expiresAt: Math.min(session.expiresAt, lifetimeEnd),
          browser: await findBrowser(tx.system, facts.browserToken),
          facts: keepsToken(session) ? { ...facts, keepsToken: true } : facts,
        },
        { at: deps.clock.now(), by: member.id },
      )
    })
    if (!opened.ok) return opened
    await deps.store.tenant(caller.tenantId).transact(async (tx) => {
      const left = await tx.get('sessions', { id: session.id })
      if (left) await endDesk(tx, left, 'tenantSwitched', { at: deps.clock.now(), by: left.userId })
    })
    return accepted(opened.value.answer)
  }
}

/** Whose token lives as long as the session gets such a one for the next session, too (spec CP3). */
function keepsToken({ credential, tokenExpiresAt, expiresAt }: SessionRow): boolean {
  return credential === 'bearer' && tokenExpiresAt !== null && tokenExpiresAt >= expiresAt
}
