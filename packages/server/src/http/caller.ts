import { accepted, endReasons, type Result, refused } from '@hotseat/core'
import type { Clock } from '../ports.ts'
import { createTenantSettings, type TenantSettings } from '../preferences/tenant-settings.ts'
import { findBrowser, findSlot } from '../sign-on/browser.ts'
import { mustEnrol } from '../sign-on/must-enrol.ts'
import { findTenantId, hashToken } from '../sign-on/tokens.ts'
import type { Store } from '../store/store.ts'
import type { SessionRow } from '../store/tables.ts'
import type { Caller } from '../use-case.ts'

/** What a request brings to say who it speaks for. An access token goes before the cookie. */
export type Credentials = {
  readonly browserToken: string | null
  readonly accessToken: string | null
  /** Which of the browser's sessions: a label, never a secret. */
  readonly subId: string
}

export type Callers = {
  /** The live session that the credentials name; refuses with `session.missing` or `session.ended`. */
  find(credentials: Credentials): Promise<Result<Caller>>
  /** The same caller as the store has it now, for sockets that stay open. */
  recheck(caller: Caller): Promise<Result<Caller>>
}

/** Builds callers from the store, freshly for each request: an ended session is refused at once, on every node (S-24). */
export function createCallers(
  { store, clock }: { store: Store; clock: Clock },
  settings: TenantSettings = createTenantSettings(store),
): Callers {
  async function check(tenantId: string, session: SessionRow | undefined): Promise<Result<Caller>> {
    if (session === undefined) return refused('session.missing')
    if (session.endedAt !== null) return ended(session.endReason)
    if (session.expiresAt <= clock.now()) return ended('expired')
    const [member, tenant] = await Promise.all([
      store.tenant(tenantId).get('members', { id: session.userId }),
      store.system.get('tenants', { id: tenantId }),
    ])
    if (tenant === undefined || tenant.suspendedAt !== null) return ended('suspended')
    if (member === undefined || member.disabledAt !== null) return ended('disabled')
    return accepted({ tenantId, session, member, mustEnrol: await mustEnrol(store, settings, tenantId, member) })
  }

  async function findByCookie(browserToken: string, subId: string): Promise<Result<Caller>> {
    const browser = await findBrowser(store.system, browserToken)
    const entry = findSlot(browser, subId)
    if (browser === undefined || entry === undefined) return refused('session.missing')
    const session = await store.tenant(entry.tenant).get('sessions', { id: entry.sessionId })
    // The session must know the browser too: a row left over under another cookie opens nothing.
    return check(entry.tenant, session?.browserId === browser.id ? session : undefined)
  }

  async function findByToken(accessToken: string): Promise<Result<Caller>> {
    const tenantId = findTenantId(accessToken)
    if (tenantId === undefined || (await store.system.get('tenants', { id: tenantId })) === undefined)
      return refused('session.missing')
    const where = { tokenHash: hashToken(accessToken) }
    const [session] = await store.tenant(tenantId).find('sessions', { where, limit: 1 })
    if (session?.endedAt === null && (session.tokenExpiresAt ?? 0) <= clock.now())
      return refused('session.missing', { detail: 'the access token has expired' })
    return check(tenantId, session)
  }

  return {
    async find({ accessToken, browserToken, subId }) {
      if (accessToken !== null) return findByToken(accessToken)
      return browserToken === null ? refused('session.missing') : findByCookie(browserToken, subId)
    },
    async recheck({ tenantId, session }) {
      return check(tenantId, await store.tenant(tenantId).get('sessions', { id: session.id }))
    },
  }
}

/** `facts.code` is what a resume would be refused with; null when it would be taken. */
function ended(reason: SessionRow['endReason']): Result<never> {
  return refused('session.ended', { facts: { reason, code: reason && endReasons[reason] } })
}
